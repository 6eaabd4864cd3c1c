// Ends a connection in one transaction: local at once, the revoke at Intuit queued with it.
import type { Actor } from '@mooring/contract'
import { disconnected, type Ending } from '../connection/connection-changes.ts'
import { saveConnection } from '../events/save-connection.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import type { Ledgers } from '../stores/store.ts'
import { forgetRefusals } from '../tokens/incident-notes.ts'

/**
 * Wipes the grant, queues its refresh token for the revoke and saves the row with its event.
 * @param revokeDueAt when the background may take up the revoke, ms
 */
export async function endConnection(
  ledgers: Ledgers,
  before: ConnectionRecord,
  ending: Omit<Ending, 'revoke'> & { actor: Actor | null; revokeDueAt: number },
): Promise<ConnectionRecord> {
  const grant = await ledgers.grants.get(before.id)
  if (grant !== null) {
    await ledgers.revokes.put({
      connectionId: before.id,
      tenantId: before.tenantId,
      realmTag: before.realmTag,
      generation: grant.generation,
      refreshSealed: grant.refreshSealed,
      keyId: grant.keyId,
      tries: 0,
      dueAt: ending.revokeDueAt,
    })
    await ledgers.grants.delete(before.id)
  }
  await ledgers.journal.close(before.id)
  await forgetRefusals(ledgers, before.id, ending.now)
  const { actor, revokeDueAt: _, ...rest } = ending
  const change = disconnected(before, { ...rest, revoke: grant === null ? 'unconfirmed' : 'pending' })
  return await saveConnection(ledgers, change.record, { at: ending.now, actor, events: change.events })
}
