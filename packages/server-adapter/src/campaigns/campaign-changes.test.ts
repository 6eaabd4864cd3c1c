// A large campaign's work is spread over the hours; a small one's is done at once.
import { expect, it } from 'vitest'
import { DAY, HOUR, MINUTE } from '../platform/clock.ts'
import type { CampaignRecord } from '../stores/campaigns.ts'
import { mayAskNow, spreadOf } from './campaign-changes.ts'

const MIDNIGHT = Date.UTC(2028, 8, 10)

const campaign = (given: Partial<CampaignRecord>) =>
  ({
    perDay: null,
    startedAt: MIDNIGHT,
    deadline: MIDNIGHT + 30 * DAY,
    askedOn: null,
    askedThatDay: 0,
    ...given,
  }) as CampaignRecord

it.each<[string, Partial<CampaignRecord>, number, number]>([
  ['all, where no share was given', {}, 0, Number.POSITIVE_INFINITY],
  ['a small share at once', { perDay: 200 }, 0, 200],
  [
    'what is left of a small share',
    { perDay: 200, askedOn: MIDNIGHT / DAY, askedThatDay: 150 },
    5 * HOUR,
    50,
  ],
  ['a small share again the next day', { perDay: 200, askedOn: MIDNIGHT / DAY, askedThatDay: 200 }, DAY, 200],
  ['a day’s first hour of a large share, and no less than a small one', { perDay: 2_400 }, 59 * MINUTE, 200],
  ['three hours of a large share', { perDay: 12_000 }, 2 * HOUR, 1_500],
  [
    'no more in an hour whose part was asked',
    { perDay: 12_000, askedOn: MIDNIGHT / DAY, askedThatDay: 1_500 },
    2 * HOUR,
    0,
  ],
  ['all of a large share in the day’s last hour', { perDay: 12_000 }, 23 * HOUR, 12_000],
  [
    'a large share over the hours that were left when it began',
    { perDay: 12_000, startedAt: MIDNIGHT + 12 * HOUR },
    12 * HOUR,
    1_000,
  ],
  [
    'a large share at once where it began in the last hour',
    { perDay: 12_000, startedAt: MIDNIGHT + 23.5 * HOUR },
    23.5 * HOUR,
    12_000,
  ],
  [
    'a part again the next day',
    { perDay: 12_000, startedAt: MIDNIGHT - DAY, askedOn: MIDNIGHT / DAY - 1, askedThatDay: 12_000 },
    0,
    500,
  ],
  [
    'all that are left at the deadline',
    { perDay: 200, deadline: MIDNIGHT + HOUR },
    HOUR,
    Number.POSITIVE_INFINITY,
  ],
])('asks %s', (_what, given, later, count) => {
  expect(mayAskNow(campaign(given), MIDNIGHT + later)).toBe(count)
})

it('sees to five hundred at once, and to more one after the other, within two hours', () => {
  const ids = Array.from({ length: 1_000 }, (_, index) => `con_${index}`)
  const furthest = (size: number) => Math.max(...ids.map((id) => spreadOf(id, size)))
  expect(furthest(500)).toBe(0)
  expect(furthest(1_500)).toBeLessThan(40_000)
  expect(furthest(1_500)).toBeGreaterThan(39_000)
  expect(furthest(1_000_000)).toBeLessThan(2 * HOUR)
  const minutes = ids.map((id) => Math.floor(spreadOf(id, 100_000) / (10 * MINUTE)))
  // An even spread over seven parts of ten minutes would be 143 or so in each.
  for (const part of [0, 1, 2, 3, 4, 5])
    expect(minutes.filter((one) => one === part).length).toBeGreaterThan(100)
})
