// The history of one connection, page by page.
import type { HistoryEntry, HistoryPage, Problem } from '@mooring/contract'
import { type InfiniteData, type QueryKey, useInfiniteQuery } from '@tanstack/react-query'
import { pathOf } from '../client/paths.ts'
import type { ProblemError } from '../client/problem-error.ts'
import { useConnection } from './useConnection.ts'
import { useMooring } from './useMooring.ts'
import { READING, useReadingKey } from './useReading.ts'

/** What `useHistory` gives. */
export interface HistoryState {
  /** Newest first; empty until they are here. */
  readonly entries: readonly HistoryEntry[]
  /** Whether the caller may audit; without it nothing is fetched. False until the connection is here. */
  readonly allowed: boolean
  readonly hasMore: boolean
  /** Fetches the next, older page. While one is on its way it does nothing. */
  readonly more: () => void
  readonly isLoading: boolean
  readonly isLoadingMore: boolean
  /** Why it could not be had just now; `entries` are then the last known ones. */
  readonly problem: Problem | null
  readonly refetch: () => void
}

/** Where a page of the history is asked for. */
export const historyPath = (connectionId: string, cursor: string | null, limit: number): string =>
  `${pathOf('/connections/:id/history', connectionId)}?limit=${limit}${
    cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
  }`

/**
 * What happened to a connection; read again whenever it changes.
 * @param connectionId may be left out where the tenant has one connection
 * @param limit entries of a page, 1–200
 */
export function useHistory(connectionId?: string, limit = 20): HistoryState {
  const { client, queryClient } = useMooring()
  const one = useConnection(connectionId)
  const { connection } = one
  const allowed = connection?.can.audit ?? false
  const query = useInfiniteQuery<
    HistoryPage,
    ProblemError,
    InfiniteData<HistoryPage>,
    QueryKey,
    string | null
  >(
    {
      ...READING,
      queryKey: useReadingKey(connection, `history ${limit}`),
      queryFn: ({ pageParam }) =>
        client.get<HistoryPage>(historyPath(connection?.id ?? '', pageParam, limit)),
      initialPageParam: null,
      getNextPageParam: ({ nextCursor }) => nextCursor,
      enabled: allowed,
    },
    queryClient,
  )
  const { data, isPending, isError, error, hasNextPage, isFetchingNextPage } = query
  return {
    entries: data?.pages.flatMap(({ entries }) => entries) ?? [],
    allowed,
    hasMore: hasNextPage,
    more: () => void (isFetchingNextPage || query.fetchNextPage()),
    isLoading: one.isLoading || (allowed && isPending),
    isLoadingMore: isFetchingNextPage,
    problem: isError ? error.problem : one.connection ? null : one.problem,
    refetch: () => void query.refetch(),
  }
}
