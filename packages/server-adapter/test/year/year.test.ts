// A year with ordinary churn, outages and revokes of many at once: no verdict is late, and no hiccup asks for anything.
import { expect, it } from 'vitest'
import { randomFrom } from '../../../../scripts/seed.ts'
import { HOUR, MINUTE } from '../../src/platform/clock.ts'
import { liveThrough } from './year.ts'
import type { YearPlan } from './year-plan.ts'

const CHURN = { endedInQuickBooks: 15, endedHere: 5, added: 20 }
const YEAR: YearPlan = {
  connections: 5_000,
  days: 365,
  perHundred: CHURN,
  outages: 12,
  incidents: 4,
  massRevokes: 4,
  revokedAtOnce: 0.02,
  nightly: 40,
}
/** So few that no one refreshes for hours: what looks like an incident must end by itself. */
const QUARTER: YearPlan = {
  connections: 60,
  days: 90,
  perHundred: { endedInQuickBooks: 120, endedHere: 20, added: 60 },
  outages: 5,
  incidents: 2,
  massRevokes: 3,
  revokedAtOnce: 0.1,
  nightly: 12,
}

it(
  'a quarter of sixty connections',
  async () => {
    const { faults, ...counts } = await liveThrough(QUARTER, randomFrom('quarter'))
    expect(faults, JSON.stringify(counts)).toEqual([])
    expect(counts.asked).toBeGreaterThan(0)
    expect(counts.incidents).toBeGreaterThan(0)
  },
  2 * MINUTE,
)

it.runIf(process.env.MOORING_TEST_LONG === '1')(
  'a year of five thousand connections',
  async () => {
    const { faults, ...counts } = await liveThrough(YEAR, randomFrom('year'))
    console.log(`A year: ${JSON.stringify(counts)}`)
    expect(faults, JSON.stringify(counts)).toEqual([])
    expect(counts.asked).toBeGreaterThan(100)
  },
  HOUR,
)
