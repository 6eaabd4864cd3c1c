// Which scheduled run is due, as a table.
import { describe, expect, it } from 'vitest'
import { sampleConnection } from '../../conformance/sample-records.ts'
import { DAY, HOUR, MINUTE } from '../platform/clock.ts'
import type { ScheduleMarks, ScheduleRun } from '../stores/schedule-marks.ts'
import { type KnownSchedule, verdictOn } from './next-run.ts'

const NOW = 1_800_000_000_000
const HOURLY: KnownSchedule = { name: 'a', every: HOUR, on: ['confirm', 'resume', 'webhook'] }
const ran = (change: Partial<ScheduleRun> = {}): ScheduleRun => ({
  startedAt: NOW - MINUTE,
  seen: 10,
  open: false,
  failures: 0,
  retryAt: null,
  checkpoint: null,
  ...change,
})

function verdict(marks: Partial<ScheduleMarks>, known: readonly KnownSchedule[] = [HOURLY], change = {}) {
  const sample = sampleConnection('con_1')
  const schedules = { dueAt: NOW, occasions: {}, runs: {}, ...marks }
  const record = {
    ...sample,
    sync: { ...sample.sync, run: null, schedules },
    setup: { ...sample.setup, state: 'done' as const },
    ...change,
  }
  const found = verdictOn(record, known, { connectionState: { status: 'connected', reason: null }, now: NOW })
  return found.run === null ? found.dueAt : [found.run.name, found.run.cause]
}

describe('verdictOn', () => {
  it.each<[string, Partial<ScheduleMarks>, unknown]>([
    ['never ran', {}, ['a', 'confirm']],
    ['ran a minute ago', { runs: { a: ran() } }, NOW + 59 * MINUTE],
    ['ran an hour ago', { runs: { a: ran({ startedAt: NOW - HOUR }) } }, ['a', 'every']],
    ['ran days ago', { runs: { a: ran({ startedAt: NOW - 9 * DAY }) } }, ['a', 'every']],
    ['an occasion since', { runs: { a: ran() }, occasions: { webhook: 11 } }, ['a', 'webhook']],
    ['an occasion before', { runs: { a: ran() }, occasions: { webhook: 10 } }, NOW + 59 * MINUTE],
    ['failed, and is to be tried again', { runs: { a: ran({ retryAt: NOW }) } }, ['a', 'again']],
    ['failed just now', { runs: { a: ran({ retryAt: NOW + 5 }) } }, NOW + 5],
    ['left open by a process', { runs: { a: ran({ open: true }) } }, ['a', 'again']],
    ['began by a clock that was ahead', { runs: { a: ran({ startedAt: NOW + DAY }) } }, ['a', 'every']],
    ['waits for a clock that was ahead', { runs: { a: ran({ retryAt: NOW + DAY }) } }, ['a', 'again']],
  ])('%s', (_what, marks, expected) => {
    expect(verdict(marks)).toEqual(expected)
  })

  it('takes the one first that was interrupted, else what is due longest', () => {
    const known = [HOURLY, { ...HOURLY, name: 'b' }]
    const both = { a: ran({ startedAt: NOW - 2 * HOUR }), b: ran({ startedAt: NOW - 3 * HOUR }) }
    expect(verdict({ runs: both }, known)).toEqual(['b', 'every'])
    expect(verdict({ runs: { ...both, a: ran({ open: true }) } }, known)).toEqual(['a', 'again'])
  })

  it('does nothing of a schedule that is not known here', () => {
    expect(verdict({ runs: { c: ran({ open: true }) } }, [])).toBeNull()
    expect(verdict({}, [{ name: 'constructor', every: null, on: ['webhook'] }])).toBeNull()
  })
})
