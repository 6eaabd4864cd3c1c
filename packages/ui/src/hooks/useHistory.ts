// The history of one connection, page by page.
import type { HistoryEntry, HistoryPage } from '@mooring/contract'
import { pathOf } from '../core/paths.ts'
import { type Pages, pageSearch, usePages } from './usePages.ts'

/** What `useHistory` gives. */
export interface HistoryState extends Omit<Pages<HistoryPage>, 'pages'> {
  /** Newest first; empty until they are here. */
  readonly entries: readonly HistoryEntry[]
}

/** Where a page of the history is asked for. */
export const historyPath = (
  connectionId: string,
  cursor: string | null,
  limit: number,
  by?: 'people',
): string =>
  pathOf('/connections/:id/history', connectionId) + pageSearch(cursor, limit) + (by ? `&by=${by}` : '')

export const isByPeople = ({ actor }: HistoryEntry): boolean => actor !== null

/**
 * What happened to a connection; read again whenever it changes.
 * @param connectionId may be left out where the tenant has one connection; null is none
 * @param limit entries of a page, 1–200
 * @param by `people` for what people did alone, of the whole history
 */
export function useHistory(connectionId?: string | null, limit = 20, by?: 'people'): HistoryState {
  const { pages, ...rest } = usePages<HistoryPage>(
    connectionId,
    `history ${limit} ${by ?? ''}`,
    (id, cursor) => historyPath(id, cursor, limit, by),
  )
  const entries = pages.flatMap((page) => page.entries)
  return { ...rest, entries: by ? entries.filter(isByPeople) : entries }
}
