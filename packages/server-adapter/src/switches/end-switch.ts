// How a switch ends: the old connection makes way for the confirmed one, or the one that nobody confirmed goes.
import type { Actor, DisconnectWhy } from '@mooring/contract'
import { AT_ONCE_MS } from '../config/defaults.ts'
import { endConnection } from '../service/end-connection.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import type { Ledgers } from '../stores/store.ts'
import { isWaitingSwitch, switchEndsAt } from './pending-switch.ts'

/**
 * Ends the connection whose place a confirmed one takes, with the reason that was given when the switch began.
 * @param revokeDueAt when the background may take up the revoke, ms
 * @returns the ended connection; null where none had to end
 */
export async function endReplaced(
  ledgers: Ledgers,
  confirmed: ConnectionRecord,
  { now, actor, revokeDueAt }: { now: number; actor: Actor; revokeDueAt: number },
): Promise<ConnectionRecord | null> {
  if (!isWaitingSwitch(confirmed) || confirmed.switching === null || confirmed.replaces === null) return null
  const old = await ledgers.connections.get(confirmed.replaces)
  if (old === null || old.tenantId !== confirmed.tenantId || old.status === 'disconnected') return null
  const { why } = confirmed.switching
  return await endConnection(ledgers, old, {
    ...{ reason: 'by_user', why, deleteData: false, now, actor, revokeDueAt },
  })
}

/**
 * Whether a "No" comes after a "Yes" that was given at the same time, in another tab: the old connection has ended by then,
 * and ending the new one too would leave nothing connected.
 * @param refusing whether the company was still to be confirmed when the request came
 */
export function isLateRefusal(
  { status, replaces, confirmedAt }: ConnectionRecord,
  why: DisconnectWhy | undefined,
  { refusing, now }: { refusing: boolean; now: number },
): boolean {
  if (status === 'awaiting_confirmation') return false
  const isJustConfirmed = confirmedAt !== null && now - confirmedAt < AT_ONCE_MS
  return refusing || (why === 'wrong_company' && replaces !== null && isJustConfirmed)
}

/** Background work: a switch that nobody has answered in time ends with its new connection. The old one stays as it is. */
export async function endUnanswered(ledgers: Ledgers, id: string, now: number): Promise<void> {
  const record = await ledgers.connections.get(id)
  const endsAt = record === null ? null : switchEndsAt(record)
  if (record === null || endsAt === null || endsAt > now) return
  await endConnection(ledgers, record, {
    ...{ reason: 'by_host', why: null, deleteData: false, now, actor: null, revokeDueAt: now },
  })
}
