// Ends a connection in one transaction: local at once, the revoke at Intuit queued with it.
import type { Actor } from '@mooring/contract'
import { disconnected, type Ending } from '../connection/connection-changes.ts'
import { saveConnection } from '../events/save-connection.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import type { Repositories } from '../stores/store.ts'
import { forgetRefusals } from '../tokens/incident-notes.ts'

/**
 * Wipes the grant, queues its refresh token for the revoke and saves the row with its event.
 * @param revokeDueAt when the background may take up the revoke, ms
 */
export async function endConnection(
  tx: Repositories,
  before: ConnectionRecord,
  ending: Omit<Ending, 'revoke' | 'grant'> & { actor: Actor | null; revokeDueAt: number },
): Promise<ConnectionRecord> {
  const grant = await tx.grants.get(before.id)
  if (grant !== null) {
    await tx.revokes.put({
      connectionId: before.id,
      tenantId: before.tenantId,
      realmTag: before.realmTag,
      generation: grant.generation,
      refreshSealed: grant.refreshSealed,
      keyId: grant.keyId,
      tries: 0,
      dueAt: ending.revokeDueAt,
    })
    await tx.grants.delete(before.id)
  }
  await tx.journal.close(before.id)
  await forgetRefusals(tx, before.id, ending.now)
  const { actor, revokeDueAt: _, ...rest } = ending
  const change = disconnected(before, {
    ...rest,
    revoke: grant === null ? 'unconfirmed' : 'pending',
    grant,
  })
  return await saveConnection(tx, change.record, { at: ending.now, actor, events: change.events })
}
