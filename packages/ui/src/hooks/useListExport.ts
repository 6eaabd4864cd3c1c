// Fetches a whole list, page by page, and downloads it as a file.
import type { Problem } from '@mooring/contract'
import { useEffect, useRef, useState } from 'react'
import { download } from '../core/copy-or-download.ts'
import { browserProblem, ProblemError } from '../core/problem-error.ts'
import { useAction } from './useAction.ts'
import { useMooring } from './useMooring.ts'

/** The most entries of one page that the adapter gives. */
const PAGE = 200

const TYPES = { csv: 'text/csv', json: 'application/json' } as const

export type ExportForm = keyof typeof TYPES

/** The list, and how it becomes a file. */
export interface ExportedList<Page, Entry> {
  readonly name: string
  readonly pathOf: (cursor: string | null, limit: number) => string
  readonly entriesOf: (page: Page) => readonly Entry[]
  /** Imports what writes the file. */
  readonly load: () => Promise<(entries: readonly Entry[], form: ExportForm) => string>
  /** Said once it is saved. */
  readonly exported: string
}

export interface ListExport {
  readonly start: (form: ExportForm) => Promise<void>
  readonly isRunning: boolean
  /** Entries fetched so far. */
  readonly count: number
  readonly problem: Problem | null
}

/** Nothing is saved where not all of it could be had, or the page has moved on meanwhile. */
export function useListExport<Page extends { readonly nextCursor: string | null }, Entry>(
  list: ExportedList<Page, Entry>,
): ListExport {
  const { client, announcer, words } = useMooring()
  const { run, isRunning, problem } = useAction()
  const [count, setCount] = useState(0)
  const here = useRef(false)
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
    }
  }, [])

  async function fetchAll(): Promise<Entry[]> {
    const entries: Entry[] = []
    let cursor: string | null = null
    do {
      const page: Page = await client.get<Page>(list.pathOf(cursor, PAGE))
      entries.push(...list.entriesOf(page))
      setCount(entries.length)
      cursor = page.nextCursor
    } while (cursor !== null && here.current)
    return entries
  }

  const start = async (form: ExportForm) => {
    setCount(0)
    const text = await run(async () => {
      const write = await list.load().catch(() => {
        throw new ProblemError(browserProblem('offline', words.offline))
      })
      return write(await fetchAll(), form)
    })
    if (text === null || !here.current) return
    download(`${list.name}.${form}`, text, TYPES[form])
    announcer.announce(list.exported)
  }
  return { start, isRunning, count, problem }
}
