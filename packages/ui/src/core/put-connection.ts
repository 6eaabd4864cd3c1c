// Writes a change of one connection into the list.
import type { Connection } from '@mooring/contract'
import type { QueryClient } from '@tanstack/react-query'
import type { connectionList } from './connection-list.ts'

/** Puts a connection as the server has just sent it where the page shows it. */
export function putConnection(
  queryClient: QueryClient,
  { queryKey }: ReturnType<typeof connectionList>,
  connection: Connection,
): void {
  const fetching = queryClient.isFetching({ queryKey }) > 0
  let known = false
  queryClient.setQueryData(queryKey, (before) => {
    if (!before) return before
    known = before.connections.some(({ id }) => id === connection.id)
    const connections = before.connections.map((other) => (other.id === connection.id ? connection : other))
    return { ...before, connections: known ? connections : [...connections, connection] }
  })
  // An answer on its way is older than this news; and what was never confirmed leaves the list when disconnected.
  const leaves = connection.status === 'disconnected' && connection.confirmedAt === null
  if (fetching || !known || leaves) void queryClient.invalidateQueries({ queryKey })
}
