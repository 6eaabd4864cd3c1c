// A switch that waits for its answer: the new company's connection beside the old one, which goes on. Pure.
import type { DisconnectWhy } from '@mooring/contract'
import { AT_ONCE_MS, SWITCH_LIFE_MS } from '../config/defaults.ts'
import type { ConnectionRecord, PendingSwitch } from '../stores/records.ts'
import { awaitsConfirmation } from './confirmation.ts'

type Waiting = Pick<ConnectionRecord, 'status' | 'confirmedAt' | 'switching'>

/** @param why the reason the old connection ends with, should the new company be confirmed */
export const pendingSwitch = (why: DisconnectWhy | null, now: number): PendingSwitch => ({
  why: why ?? 'different_company',
  until: now + SWITCH_LIFE_MS,
})

/** Whether a connection's company waits to be confirmed, and then replaces another. */
export const isWaitingSwitch = ({ status, confirmedAt, switching }: Waiting): boolean =>
  switching !== null && confirmedAt === null && status !== 'disconnected'

/** When a switch that no one answers ends; null for a connection that waits for none. */
export const switchEndsAt = (record: Waiting): number | null =>
  isWaitingSwitch(record) ? (record.switching?.until ?? null) : null

type Paired = Waiting & Pick<ConnectionRecord, 'id' | 'replaces'>

/** Whether one of the two waits to replace the other: together they count as one. */
export const arePair = (one: Paired, other: Paired): boolean =>
  (isWaitingSwitch(one) && one.replaces === other.id) || (isWaitingSwitch(other) && other.replaces === one.id)

/** Whether a person is still to say of a connection's company that it is the right one, whatever trouble it is in. */
export const isUnconfirmed = (record: ConnectionRecord): boolean =>
  record.status !== 'disconnected' && awaitsConfirmation(record)

/**
 * Whether a "No" comes after a "Yes" that was given at the same time, in another tab: the old connection has ended by then,
 * and ending the new one too would leave nothing connected.
 * @param refusing whether the company was still to be confirmed when the request came
 */
export function isLateRefusal(
  record: ConnectionRecord,
  why: DisconnectWhy | undefined,
  { refusing, now }: { refusing: boolean; now: number },
): boolean {
  if (isUnconfirmed(record)) return false
  const { replaces, confirmedAt } = record
  const isJustConfirmed = confirmedAt !== null && now - confirmedAt < AT_ONCE_MS
  return refusing || (why === 'wrong_company' && replaces !== null && isJustConfirmed)
}
