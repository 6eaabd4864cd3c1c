// What the parts of the board have in common: its words, its routes, and how they are read.
import type { Problem } from '@mooring/contract'
import type { BoardWords } from '@mooring/messages/board-words'
import { type InfiniteData, type QueryKey, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { Client } from '../../core/client.ts'
import type { ProblemError } from '../../core/problem-error.ts'
import { QUERY_DEFAULTS } from '../../hooks/useConnectionQuery.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import type { BoardFilter } from './operations-board-props.ts'

export interface Board {
  readonly words: BoardWords
  /** Its calls begin with `base`. */
  readonly client: Client
  readonly base: string
  readonly queryKey: readonly unknown[]
  readonly filter: BoardFilter
  readonly choose: (filter: BoardFilter) => void
}

export const BoardContext = createContext<Board | null>(null)

/** @throws Error outside a board */
export function useBoard(): Board {
  const board = useContext(BoardContext)
  if (!board) throw new Error('This is a part of OperationsBoard.')
  return board
}

/** How often what changes by itself is read again (ms), while the page is seen. */
export const EVERY_MS = 15_000

export interface BoardReading<Answer> {
  /** Null until it is here. */
  readonly answer: Answer | null
  readonly isLoading: boolean
  readonly isReading: boolean
  readonly problem: Problem | null
  /** When it was last read, ms since epoch. */
  readonly readAt: number
  readonly refetch: () => void
}

/** @param path below the board's own, with its query */
export function useBoardReading<Answer>(path: string, every: number | false = false): BoardReading<Answer> {
  const { queryClient } = useMooring()
  const { client, base, queryKey } = useBoard()
  const query = useQuery<Answer, ProblemError>(
    {
      ...QUERY_DEFAULTS,
      queryKey: [...queryKey, path],
      queryFn: () => client.get<Answer>(base + path),
      refetchInterval: every,
    },
    queryClient,
  )
  return {
    answer: query.data ?? null,
    isLoading: query.isPending,
    isReading: query.isFetching,
    problem: query.isError ? query.error.problem : null,
    readAt: query.dataUpdatedAt,
    refetch: () => void query.refetch(),
  }
}

export interface BoardPages<Page> extends Omit<BoardReading<never>, 'answer' | 'readAt'> {
  /** None until they are here. */
  readonly pages: readonly Page[]
  readonly hasMore: boolean
  readonly isLoadingMore: boolean
  readonly more: () => void
}

/** A list, page by page. @param search what is asked for, without the cursor */
export function useBoardPages<Page extends { readonly nextCursor: string | null }>(
  path: string,
  search: Readonly<Record<string, string | undefined>>,
): BoardPages<Page> {
  const { queryClient } = useMooring()
  const { client, base, queryKey } = useBoard()
  const asked = Object.entries(search).filter((entry): entry is [string, string] => Boolean(entry[1]))
  const query = useInfiniteQuery<Page, ProblemError, InfiniteData<Page>, QueryKey, string | null>(
    {
      ...QUERY_DEFAULTS,
      queryKey: [...queryKey, path, asked],
      queryFn: ({ pageParam }) => {
        const all = new URLSearchParams(pageParam === null ? asked : [...asked, ['cursor', pageParam]])
        return client.get<Page>(`${base}${path}${all.size > 0 ? `?${all}` : ''}`)
      },
      initialPageParam: null,
      getNextPageParam: ({ nextCursor }) => nextCursor,
    },
    queryClient,
  )
  return {
    pages: query.data?.pages ?? [],
    hasMore: query.hasNextPage,
    isLoading: query.isPending,
    isReading: query.isFetching,
    isLoadingMore: query.isFetchingNextPage,
    more: () => void (query.isFetchingNextPage || query.fetchNextPage()),
    problem: query.isError ? query.error.problem : null,
    refetch: () => void query.refetch(),
  }
}

/** Something an operator does. @returns a call that rejects with a `ProblemError`; what is shown is read again after it */
export function useBoardWork(): <Answer>(path: string) => Promise<Answer> {
  const { queryClient } = useMooring()
  const { client, base, queryKey } = useBoard()
  return async (path) => {
    try {
      return await client.post(base + path)
    } finally {
      void queryClient.invalidateQueries({ queryKey })
    }
  }
}
