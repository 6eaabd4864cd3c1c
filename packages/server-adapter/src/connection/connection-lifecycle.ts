// The life of a connection, as pure functions from a row and a moment to the status and events.
import { actionFor, type EventType, type Reason, type Status } from '@mooring/contract'
import { DAY, MINUTE } from '../platform/clock.ts'
import type { ConnectionRecord } from '../stores/records.ts'

/** A status and its reason. */
export interface ConnectionState {
  readonly status: Status
  readonly reason: Reason | null
}

/** An event that a change brings with it. */
export interface EventNote {
  readonly type: EventType
  readonly data: Record<string, unknown>
  /** What only the history has of it, besides `data`: people, who can be erased there. */
  readonly personal?: Record<string, unknown>
}

type Clocks = Pick<ConnectionRecord, 'idleExpiresAt' | 'hardExpiresAt' | 'campaigns'>

/** A clock that ends a connection: Intuit's two, and the deadline of a campaign that asks for a new consent. */
export interface RunningClock {
  readonly clock: 'idle' | 'hard' | 'campaign'
  readonly endsAt: number
  /** Which campaign it is. */
  readonly campaignId?: string
  /** How much later background work sees to what this clock makes due, ms. Absent for none. */
  readonly spreadMs?: number
}

/** Both ends come in whole seconds, counted from different calls: closer than this they are one. */
const SAME_END_MS = MINUTE

/**
 * The clocks that are known, the nearer first. An idle end that the hard one has cut short is the hard one; of several
 * campaigns the first deadline counts.
 */
export function clocksOf({ idleExpiresAt: idle, hardExpiresAt: hard, campaigns }: Clocks): RunningClock[] {
  const clocks: RunningClock[] = []
  if (idle !== null && (hard === null || idle < hard - SAME_END_MS))
    clocks.push({ clock: 'idle', endsAt: idle })
  if (hard !== null) clocks.push({ clock: 'hard', endsAt: hard })
  const [campaign] = (campaigns ?? []).toSorted((one, other) => one.deadline - other.deadline)
  if (campaign !== undefined)
    clocks.push({
      clock: 'campaign',
      endsAt: campaign.deadline,
      campaignId: campaign.id,
      ...(campaign.spreadMs === undefined ? {} : { spreadMs: campaign.spreadMs }),
    })
  return clocks.sort((one, other) => one.endsAt - other.endsAt)
}

/** Which clock ends first, and when; null where neither is known. */
export const nearerClock = (clocks: Clocks): RunningClock | null => clocksOf(clocks)[0] ?? null

/** The clock that has ended a connection; null while none has. What only an import said ends nothing. */
export function endedClock(
  clocks: Clocks & Pick<ConnectionRecord, 'idleIsImported'>,
  now: number,
): RunningClock | null {
  return clocksOf(clocks).find(({ clock, endsAt }) => isEnding(clock, clocks) && endsAt <= now) ?? null
}

/** When background work sees to the ends of a connection's clocks. */
export const endMoments = (clocks: Clocks & Pick<ConnectionRecord, 'idleIsImported'>): number[] =>
  clocksOf(clocks)
    .filter(({ clock }) => isEnding(clock, clocks))
    .map(({ endsAt, spreadMs = 0 }) => endsAt + spreadMs)

/** The clock that ends a connection next; null where none is known. */
export const endingClock = (clocks: Clocks & Pick<ConnectionRecord, 'idleIsImported'>): RunningClock | null =>
  clocksOf(clocks).find(({ clock }) => isEnding(clock, clocks)) ?? null

const isEnding = (
  clock: RunningClock['clock'],
  { idleIsImported }: Pick<ConnectionRecord, 'idleIsImported'>,
) => clock !== 'idle' || !idleIsImported

const ENDED: Readonly<Record<RunningClock['clock'], Reason>> = {
  idle: 'idle_expired',
  hard: 'hard_expired',
  campaign: 'upgrade_required',
}

const NEAR: Readonly<Record<RunningClock['clock'], Reason>> = {
  idle: 'idle_expiry_near',
  hard: 'hard_expiry_near',
  campaign: 'upgrade_required',
}

/** Whole days until a moment, rounded down; never below zero. */
export const daysUntil = (endsAt: number, now: number): number =>
  Math.max(0, Math.floor((endsAt - now) / DAY))

const LIVE: readonly Status[] = ['connected', 'expiring', 'checking']

/** Statuses in which a connection has its company and may be used or waited for. */
export const isLive = (status: Status): boolean => LIVE.includes(status)

type Tries = Pick<ConnectionRecord, 'status' | 'failures' | 'retryAt'>

/** Whether Intuit throttled the last refresh: the one failure that leaves a connection's status as it was. */
const isThrottled = ({ status, failures, retryAt }: Tries): boolean =>
  (status === 'connected' || status === 'expiring') && failures > 0 && retryAt !== null

/** When a connection whose refresh is throttled has no live token left; null where none is. */
export const throttledOutAt = (record: Tries & Pick<ConnectionRecord, 'accessExpiresAt'>): number | null =>
  isThrottled(record) ? record.accessExpiresAt : null

/**
 * What is true of a connection now. The stored status is what was last found out; the two clocks run on by themselves,
 * and a page must not say "connected" after one has ended.
 */
export function connectionStateOf(
  record: ConnectionRecord,
  now: number,
  warnBeforeDays: readonly number[],
): ConnectionState {
  const stored: ConnectionState = { status: record.status, reason: record.reason }
  if (!isLive(record.status)) return stored
  const ended = endedClock(record, now)
  if (ended !== null) return { status: 'reauthorization_required', reason: ENDED[ended.clock] }
  const outAt = throttledOutAt(record)
  if (outAt !== null && now >= outAt) return { status: 'checking', reason: 'intuit_unavailable' }
  const clocks = clocksOf(record)
  if (clocks.length === 0 || record.status === 'checking') return stored
  const horizon = Math.max(0, ...warnBeforeDays) * DAY
  // A campaign asks from its beginning on.
  const near = clocks.find(({ clock, endsAt }) => clock === 'campaign' || endsAt - now <= horizon)
  if (near === undefined) return { status: 'connected', reason: null }
  return { status: 'expiring', reason: NEAR[near.clock] }
}

/** A row that waits for its import: it shows the company, and has no grant yet. */
export const isWaiting = ({
  status,
  proofKind,
  accessExpiresAt,
  confirmedAt,
}: Pick<ConnectionRecord, 'status' | 'proofKind' | 'accessExpiresAt' | 'confirmedAt'>): boolean =>
  status === 'checking' && proofKind === null && accessExpiresAt === null && confirmedAt === null

/** Whether nothing is wrong with a connection. */
export const isWell = ({ status }: ConnectionState): boolean =>
  status === 'connected' || status === 'expiring'

/** Whether a token may be handed out in this state. */
export function isUsable(
  connectionState: ConnectionState,
  accessExpiresAt: number | null,
  now: number,
): boolean {
  if (isWell(connectionState)) return true
  return connectionState.status === 'checking' && accessExpiresAt !== null && accessExpiresAt > now
}

const TROUBLE: readonly Status[] = ['reauthorization_required', 'blocked']

/**
 * The events of a change of state that no one asked for (found out by a refresh, a probe or a clock).
 * `checking` comes once per doubt, however its reason changes meanwhile; where the doubt passes, nothing follows.
 */
export function eventsOf(before: ConnectionState, after: ConnectionState): EventNote[] {
  if (before.status === after.status && before.reason === after.reason) return []
  const data = { reason: after.reason, action: actionFor(after.status, after.reason) }
  if (after.status === 'reauthorization_required')
    return [{ type: 'connection.reauthorization_required', data }]
  if (after.status === 'blocked') return [{ type: 'connection.blocked', data }]
  if (after.status === 'disconnected') return [{ type: 'connection.disconnected', data }]
  if (after.status === 'checking')
    return before.status === 'checking' ? [] : [{ type: 'connection.checking', data }]
  if (TROUBLE.includes(before.status) && (after.status === 'connected' || after.status === 'expiring')) {
    return [{ type: 'connection.recovered', data: { was: before.reason } }]
  }
  return []
}

/**
 * The warnings that are due and not sent yet: one per clock, for the smallest threshold reached.
 * A jump over several thresholds warns once.
 */
export function dueWarnings(
  record: Clocks & Pick<ConnectionRecord, 'warned'>,
  now: number,
  warnBeforeDays: readonly number[],
): { marks: string[]; events: EventNote[] } {
  const marks: string[] = []
  const events: EventNote[] = []
  for (const { clock, endsAt, campaignId } of clocksOf(record)) {
    if (now >= endsAt) continue
    const reached = warnBeforeDays.filter((days) => endsAt - now <= days * DAY)
    const fresh = reached.map((days) => `${clock}:${days}`).filter((mark) => !record.warned.includes(mark))
    if (!fresh.includes(`${clock}:${Math.min(...reached)}`)) continue
    marks.push(...fresh)
    const data = {
      clock,
      daysLeft: daysUntil(endsAt, now),
      ...(campaignId === undefined ? {} : { campaignId }),
    }
    events.push({ type: 'connection.expiring', data })
  }
  return { marks, events }
}
