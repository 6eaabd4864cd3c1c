// How a switch ends: the old connection makes way for the confirmed one, or the unconfirmed one ends.
import type { Actor } from '@mooring/contract'
import { isWaitingSwitch, switchEndsAt } from '../connection/pending-switch.ts'
import { endConnection } from '../disconnect/end-connection.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import type { Repositories } from '../stores/store.ts'

/**
 * Ends the connection that a confirmed one replaces, with the reason that was given when the switch began.
 * @param revokeDueAt when the background may take up the revoke, ms
 * @returns the ended connection; null where none had to end
 */
export async function endReplaced(
  tx: Repositories,
  confirmed: ConnectionRecord,
  { now, actor, revokeDueAt }: { now: number; actor: Actor; revokeDueAt: number },
): Promise<ConnectionRecord | null> {
  if (!isWaitingSwitch(confirmed) || confirmed.switching === null || confirmed.replaces === null) return null
  const old = await tx.connections.get(confirmed.replaces)
  if (old === null || old.tenantId !== confirmed.tenantId || old.status === 'disconnected') return null
  const { why } = confirmed.switching
  return await endConnection(tx, old, {
    ...{ reason: 'by_user', why, deleteData: false, now, actor, revokeDueAt },
  })
}

/** Background work: a switch that no one has answered in time ends with its new connection. The old one stays as it is. */
export async function endUnanswered(tx: Repositories, id: string, now: number): Promise<void> {
  const record = await tx.connections.get(id)
  const endsAt = record === null ? null : switchEndsAt(record)
  if (record === null || endsAt === null || endsAt > now) return
  await endConnection(tx, record, {
    ...{ reason: 'by_host', why: null, deleteData: false, now, actor: null, revokeDueAt: now },
  })
}
