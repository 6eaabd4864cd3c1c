// When a connection is checked next, and what is done then. Pure.
import type { Status } from '@mooring/contract'
import type { Config } from '../config/config.ts'
import { ACCESS_LIFE_MS } from '../config/defaults.ts'
import {
  clocksOf,
  dueWarnings,
  endingClock,
  endMoments,
  throttledOutAt,
} from '../connection/connection-lifecycle.ts'
import { switchEndsAt } from '../connection/pending-switch.ts'
import { DAY } from '../platform/clock.ts'
import type { ConnectionRecord } from '../stores/records.ts'

type Pace = Pick<Config, 'keepaliveDays' | 'warnBeforeDays'>

/** A keepalive never comes later than this before the idle clock ends, nor before the first warning of that. */
const KEEPALIVE_RESERVE_MS = 3 * DAY
/**
 * Keepalives are spread over this part of their period: what was connected together, or taken over in one import, is
 * renewed at no more than twice the mean rate from the first period on.
 */
const KEEPALIVE_SPREAD = 0.5
/** What background work does with a connection. */
export type DueTask =
  | 'end_run'
  | 'end_switch'
  | 'expire'
  | 'check_hint'
  | 'repair'
  | 'notice'
  | 'warn'
  | 'keepalive'
  | 'nothing'

const OVER: readonly Status[] = ['reauthorization_required', 'disconnected']

/** Whether the connection's grant is still refreshed: neither given up nor found dead. After a campaign's deadline it lives on. */
const isRefreshable = (record: ConnectionRecord): boolean =>
  !OVER.includes(record.status) || record.reason === 'upgrade_required'

/** Whether its clocks still warn, and end it. */
const isRunning = (record: ConnectionRecord): boolean => !OVER.includes(record.status)

/**
 * How long after a refresh the next must come so that no one is warned of a clock that it sets anew; not limited where
 * warnings begin so early that hardly any time is left before them.
 */
function quietTime(renewedAt: number, idleEndsAt: number, { warnBeforeDays }: Pace): number {
  const quiet = idleEndsAt - Math.max(0, ...warnBeforeDays) * DAY - renewedAt
  if (quiet < 2 * ACCESS_LIFE_MS) return Number.POSITIVE_INFINITY
  return quiet - Math.min(KEEPALIVE_RESERVE_MS, quiet / 4)
}

/** When the grant is renewed though no one asked for a token; null where nothing is known of it. */
function keepaliveAt(record: ConnectionRecord, pace: Pace, chance: number): number | null {
  if (record.accessExpiresAt === null) return null
  const renewedAt = record.accessExpiresAt - ACCESS_LIFE_MS
  const spread = 1 - KEEPALIVE_SPREAD * chance
  const longest = pace.keepaliveDays * DAY
  const idle = clocksOf(record).find(({ clock }) => clock === 'idle')
  if (idle === undefined) return renewedAt + longest * spread
  const period = Math.min(longest, quietTime(renewedAt, idle.endsAt, pace))
  return Math.min(renewedAt + period * spread, idle.endsAt - KEEPALIVE_RESERVE_MS)
}

/** When the next warning of either clock is due. */
function warningMoments(record: ConnectionRecord, pace: Pace, now: number): number[] {
  const moments: number[] = []
  for (const { clock, endsAt, spreadMs = 0 } of clocksOf(record)) {
    if (endsAt <= now) continue
    for (const days of pace.warnBeforeDays) {
      if (!record.warned.includes(`${clock}:${days}`)) moments.push(endsAt - days * DAY + spreadMs)
    }
  }
  return moments
}

/**
 * When background work checks a connection next: the earliest of a run's end without a heartbeat, a switch that no one answers, a retry, the
 * end of a token that could not be renewed, a hint to check, a warning, the end of a clock, and the keepalive.
 * @param random a number in [0, 1): spreads keepalives
 * @returns whole ms since the epoch, possibly past; null for never
 */
export function nextDueAt(
  record: ConnectionRecord,
  pace: Pace,
  now: number,
  random: () => number,
): number | null {
  const moments: (number | null | undefined)[] = [record.sync.run?.aliveUntil]
  if (record.status !== 'disconnected') {
    moments.push(record.retryAt, throttledOutAt(record), switchEndsAt(record))
    if (record.disconnectHintAt !== null) moments.push(record.retryAt ?? now)
  }
  if (isRunning(record)) moments.push(...endMoments(record), ...warningMoments(record, pace, now))
  if (isRefreshable(record)) {
    if (record.retryAt === null) moments.push(keepaliveAt(record, pace, random()))
  }
  const known = moments.filter((moment): moment is number => typeof moment === 'number')
  return known.length === 0 ? null : Math.floor(Math.min(...known))
}

const isDue = (moment: number | null | undefined, now: number): boolean =>
  typeof moment === 'number' && moment <= now

/** Whether what failed may be tried again now. */
export const mayRetry = (record: Pick<ConnectionRecord, 'retryAt'>, now: number): boolean =>
  record.retryAt === null || record.retryAt <= now

/** What is due for a connection now: one thing at a time, the most informative first. */
export function dueTask(record: ConnectionRecord, pace: Pace, now: number): DueTask {
  if (isDue(record.sync.run?.aliveUntil, now)) return 'end_run'
  if (record.status === 'disconnected') return 'nothing'
  if (isDue(switchEndsAt(record), now)) return 'end_switch'
  if (isRunning(record) && isDue(endingClock(record)?.endsAt, now)) return 'expire'
  if (record.disconnectHintAt !== null && mayRetry(record, now)) return 'check_hint'
  if (isDue(record.retryAt, now)) return 'repair'
  if (isDue(throttledOutAt(record), now)) return 'notice'
  if (!isRefreshable(record)) return 'nothing'
  // Before a warning: people are not warned of what this repairs.
  if (record.retryAt === null && isDue(keepaliveAt(record, pace, 1), now)) return 'keepalive'
  if (isRunning(record) && dueWarnings(record, now, pace.warnBeforeDays).events.length > 0) return 'warn'
  return 'nothing'
}
