// The history of one connection, page by page.
import type { HistoryEntry, HistoryPage } from '@mooring/contract'
import { pathOf } from '../client/paths.ts'
import { type Pages, pageSearch, usePages } from './usePages.ts'

/** What `useHistory` gives. */
export interface HistoryState extends Omit<Pages<HistoryPage>, 'pages'> {
  /** Newest first; empty until they are here. */
  readonly entries: readonly HistoryEntry[]
}

/** Where a page of the history is asked for. */
export const historyPath = (connectionId: string, cursor: string | null, limit: number): string =>
  pathOf('/connections/:id/history', connectionId) + pageSearch(cursor, limit)

/**
 * What happened to a connection; read again whenever it changes.
 * @param connectionId may be left out where the tenant has one connection
 * @param limit entries of a page, 1–200
 */
export function useHistory(connectionId?: string, limit = 20): HistoryState {
  const { pages, ...rest } = usePages<HistoryPage>(connectionId, `history ${limit}`, (id, cursor) =>
    historyPath(id, cursor, limit),
  )
  return { ...rest, entries: pages.flatMap(({ entries }) => entries) }
}
