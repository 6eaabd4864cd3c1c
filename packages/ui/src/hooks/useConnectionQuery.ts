// One reading of a connection: an answer of the adapter that the event stream does not carry. Whenever the connection changes it is read again.
import type { Connection, Problem } from '@mooring/contract'
import { type QueryKey, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef } from 'react'
import { type Path, pathOf } from '../core/paths.ts'
import type { ProblemError } from '../core/problem-error.ts'
import { type OneConnection, useConnection } from './useConnection.ts'
import { useMooring } from './useMooring.ts'

/** How every reading is asked for: what is wrong shows at once, and only a change of the connection asks again. */
export const QUERY_DEFAULTS = {
  retry: false,
  throwOnError: false,
  networkMode: 'always',
  refetchOnWindowFocus: false,
  // A host may have its own queries go on with what another one gave: that would be another connection's.
  placeholderData: undefined,
} as const

export interface ConnectionQuery<Answer> {
  /** The connection it is about. */
  readonly one: OneConnection
  /** Null until it is here. */
  readonly answer: Answer | null
  readonly isLoading: boolean
  /** Asking, for the first time or again. */
  readonly isReading: boolean
  /** When it was read, RFC 3339; null until it was. */
  readonly readAt: string | null
  /** Why it could not be read just now; `answer` is then the last known one. */
  readonly problem: Problem | null
  readonly refetch: () => void
}

/**
 * @param path of the route, with `:id` in it
 * @param search what follows the path, with its question mark
 */
export function useConnectionQuery<Answer>(
  connectionId: string | undefined,
  path: Path,
  search = '',
): ConnectionQuery<Answer> {
  const { client, queryClient } = useMooring()
  const one = useConnection(connectionId)
  const { connection } = one
  const query = useQuery<Answer, ProblemError, Answer, QueryKey>(
    {
      ...QUERY_DEFAULTS,
      queryKey: useConnectionQueryKey(connection, path + search),
      queryFn: () => client.get<Answer>(pathOf(path, connection?.id ?? '') + search),
      enabled: connection !== null,
    },
    queryClient,
  )
  const { data, dataUpdatedAt, isFetching, isPending, isError, error, refetch } = query
  return {
    one,
    answer: data ?? null,
    isLoading: one.isLoading || (connection !== null && isPending),
    isReading: isFetching,
    readAt: data === undefined ? null : new Date(dataUpdatedAt).toISOString(),
    problem: isError ? error.problem : one.connection ? null : one.problem,
    refetch: () => void refetch(),
  }
}

/** What a reading may depend on: progress and times of proof come too often. */
const revisionOf = ({ status, reason, sync, setup, reauthorizedAt, company }: Connection) =>
  [status, reason, sync.state, setup.state, reauthorizedAt, company.name].join(' ')

/**
 * @param part names what is read
 * @returns a query key beside the provider's list
 */
export function useConnectionQueryKey(connection: Connection | null, part: string): readonly unknown[] {
  const { list, queryClient } = useMooring()
  const id = connection?.id
  const key = useMemo(() => [...list.queryKey.slice(0, -1), 'readings', id, part], [list, id, part])
  const revision = connection && revisionOf(connection)
  const known = useRef({ key, revision })
  useEffect(() => {
    const isChange = known.current.key === key && known.current.revision !== revision
    known.current = { key, revision }
    if (isChange) void queryClient.invalidateQueries({ queryKey: key })
  }, [revision, key, queryClient])
  return key
}
