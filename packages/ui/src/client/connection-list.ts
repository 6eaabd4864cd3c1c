// The tenant's connections in the query cache: how they are fetched, and how news gets into them.
import type { Attempt, Connection, ConnectionList, ROUTES } from '@mooring/contract'
import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { Client } from './client.ts'
import type { ProblemError } from './problem-error.ts'

/** Checked against the contract by its type: the table of routes is not needed for first paint. */
const LIST_PATH: (typeof ROUTES)['listConnections']['path'] = '/connections'

interface ListSource {
  readonly client: Client
  /** Keeps this provider's list apart from another tenant's in the same cache. */
  readonly scope: readonly string[]
  /** Takes up the attempts of a list before the list is shown: nobody is to start a second one meanwhile. */
  readonly takeUp: (attempts: readonly Attempt[]) => Promise<void>
}

export const connectionList = ({ client, scope, takeUp }: ListSource) =>
  queryOptions<ConnectionList, ProblemError>({
    queryKey: ['mooring', ...scope, 'connections'],
    queryFn: async () => {
      const list = await client.get<ConnectionList>(LIST_PATH)
      if (list.attempts.length > 0) await takeUp(list.attempts)
      return list
    },
    // The event stream keeps it fresh and asks again; what is wrong shows at once.
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    // What appears because of a failure does not cause another one.
    retryOnMount: false,
    networkMode: 'always',
    refetchOnWindowFocus: false,
    refetchOnReconnect: 'always',
  })

/** A list to look things up in. */
export interface ListIndex {
  readonly byId: ReadonlyMap<string, Connection>
  /** Those that are not disconnected. */
  readonly live: readonly Connection[]
}

/** Looks through each list once, however many components ask. */
export function createListIndex(): (list: ConnectionList) => ListIndex {
  let last: { list: ConnectionList; index: ListIndex } | null = null
  return (list) => {
    if (last?.list !== list) {
      const byId = new Map(list.connections.map((connection) => [connection.id, connection]))
      const live = list.connections.filter(({ status }) => status !== 'disconnected')
      last = { list, index: { byId, live } }
    }
    return last.index
  }
}

type List = ReturnType<typeof connectionList>

/** Puts a connection as the server has just told it where the page shows it. */
export function putConnection(queryClient: QueryClient, list: List, connection: Connection): void {
  const fetching = queryClient.isFetching({ queryKey: list.queryKey }) > 0
  let known = false
  queryClient.setQueryData(list.queryKey, (before) => {
    if (!before) return before
    known = before.connections.some(({ id }) => id === connection.id)
    const connections = before.connections.map((other) => (other.id === connection.id ? connection : other))
    return { ...before, connections: known ? connections : [...connections, connection] }
  })
  // An answer on its way is older than this news; and what was never confirmed leaves the list when disconnected.
  const leaves = connection.status === 'disconnected' && connection.confirmedAt === null
  if (fetching || !known || leaves) void queryClient.invalidateQueries({ queryKey: list.queryKey })
}
