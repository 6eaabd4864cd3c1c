// A list of connections to find some in.
import type { Connection, ConnectionList } from '@mooring/contract'
import { memoize } from './memoize.ts'

export interface ListIndex {
  readonly byId: ReadonlyMap<string, Connection>
  /** Those that are not disconnected; the new company of a switch that waits to be confirmed counts with the one in use. */
  readonly live: readonly Connection[]
}

const isLive = (connection?: Connection) => connection !== undefined && connection.status !== 'disconnected'

/** Once for a list, however many components ask. */
export const indexOf = memoize(({ connections }: ConnectionList): ListIndex => {
  const byId = new Map(connections.map((connection) => [connection.id, connection]))
  const isExtra = ({ status, replaces }: Connection) =>
    status === 'awaiting_confirmation' && replaces !== null && isLive(byId.get(replaces))
  return { byId, live: connections.filter((connection) => isLive(connection) && !isExtra(connection)) }
})
