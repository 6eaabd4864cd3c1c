// Days and times in queries, writes and change data capture.
import { expect, it } from 'vitest'
import { dayOf, timeOf } from '../src/moments.ts'

it.each([
  ['2026-11-01', Date.UTC(2026, 10, 1)],
  ['2026-11-01Z', Date.UTC(2026, 10, 1)],
  ['2026-11-01-08:00', Date.UTC(2026, 10, 1, 8)],
  ['2026-11-01T10:20', Date.UTC(2026, 10, 1, 10, 20)],
  ['2026-11-01T10:20:30', Date.UTC(2026, 10, 1, 10, 20, 30)],
  ['2026-11-01 10:20:30', Date.UTC(2026, 10, 1, 10, 20, 30)],
  ['2026-11-01T10:20:30.5Z', Date.UTC(2026, 10, 1, 10, 20, 30, 500)],
  ['2026-11-01T10:20:30-07:00', Date.UTC(2026, 10, 1, 17, 20, 30)],
  ['2026-11-01T10:20:30+0530', Date.UTC(2026, 10, 1, 4, 50, 30)],
  ['2028-02-29', Date.UTC(2028, 1, 29)],
])('reads %s', (text, time) => {
  expect(timeOf(text)).toBe(time)
})

it.each([
  '',
  '5',
  '2026',
  '2026-11',
  '2026-13-01',
  '2026-02-30',
  '2027-02-29',
  '2026-11-01T',
  '2026-11-01T25:00:00Z',
  '2026-11-01T10:20:30+99:99',
  '2026-11-01T10:20:30 0700',
  '2026-11-01 or so',
  'today',
])('does not read %j', (text) => {
  expect(timeOf(text)).toBeNull()
})

it('names the day of a time in UTC', () => {
  expect(dayOf(Date.UTC(2026, 10, 21, 23, 59))).toBe('2026-11-21')
})
