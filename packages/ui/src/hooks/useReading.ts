// One reading of a connection: an answer of the adapter that the event stream does not carry.
import { type Problem, routePath } from '@mooring/contract'
import { type QueryKey, useQuery } from '@tanstack/react-query'
import type { ProblemError } from '../client/problem-error.ts'
import { type OneConnection, useConnection } from './useConnection.ts'
import { useMooring } from './useMooring.ts'
import { useReadingKey } from './useReadingKey.ts'

/** How every reading is asked for: what is wrong shows at once, and only a change of the connection asks again. */
export const READING = {
  retry: false,
  networkMode: 'always',
  refetchOnWindowFocus: false,
} as const

export interface Reading<Answer> {
  /** The connection it is about. */
  readonly one: OneConnection
  /** Null until it is here. */
  readonly answer: Answer | null
  readonly isLoading: boolean
  /** Asking, for the first time or again. */
  readonly isReading: boolean
  /** Why it could not be read just now; `answer` is then the last known one. */
  readonly problem: Problem | null
  readonly refetch: () => void
}

/**
 * @param path of the route, with `:id` in it
 * @param search what stands after the path, with its question mark
 */
export function useReading<Answer>(
  connectionId: string | undefined,
  path: string,
  search = '',
): Reading<Answer> {
  const { client, queryClient } = useMooring()
  const one = useConnection(connectionId)
  const { connection } = one
  const query = useQuery<Answer, ProblemError, Answer, QueryKey>(
    {
      ...READING,
      queryKey: useReadingKey(connection, path + search),
      queryFn: () => client.get<Answer>(routePath(path, connection?.id ?? '') + search),
      enabled: connection !== null,
    },
    queryClient,
  )
  const { data, isFetching, isPending, isError, error, refetch } = query
  return {
    one,
    answer: data ?? null,
    isLoading: one.isLoading || (connection !== null && isPending),
    isReading: isFetching,
    problem: isError ? error.problem : one.connection ? null : one.problem,
    refetch: () => void refetch(),
  }
}
