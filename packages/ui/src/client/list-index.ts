// A list of connections to look things up in.
import type { Connection, ConnectionList } from '@mooring/contract'

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
