// Whom a campaign is for, and what asking and releasing make of a connection's row. Pure.

import { DAY, HOUR } from '../platform/clock.ts'
import { type Moment, recovered, stillWarned } from '../refresh/refresh-outcomes.ts'
import type { Change } from '../service/connection-changes.ts'
import { clocksOf, isLive, standingOf } from '../service/connection-lifecycle.ts'
import type { CampaignRecord } from '../stores/campaigns.ts'
import type { ConnectionRecord } from '../stores/records.ts'

/** Who is asked only at the deadline has so long. */
const LATE_GRACE_MS = 7 * DAY
/** How often a campaign that waits for people is looked through for its end. */
const REVIEW_MS = HOUR

/** When a person last authorized the connection, ms since the epoch; 0 where nobody did. */
const consentAt = ({ connectedAt, reauthorizedAt }: ConnectionRecord): number =>
  Math.max(connectedAt ?? 0, reauthorizedAt ?? 0)

/** Whether a connection still has to be asked: neither gone nor authorized anew since the campaign began. */
export const isToBeAsked = (record: ConnectionRecord, { startedAt }: CampaignRecord): boolean =>
  record.status !== 'disconnected' && consentAt(record) < startedAt

/** Whether a campaign is for this connection. */
export function isSelected(record: ConnectionRecord, campaign: CampaignRecord): boolean {
  const { connectedBefore, missingScope, hardExpiryBefore } = campaign.selection
  if (!isToBeAsked(record, campaign)) return false
  if (connectedBefore !== undefined && consentAt(record) >= connectedBefore) return false
  if (missingScope !== undefined && record.scopes?.includes(missingScope)) return false
  return (
    hardExpiryBefore === undefined ||
    (record.hardExpiresAt !== null && record.hardExpiresAt < hardExpiryBefore)
  )
}

/** When a connection ends by itself, ms since the epoch; null where that is not known. */
export const endOf = (record: ConnectionRecord): number | null =>
  clocksOf({ ...record, campaigns: null })[0]?.endsAt ?? null

export const utcDay = (at: number): number => Math.floor(at / DAY)

/** How many may be asked today yet. After the deadline: all that are left. */
export function leftToday({ perDay, deadline, askedOn, askedThatDay }: CampaignRecord, now: number): number {
  if (perDay === null || now >= deadline) return Number.POSITIVE_INFINITY
  return Math.max(0, perDay - (askedOn === utcDay(now) ? askedThatDay : 0))
}

/** When background work goes on with a campaign in which some still wait to be asked, or to act. */
export function nextReviewAt({ deadline }: CampaignRecord, now: number): number {
  const tomorrow = (utcDay(now) + 1) * DAY
  const moments = [now + REVIEW_MS, tomorrow, deadline].filter((moment) => moment > now)
  return Math.min(...moments)
}

/** A connection is asked for a new consent. */
export function asked(before: ConnectionRecord, campaign: CampaignRecord, moment: Moment): Change {
  const deadline = moment.now >= campaign.deadline ? moment.now + LATE_GRACE_MS : campaign.deadline
  const others = (before.campaigns ?? []).filter(({ id }) => id !== campaign.id)
  const record = { ...before, campaigns: [...others, { id: campaign.id, deadline }] }
  const standing = isLive(record.status) ? standingOf(record, moment.now, moment.warnBeforeDays) : record
  return { record: { ...record, status: standing.status, reason: standing.reason }, events: [] }
}

/** A campaign asks no more of a connection: what only it stood against works again. */
export function released(before: ConnectionRecord, campaignId: string, moment: Moment): Change {
  const rest = (before.campaigns ?? []).filter(({ id }) => id !== campaignId)
  const campaigns = rest.length === 0 ? null : rest
  const after = { ...before, campaigns }
  // A later deadline warns anew when it comes near.
  const record = { ...after, warned: stillWarned(after, moment) }
  return before.reason === 'upgrade_required' ? recovered(before, record, moment) : { record, events: [] }
}
