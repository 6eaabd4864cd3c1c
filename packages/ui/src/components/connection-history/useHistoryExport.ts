// Fetches the whole history, page by page, and hands it over as a file.
import type { HistoryEntry, HistoryPage, Problem } from '@mooring/contract'
import { useEffect, useRef, useState } from 'react'
import { browserProblem, ProblemError } from '../../client/problem-error.ts'
import { useAction } from '../../hooks/useAction.ts'
import { historyPath } from '../../hooks/useHistory.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { useWordsOfPanels } from '../../hooks/useWordsOfPanels.ts'
import { save } from '../support-details/copy-or-save.ts'

/** The most entries of one page that the adapter gives. */
const PAGE = 200

export type ExportForm = 'csv' | 'json'

const TYPES = { csv: 'text/csv', json: 'application/json' } as const

interface HistoryExport {
  readonly start: (form: ExportForm) => Promise<void>
  readonly isRunning: boolean
  /** Entries fetched so far. */
  readonly count: number
  readonly problem: Problem | null
}

/** Nothing is saved where not all of it could be had, or the page has moved on meanwhile. */
export function useHistoryExport(connectionId: string): HistoryExport {
  const { client, announcer, words: first } = useMooring()
  const words = useWordsOfPanels()
  const { run, isRunning, problem } = useAction()
  const [count, setCount] = useState(0)
  const here = useRef(false)
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
    }
  }, [])

  async function fetchAll(): Promise<HistoryEntry[]> {
    const entries: HistoryEntry[] = []
    let cursor: string | null = null
    do {
      const page: HistoryPage = await client.get<HistoryPage>(historyPath(connectionId, cursor, PAGE))
      entries.push(...page.entries)
      setCount(entries.length)
      cursor = page.nextCursor
    } while (cursor !== null && here.current)
    return entries
  }

  const start = async (form: ExportForm) => {
    setCount(0)
    const text = await run(async () => {
      const file = await import('./history-file.ts').catch(() => {
        throw new ProblemError(browserProblem('offline', first.offline))
      })
      const entries = await fetchAll()
      return form === 'csv' ? file.historyAsCsv(entries) : file.historyAsJson(entries)
    })
    if (text === null || !here.current) return
    save(`quickbooks-history-${connectionId}.${form}`, text, TYPES[form])
    announcer.say(words.exported)
  }
  return { start, isRunning, count, problem }
}
