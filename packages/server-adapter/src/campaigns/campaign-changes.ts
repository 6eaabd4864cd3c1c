// Whom a campaign is for, and what asking and releasing make of a connection's row. Pure.

import { createHash } from 'node:crypto'
import type { Change } from '../connection/connection-changes.ts'
import { clocksOf, connectionStateOf, isLive } from '../connection/connection-lifecycle.ts'
import { DAY, HOUR } from '../platform/clock.ts'
import type { CampaignRecord } from '../stores/campaigns.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import { type Moment, recovered, stillWarned } from '../tokens/refresh-outcomes.ts'

/** Who is asked only at the deadline has so long. */
const LATE_GRACE_MS = 7 * DAY
/** A day's share up to this many is asked at once; a larger one is spread over the hours that are left of the day. */
const ASKED_AT_ONCE = 200
/** Up to this many connections a campaign's warnings and its deadline are seen to at once. */
const SEEN_AT_ONCE = 500
/** Beyond: one after the other at this pace, so that other work has its turns, within the longest time. */
const SPREAD_EACH_MS = 40
const SPREAD_MOST_MS = 2 * HOUR
/** How often a campaign that waits for people is checked for its end. */
const REVIEW_MS = HOUR

/** When a person last authorized the connection, ms since the epoch; 0 where no one did. */
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

/**
 * How much of a day's share may have been asked by now: of a large one an equal part in each hour, from the day's beginning or the
 * campaign's on.
 */
function shareByNow(perDay: number, startedAt: number, now: number): number {
  const day = utcDay(now) * DAY
  const from = Math.max(day, startedAt)
  const hours = Math.ceil((day + DAY - from) / HOUR)
  const part = (Math.floor((now - from) / HOUR) + 1) / hours
  return Math.min(perDay, Math.max(ASKED_AT_ONCE, Math.ceil(perDay * part)))
}

/** How many may be asked now. After the deadline: all that are left. */
export function mayAskNow(campaign: CampaignRecord, now: number): number {
  const { perDay, deadline, askedOn, askedThatDay, startedAt } = campaign
  if (perDay === null || now >= deadline) return Number.POSITIVE_INFINITY
  return Math.max(0, shareByNow(perDay, startedAt, now) - (askedOn === utcDay(now) ? askedThatDay : 0))
}

/**
 * How much later than due background work sees to what a campaign makes of this connection, ms.
 * @param size of the campaign's selection
 */
export function spreadOf(connectionId: string, size: number): number {
  const most = Math.min(SPREAD_MOST_MS, Math.max(0, size - SEEN_AT_ONCE) * SPREAD_EACH_MS)
  if (most === 0) return 0
  const chance = createHash('sha256').update(connectionId).digest().readUInt32BE() / 2 ** 32
  return Math.floor(chance * most)
}

/** When background work goes on with a campaign in which some still wait to be asked, or to act. */
export function nextReviewAt({ deadline }: CampaignRecord, now: number): number {
  const tomorrow = (utcDay(now) + 1) * DAY
  const moments = [now + REVIEW_MS, tomorrow, deadline].filter((moment) => moment > now)
  return Math.min(...moments)
}

/** Until when a connection that is asked now has time, ms since the epoch. */
export const deadlineOf = ({ deadline }: CampaignRecord, now: number): number =>
  now >= deadline ? now + LATE_GRACE_MS : deadline

/**
 * A connection is asked for a new consent.
 * @param size of the campaign's selection
 */
export function asked(
  before: ConnectionRecord,
  campaign: CampaignRecord,
  { size, ...moment }: Moment & { readonly size: number },
): Change {
  const others = (before.campaigns ?? []).filter(({ id }) => id !== campaign.id)
  const spreadMs = spreadOf(before.id, size)
  const own = {
    id: campaign.id,
    deadline: deadlineOf(campaign, moment.now),
    ...(spreadMs === 0 ? {} : { spreadMs }),
  }
  const record = { ...before, campaigns: [...others, own] }
  const connectionState = isLive(record.status)
    ? connectionStateOf(record, moment.now, moment.warnBeforeDays)
    : record
  return { record: { ...record, status: connectionState.status, reason: connectionState.reason }, events: [] }
}

/** A campaign asks no more of a connection: one that only the campaign had stopped works again. */
export function released(before: ConnectionRecord, campaignId: string, moment: Moment): Change {
  const rest = (before.campaigns ?? []).filter(({ id }) => id !== campaignId)
  const campaigns = rest.length === 0 ? null : rest
  const after = { ...before, campaigns }
  // A later deadline warns anew when it comes near.
  const record = { ...after, warned: stillWarned(after, moment) }
  return before.reason === 'upgrade_required' ? recovered(before, record, moment) : { record, events: [] }
}
