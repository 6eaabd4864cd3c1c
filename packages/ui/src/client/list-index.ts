// A list of connections to look things up in.
import type { Connection, ConnectionList } from '@mooring/contract'

export interface ListIndex {
  readonly byId: ReadonlyMap<string, Connection>
  /** Those that are not disconnected; the new company of a switch that waits to be confirmed counts with the one in use. */
  readonly live: readonly Connection[]
}

/** Looks through each list once, however many components ask. */
export function createListIndex(): (list: ConnectionList) => ListIndex {
  let last: { list: ConnectionList; index: ListIndex } | null = null
  return (list) => {
    if (last?.list !== list) {
      const byId = new Map(list.connections.map((connection) => [connection.id, connection]))
      const isLive = (connection?: Connection) =>
        connection !== undefined && connection.status !== 'disconnected'
      const isExtra = ({ status, replaces }: Connection) =>
        status === 'awaiting_confirmation' && replaces !== null && isLive(byId.get(replaces))
      const live = list.connections.filter((connection) => isLive(connection) && !isExtra(connection))
      last = { list, index: { byId, live } }
    }
    return last.index
  }
}
