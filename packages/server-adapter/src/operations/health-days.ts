// From stored counts to what a chart of days shows. Pure.
import type { Health, HealthCounts } from '@mooring/contract'
import { DAY, dayOf } from '../platform/clock.ts'
import { type DayCounts, type HealthDayRecord, NO_COUNTS } from '../stores/health-records.ts'

type DayState = Health['days'][number]['state']

/** Refreshes that failed on a day without any success: more than a hiccup and its repair. */
const DOWN_FAILURES = 3

/**
 * `none`: nothing happened. `good`: nothing failed. `down`: nothing succeeded, and it was more than a hiccup.
 * `degraded`: anything between.
 */
export function stateOf(counts: DayCounts): DayState {
  const { syncsSucceeded, syncsFailed, refreshFailures, throttled, webhooks } = counts
  const wrong = syncsFailed + refreshFailures + throttled
  if (syncsSucceeded + webhooks + wrong === 0) return 'none'
  if (wrong === 0) return 'good'
  if (syncsSucceeded > 0) return 'degraded'
  if (syncsFailed > 0) return 'down'
  return webhooks === 0 && refreshFailures >= DOWN_FAILURES ? 'down' : 'degraded'
}

const sumOf = (all: readonly DayCounts[]): DayCounts =>
  all.reduce<DayCounts>(
    (sum, day) => ({
      syncsSucceeded: sum.syncsSucceeded + day.syncsSucceeded,
      syncsFailed: sum.syncsFailed + day.syncsFailed,
      refreshFailures: sum.refreshFailures + day.refreshFailures,
      throttled: sum.throttled + day.throttled,
      webhooks: sum.webhooks + day.webhooks,
      webhookDelays: sum.webhookDelays + day.webhookDelays,
      webhookDelaySum: sum.webhookDelaySum + day.webhookDelaySum,
    }),
    NO_COUNTS,
  )

/** The delay is the mean of those that are known. */
const shown = ({ webhookDelays, webhookDelaySum, ...counts }: DayCounts): HealthCounts => ({
  ...counts,
  webhookDelayMs: webhookDelays === 0 ? null : Math.round(webhookDelaySum / webhookDelays),
})

/** The first of the last `days` days, today included. */
export const firstDay = (now: number, days: number): string => dayOf(now - (days - 1) * DAY)

/** Every day of the range, oldest first, ending today (UTC). */
export function healthOf(records: readonly HealthDayRecord[], now: number, days: number): Health {
  const known = new Map(
    records.map(({ connectionId: _, tenantId: __, day, ...counts }) => [day, counts as DayCounts]),
  )
  const range = Array.from({ length: days }, (_, index) => dayOf(now - (days - 1 - index) * DAY))
  const counted = range.map((date) => ({ date, counts: known.get(date) ?? NO_COUNTS }))
  return {
    days: counted.map(({ date, counts }) => ({ date, state: stateOf(counts), ...shown(counts) })),
    totals: shown(sumOf(counted.map(({ counts }) => counts))),
  }
}

/** The delay that so many of a hundred are at or below; by the nearest rank. */
export function percentile(delays: readonly number[], percent: number): number {
  const sorted = [...delays].sort((one, other) => one - other)
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0
}
