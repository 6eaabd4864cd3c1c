// What is true of a link now. Pure: from rows and a moment.

import { actionFor, type Link, type LinkState } from '@mooring/contract'
import { LINK_LIFE_MOST_MS } from '../config/defaults.ts'
import { type ConnectionState, connectionStateOf } from '../connection/connection-lifecycle.ts'
import { isForgotten } from '../connection/forgotten.ts'
import { toTimestamp } from '../platform/clock.ts'
import type { LinkEnd, LinkRecord } from '../stores/links.ts'
import type { AttemptRecord, ConnectionRecord } from '../stores/records.ts'
import { hasRunOut, isFinishing } from './attempt-view.ts'

/** A moment, and from how many days before its end on a clock is near. */
export interface Moment {
  readonly now: number
  readonly warnBeforeDays: readonly number[]
}

/** The person of an attempt that is made with a link, and of what comes of it. */
export const personOfLink = (id: string): string => `link:${id}`

/** Whether a connection can be helped by a re-authorization: only then is a link made for it. */
export const canBeLinked = ({ status, reason }: ConnectionState): boolean => {
  const action = actionFor(status, reason)
  return status !== 'disconnected' && (action === 'reauthorize' || action === 'contact_admin')
}

/** Whether the connection needs the link no more: it is well again, was authorized meanwhile, or is gone. */
function isNeedless(link: LinkRecord, connection: ConnectionRecord | null, moment: Moment): boolean {
  if (connection === null || isForgotten(connection)) return true
  const { status } = connectionStateOf(connection, moment.now, moment.warnBeforeDays)
  // A hiccup, or what is waited out, ends no link.
  if (status === 'connected' || status === 'awaiting_confirmation' || status === 'disconnected') return true
  return Math.max(connection.reauthorizedAt ?? 0, connection.connectedAt ?? 0) > link.createdAt
}

/** Whether a link can still be used, or how it has ended, whether that is written already or not. */
export function truthOf(
  link: LinkRecord,
  connection: ConnectionRecord | null,
  moment: Moment,
): 'open' | LinkEnd {
  if (link.state !== 'open') return link.state
  // More time than any link is given: a clock that was ahead gave it.
  const isOver = moment.now >= link.expiresAt || link.expiresAt - moment.now > LINK_LIFE_MOST_MS
  if (isOver) return 'expired'
  return isNeedless(link, connection, moment) ? 'withdrawn' : 'open'
}

/** Whether someone came back from QuickBooks with this link in time, and that is not settled yet. */
export const isBeingFinished = (link: LinkRecord, pending: readonly AttemptRecord[]): boolean =>
  pending.some((attempt) => attempt.linkId === link.id && isFinishing(attempt))

/** @param pending the pending attempts of the link's person */
export function stateOf(
  link: LinkRecord,
  given: { readonly connection: ConnectionRecord | null; readonly pending: readonly AttemptRecord[] },
  moment: Moment,
): LinkState {
  const truth = truthOf(link, given.connection, moment)
  const finishing = isBeingFinished(link, given.pending)
  if (truth === 'expired' && link.state === 'open' && finishing) return 'at_intuit'
  if (truth !== 'open') return truth
  const isThere = given.pending.some(
    (attempt) => attempt.linkId === link.id && !hasRunOut(attempt, moment.now),
  )
  return isThere ? 'at_intuit' : 'created'
}

/** A link as it goes over the wire. */
export const linkView = (link: LinkRecord, state: LinkState): Link => ({
  id: link.id,
  connectionId: link.connectionId,
  recipient: link.recipient,
  createdBy: link.createdBy === null ? null : { ...link.createdBy },
  createdAt: toTimestamp(link.createdAt),
  expiresAt: toTimestamp(link.expiresAt),
  state,
})
