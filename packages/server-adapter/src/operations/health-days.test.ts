// The state of a day, its totals and percentiles, by table.
import { expect, it } from 'vitest'
import type { DayCounts, HealthDayRecord } from '../stores/health-records.ts'
import { healthOf, percentile, stateOf } from './health-days.ts'

const day = (given: Partial<DayCounts>): DayCounts => ({
  syncsSucceeded: 0,
  syncsFailed: 0,
  refreshFailures: 0,
  throttled: 0,
  webhooks: 0,
  webhookDelays: 0,
  webhookDelaySum: 0,
  ...given,
})

it.each<[string, Partial<DayCounts>]>([
  ['none', {}],
  ['good', { syncsSucceeded: 1 }],
  ['good', { webhooks: 1 }],
  ['degraded', { syncsSucceeded: 1, syncsFailed: 9 }],
  ['degraded', { syncsSucceeded: 1, refreshFailures: 9 }],
  ['degraded', { throttled: 1 }],
  ['degraded', { refreshFailures: 2 }],
  ['degraded', { refreshFailures: 3, webhooks: 1 }],
  ['down', { syncsFailed: 1 }],
  ['down', { syncsFailed: 1, webhooks: 1 }],
  ['down', { refreshFailures: 3 }],
  ['down', { refreshFailures: 3, throttled: 1 }],
])('a day is %s with %o', (state, counts) => {
  expect(stateOf(day(counts))).toBe(state)
})

const NOON = Date.UTC(2026, 10, 21, 12)
const record = (date: string, counts: Partial<DayCounts>): HealthDayRecord => ({
  connectionId: 'con_1',
  tenantId: 'tenant-a',
  day: date,
  ...day(counts),
})

it('adds up the range, the delay weighed by how many there were', () => {
  const { days, totals } = healthOf(
    [
      record('2026-11-20', { webhooks: 3, webhookDelays: 3, webhookDelaySum: 300 }),
      record('2026-11-21', { webhooks: 2, webhookDelays: 1, webhookDelaySum: 500, syncsFailed: 1 }),
    ],
    NOON,
    3,
  )
  expect(days.map(({ date, webhookDelayMs }) => [date, webhookDelayMs])).toEqual([
    ['2026-11-19', null],
    ['2026-11-20', 100],
    ['2026-11-21', 500],
  ])
  expect(totals).toEqual({
    syncsSucceeded: 0,
    syncsFailed: 1,
    refreshFailures: 0,
    throttled: 0,
    webhooks: 5,
    webhookDelayMs: 200,
  })
})

it.each<[number, number[], number]>([
  [50, [5], 5],
  [99, [5], 5],
  [50, [4, 1, 3, 2], 2],
  [99, Array.from({ length: 100 }, (_, index) => index + 1), 99],
  [50, [], 0],
])('the %i th percentile of %j is %i', (percent, delays, expected) => {
  expect(percentile(delays, percent)).toBe(expected)
})
