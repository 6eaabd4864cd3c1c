// How a refresh, a check or a failure changes a connection's row. Pure.
import type { Reason } from '@mooring/contract'
import { awaitsConfirmation } from '../connection/confirmation.ts'
import { type Change, disconnected } from '../connection/connection-changes.ts'
import {
  type ConnectionState,
  clocksOf,
  connectionStateOf,
  eventsOf,
  isWell,
} from '../connection/connection-lifecycle.ts'
import { resumeNotes, setupResumeNotes } from '../connection/resume-notes.ts'
import { resumed } from '../connection/setup-changes.ts'
import type { Verdict } from '../failures/classify-failure.ts'
import type { CompanyInfo } from '../gateway/intuit-gateway.ts'
import { DAY } from '../platform/clock.ts'
import type { ConnectionRecord, GrantRecord } from '../stores/records.ts'

/** The moment, and from how many days before its end on a clock is near. */
export interface Moment {
  readonly now: number
  readonly warnBeforeDays: readonly number[]
}

/** Only the accounting API gives these reasons: a refresh proves nothing about them, a company read does. */
const COMPANY_API_REASONS: readonly (Reason | null)[] = [
  'subscription_ended',
  'company_locked',
  'quota_exceeded',
  'scope_missing',
  'admin_access_lost',
]

/**
 * Whether the reason against a connection came from the accounting API: so too where a read was refused once, which
 * is noted as Intuit's trouble until it is confirmed.
 */
export const isCompanyApiReason = ({ reason, refusedAt }: ConnectionRecord): boolean =>
  COMPANY_API_REASONS.includes(reason) || (reason === 'intuit_unavailable' && refusedAt !== null)

/** Warnings that are still valid: those of a clock that has moved on are given anew when it comes near again. */
export const stillWarned = (record: ConnectionRecord, { now }: Moment): string[] =>
  record.warned.filter((mark) => {
    const [clock, days] = mark.split(':')
    const endsAt = clocksOf(record).find((running) => running.clock === clock)?.endsAt
    return endsAt !== undefined && endsAt - now <= Number(days) * DAY
  })

/** The row as it is once nothing speaks against it any more. */
export function recovered(before: ConnectionRecord, after: ConnectionRecord, moment: Moment): Change {
  const connectionState: ConnectionState = awaitsConfirmation(before)
    ? { status: 'awaiting_confirmation', reason: null }
    : connectionStateOf({ ...after, status: 'connected', reason: null }, moment.now, moment.warnBeforeDays)
  const isBack = isWell(connectionState) && !isWell(before)
  const setup = isBack ? { ...resumed(after.setup, moment.now), pausedAt: null } : after.setup
  const notes = isBack ? [...resumeNotes(before), ...setupResumeNotes(before)] : []
  return {
    record: { ...after, ...connectionState, setup },
    events: [...eventsOf(before, connectionState), ...notes],
  }
}

/** A refresh brought a new grant. */
export function refreshed(before: ConnectionRecord, grant: GrantRecord, moment: Moment): Change {
  const after: ConnectionRecord = {
    ...before,
    accessExpiresAt: grant.accessExpiresAt,
    idleExpiresAt: grant.refreshExpiresAt,
    idleIsImported: false,
    hardExpiresAt: grant.hardExpiresAt,
    proofKind: 'token_refresh',
    proofAt: moment.now,
    refusedAt: null,
    disconnectHintAt: null,
  }
  const settled = { ...after, warned: stillWarned(after, moment) }
  if (COMPANY_API_REASONS.includes(before.reason)) return { record: settled, events: [] }
  return recovered(before, { ...settled, failures: 0, retryAt: null }, moment)
}

/** The company was read with the stored token. */
export function proven(before: ConnectionRecord, company: CompanyInfo, moment: Moment): Change {
  const after: ConnectionRecord = {
    ...before,
    companyName: company.name ?? before.companyName,
    companyCountry: company.country ?? before.companyCountry,
    proofKind: 'company_read',
    proofAt: moment.now,
    failures: 0,
    retryAt: null,
    refusedAt: null,
    disconnectHintAt: null,
  }
  return recovered(before, after, moment)
}

/** What a call's failure was, as far as the row is concerned. */
export interface Failing {
  readonly verdict: Verdict
  /** Intuit refused the token itself. */
  readonly refused: boolean
  readonly incident: boolean
  /** The grant that goes where the connection has ended; null where there is none. */
  readonly grant: Pick<GrantRecord, 'generation'> | null
  readonly now: number
}

/**
 * Whether a verdict changes the status. A hiccup lifts no one out of a trouble that is known, and asks nothing of a
 * company no one has confirmed; what needs a person stays as it was first found.
 */
function changesState(before: ConnectionRecord, { mark }: Verdict): boolean {
  if (mark === null) return false
  if (mark.status === 'disconnected') return true
  // A campaign's deadline is the host's word; what Intuit says of the grant weighs more.
  if (before.status === 'reauthorization_required')
    return before.reason === 'upgrade_required' && mark.status !== 'checking'
  return mark.status !== 'checking' || !['blocked', 'awaiting_confirmation'].includes(before.status)
}

function refusedAt(before: ConnectionRecord, { verdict, refused, incident, now }: Failing): number | null {
  if (!refused) return before.refusedAt
  return incident || verdict.mark?.status !== 'checking' ? null : (before.refusedAt ?? now)
}

/** A dead grant is not tried again by itself; what an admin can fix inside QuickBooks is. */
const isRetried = ({ status, reason, retryAt }: ConnectionRecord): boolean =>
  status !== 'reauthorization_required' || reason === 'upgrade_required' || retryAt !== null

/** A refresh or a call failed. */
export function failed(before: ConnectionRecord, failing: Failing): Change {
  const { verdict, now } = failing
  const { mark, next } = verdict
  if (mark?.status === 'disconnected') {
    const { grant } = failing
    const ending = { reason: 'in_quickbooks', why: null, deleteData: false, revoke: 'done' } as const
    return disconnected(before, { ...ending, grant, now })
  }
  const connectionState: ConnectionState = mark !== null && changesState(before, verdict) ? mark : before
  const record: ConnectionRecord = {
    ...before,
    status: connectionState.status,
    reason: connectionState.reason,
    failures: before.failures + 1,
    retryAt: next.do === 'retry_at' && isRetried(before) ? next.at : null,
    refusedAt: refusedAt(before, failing),
  }
  return { record, events: eventsOf(before, connectionState) }
}

/** Nothing happened but time: what is true of the row now is written down. */
export function noticed(before: ConnectionRecord, { now, warnBeforeDays }: Moment): Change {
  const connectionState = connectionStateOf(before, now, warnBeforeDays)
  return { record: { ...before, ...connectionState }, events: eventsOf(before, connectionState) }
}

/** One of the clocks has ended. */
export function expired(before: ConnectionRecord, moment: Moment): Change {
  const connectionState = connectionStateOf(
    { ...before, status: 'connected', reason: null },
    moment.now,
    moment.warnBeforeDays,
  )
  const record = { ...before, ...connectionState, retryAt: null, refusedAt: null }
  return { record, events: eventsOf(before, connectionState) }
}
