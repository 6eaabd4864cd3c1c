// A long list of one connection, newest first, page by page, for callers with the permission `audit`.
import type { Problem } from '@mooring/contract'
import { type InfiniteData, type QueryKey, useInfiniteQuery } from '@tanstack/react-query'
import type { ProblemError } from '../core/problem-error.ts'
import { useConnection } from './useConnection.ts'
import { QUERY_DEFAULTS, useConnectionQueryKey } from './useConnectionQuery.ts'
import { useMooring } from './useMooring.ts'

export interface Pages<Page> {
  /** None until they are here. */
  readonly pages: readonly Page[]
  /** Whether the caller may audit; without it nothing is fetched. False until the connection is here. */
  readonly allowed: boolean
  readonly hasMore: boolean
  /** Fetches the next, older page. While one is on its way it does nothing. */
  readonly more: () => void
  readonly isLoading: boolean
  readonly isLoadingMore: boolean
  /** Why it could not be had just now; `pages` are then the last known ones. */
  readonly problem: Problem | null
  readonly refetch: () => void
}

/** What comes after a list's path. */
export const pageSearch = (cursor: string | null, limit: number): string =>
  `?limit=${limit}${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`

/**
 * @param name of the list, unlike others and with what it is asked for
 * @param pathOf gives the path of a page
 */
export function usePages<Page extends { readonly nextCursor: string | null }>(
  connectionId: string | null | undefined,
  name: string,
  pathOf: (id: string, cursor: string | null) => string,
): Pages<Page> {
  const { client, queryClient } = useMooring()
  const one = useConnection(connectionId)
  const { connection } = one
  const allowed = connection?.can.audit ?? false
  const query = useInfiniteQuery<Page, ProblemError, InfiniteData<Page>, QueryKey, string | null>(
    {
      ...QUERY_DEFAULTS,
      queryKey: useConnectionQueryKey(connection, name),
      queryFn: ({ pageParam }) => client.get<Page>(pathOf(connection?.id ?? '', pageParam)),
      initialPageParam: null,
      getNextPageParam: ({ nextCursor }) => nextCursor,
      enabled: allowed,
    },
    queryClient,
  )
  const { data, isPending, isError, error, hasNextPage, isFetchingNextPage } = query
  return {
    pages: data?.pages ?? [],
    allowed,
    hasMore: hasNextPage,
    more: () => void (isFetchingNextPage || query.fetchNextPage()),
    isLoading: one.isLoading || (allowed && isPending),
    isLoadingMore: isFetchingNextPage,
    problem: isError ? error.problem : one.connection ? null : one.problem,
    refetch: () => void query.refetch(),
  }
}
