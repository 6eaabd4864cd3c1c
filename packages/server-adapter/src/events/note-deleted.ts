// The host has deleted what a disconnect asked it to.
import type { EventRecord } from '../stores/records.ts'
import type { Repositories } from '../stores/store.ts'

/**
 * To be called once the host's handler of an event has resolved. Nothing where the event asks for no deletion, or where
 * the connection was taken up again since.
 */
export async function noteDeleted(tx: Repositories, event: EventRecord, now: number): Promise<void> {
  const { type, data, connectionId } = event
  if (type !== 'connection.disconnected' || data.deleteData !== true || connectionId === null) return
  const connection = await tx.connections.get(connectionId)
  if (!connection?.disconnect || connection.disconnectedAt !== event.at) return
  const disconnect = { ...connection.disconnect, dataDeleted: true }
  const { tenantId, id } = await tx.connections.update({ ...connection, disconnect })
  await tx.changes.append({ tenantId, kind: 'connection', subjectId: id, at: now })
}
