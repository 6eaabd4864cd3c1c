// What counts, what the month will come to, and what follows from it.
import { describe, expect, it } from 'vitest'
import { DAY, dayOf, HOUR, MINUTE } from '../platform/clock.ts'
import type { DayReads, QuotaNote } from '../stores/reads.ts'
import { foreseeReads } from './foresee-reads.ts'
import { isMeteredRead } from './metered-reads.ts'
import { nextMonthStart } from './months.ts'
import { counted, pausedUntil, spent, stateOf } from './quota-note.ts'

describe('a call', () => {
  it.each([
    ['GET', '/companyinfo/1', 200, true],
    ['get', '/invoice/1?minorversion=75', 200, true],
    ['POST', '/query', 200, true],
    ['POST', '/query?minorversion=75', 200, true],
    ['POST', '/batch', 200, true],
    ['GET', '/reports/ProfitAndLoss', 200, true],
    ['GET', '/cdc?entities=Invoice', 206, true],
    ['POST', '/invoice', 200, false],
    ['POST', '/queryable', 200, false],
    ['POST', '/invoice/1/send', 200, false],
    ['GET', '/companyinfo/1', 429, false],
    ['GET', '/companyinfo/1', 401, false],
    ['GET', '/companyinfo/1', 503, false],
  ])('%s %s answered %i counts: %s', (method, path, status, counts) => {
    expect(isMeteredRead(method, path, status)).toBe(counts)
  })
})

const NOON = Date.UTC(2026, 10, 16, 12)
const days = (from: number, to: number, count: (at: number) => number): DayReads[] =>
  Array.from({ length: Math.round((to - from) / DAY) }, (_, index) => from + index * DAY).map((at) => ({
    day: dayOf(at),
    count: count(at),
  }))
const TODAY = Date.UTC(2026, 10, 16)

describe('what a month will come to', () => {
  const foreseen = (known: DayReads[], firstDay: string | null, now = NOON) =>
    foreseeReads({ days: known, firstDay, now })

  it('is not known before three whole days were counted', () => {
    const known = days(TODAY - 3 * DAY, TODAY, () => 10)
    expect(foreseen(known, dayOf(TODAY - 3 * DAY))).toBeNull()
    expect(foreseen(known, dayOf(TODAY - 4 * DAY))).not.toBeNull()
    expect(foreseen([], null)).toBeNull()
  })

  it('is what was used, and the days’ mean for what is left', () => {
    const known = [...days(TODAY - 5 * DAY, TODAY, () => 100), { day: dayOf(TODAY), count: 30 }]
    // 530 so far, and fourteen and a half days of 500 / 5 = 100 … the first may have been counted in part.
    expect(foreseen(known, dayOf(TODAY - 6 * DAY))).toBe(530 + 1_450)
  })

  it('counts whole weeks where there are any, days without reads too', () => {
    const weekdays = (at: number) => (new Date(at).getUTCDay() % 6 === 0 ? 0 : 70)
    const known = days(TODAY - 20 * DAY, TODAY, weekdays).filter(({ count }) => count > 0)
    const used = known.filter(({ day }) => day.startsWith('2026-11')).length * 70
    expect(foreseen(known, dayOf(TODAY - 20 * DAY))).toBe(Math.round(used + 50 * 14.5))
  })

  it('goes by the month before at the beginning of one', () => {
    const first = Date.UTC(2026, 10, 1)
    const known = days(first - 14 * DAY, first, () => 100)
    expect(foreseen(known, dayOf(first - 15 * DAY), first)).toBe(3_000)
  })
})

describe('the note of a month', () => {
  const config = { readsPerMonth: 100, warnAt: 0.8, pauseRuns: false }
  const eager = { ...config, pauseRuns: true }
  const counting = (stored: QuotaNote | null, used: number, settings = config, now = NOON) =>
    counted(stored, settings, { used, answeredAt: now, now })

  it.each([
    [79, 'ok'],
    [80, 'near'],
    [99, 'near'],
    [100, 'over'],
  ])('%i of 100 is %s', (used, state) => {
    expect(stateOf(config, used, null)).toBe(state)
    expect(stateOf({ ...config, readsPerMonth: null }, used, null)).toBe('ok')
  })

  it('reports each once, of both at once the worse, and again in the next month', () => {
    const near = counting(null, 80)
    expect(near.news).toBe('near')
    expect(counting(near.note, 90).news).toBeNull()
    const over = counting(near.note, 100)
    expect(over.news).toBe('over')
    expect(counting(over.note, 120).news).toBeNull()
    expect(counting(null, 130).news).toBe('over')
    expect(counting(over.note, 85, config, nextMonthStart(NOON)).news).toBe('near')
  })

  it('pauses runs by our own count only where the host wants it', () => {
    const { note } = counting(null, 100)
    expect(pausedUntil(note, config, NOON)).toBeNull()
    expect(pausedUntil(note, eager, NOON)).toBe(Date.UTC(2026, 11, 1))
    expect(pausedUntil(note, eager, Date.UTC(2026, 11, 1))).toBeNull()
    expect(counting(null, 100, eager).note.resumeAt).toBe(Date.UTC(2026, 11, 1) + MINUTE)
  })

  it('pauses runs where Intuit says that the plan is spent, until it answers reads again', () => {
    const said = spent(null, config, NOON)
    expect([said.news, pausedUntil(said.note, config, NOON)]).toEqual(['over', Date.UTC(2026, 11, 1)])
    expect(spent(said.note, config, NOON + MINUTE).news).toBeNull()
    const earlier = counted(said.note, config, { used: 3, answeredAt: NOON - 1, now: NOON + HOUR })
    expect(pausedUntil(earlier.note, config, NOON + HOUR)).not.toBeNull()
    const open = counting(said.note, 4, config, NOON + HOUR)
    expect(pausedUntil(open.note, config, NOON + HOUR)).toBeNull()
    expect(open.note.resumeAt).toBe(NOON + HOUR + MINUTE)
  })

  it('goes on asking those to go on who waited for a month that no one read in', () => {
    const said = spent(null, config, NOON)
    const later = counting(said.note, 1, config, Date.UTC(2027, 0, 3))
    expect(later.note).toMatchObject({ month: '2027-01', resumeAt: Date.UTC(2026, 11, 1) + MINUTE })
  })
})
