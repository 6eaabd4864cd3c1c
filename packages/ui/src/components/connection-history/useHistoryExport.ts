// Fetches the whole history, page by page, and hands it over as a file.
import type { HistoryEntry, HistoryPage, Problem } from '@mooring/contract'
import { useEffect, useRef, useState } from 'react'
import { useAction } from '../../hooks/useAction.ts'
import { historyPath } from '../../hooks/useHistory.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { useWordsOfPanels } from '../../hooks/useWordsOfPanels.ts'
import { save } from '../support-details/copy-or-save.ts'
import { historyAsCsv, historyAsJson } from './history-file.ts'

/** The most entries of one page that the adapter gives. */
const PAGE = 200

export type ExportForm = 'csv' | 'json'

const forms = {
  csv: { type: 'text/csv', write: historyAsCsv },
  json: { type: 'application/json', write: historyAsJson },
} as const

interface HistoryExport {
  readonly start: (form: ExportForm) => Promise<void>
  readonly isRunning: boolean
  /** Entries fetched so far. */
  readonly count: number
  readonly problem: Problem | null
}

/** Nothing is saved where not all of it could be had, or the page has moved on meanwhile. */
export function useHistoryExport(connectionId: string): HistoryExport {
  const { client, announcer } = useMooring()
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
    const entries = await run(fetchAll)
    if (!entries || !here.current) return
    const { type, write } = forms[form]
    save(`quickbooks-history-${connectionId}.${form}`, write(entries), type)
    announcer.say(words.exported)
  }
  return { start, isRunning, count, problem }
}
