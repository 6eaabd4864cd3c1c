// What the beginning and the end of a scheduled run make of a connection's marks. Pure.
import { RUN_ALIVE_MS } from '../config/defaults.ts'
import { backOff } from '../failures/back-off.ts'
import { HOUR, MINUTE } from '../platform/clock.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import type { ScheduleMarks, ScheduleRun } from '../stores/schedule-marks.ts'
import { checkpointOf, isOfSchedule, type ScheduledCheckpoint } from '../syncs/scheduled-checkpoint.ts'
import { marksOf, runOf } from './next-run.ts'

/** Runs that failed are tried again after so long; the next tick or occasion comes first where it is sooner. */
const AGAIN = { first: MINUTE, longest: HOUR }

const withRun = (marks: ScheduleMarks, name: string, run: ScheduleRun): ScheduleMarks => ({
  ...marks,
  runs: { ...marks.runs, [name]: run },
})

/** The connection has one checkpoint at a time: another schedule's is stored with its run, and this one's own replaces it. */
export function begins(record: ConnectionRecord, name: string, now: number): ConnectionRecord {
  const before = marksOf(record)
  const there = record.sync.run?.checkpoint ?? record.sync.resumeFrom
  const other = isOfSchedule(there) && there.schedule !== name ? there : null
  const marks = other === null ? before : withCheckpoint(before, other)
  const last = runOf(marks, name)
  const own = checkpointOf(there, name) ?? last?.checkpoint ?? null
  const run: ScheduleRun = {
    startedAt: now,
    seen: record.sequence,
    open: true,
    failures: last?.failures ?? 0,
    retryAt: null,
    checkpoint: null,
  }
  const resumeFrom = own === null ? null : ({ schedule: name, checkpoint: own } satisfies ScheduledCheckpoint)
  return {
    ...record,
    sync: {
      ...record.sync,
      run: null,
      resumeFrom,
      // Should this process end before its run begins, another process finds it due then.
      schedules: { ...withRun(marks, name, run), dueAt: now + RUN_ALIVE_MS },
    },
  }
}

function withCheckpoint(marks: ScheduleMarks, { schedule, checkpoint }: ScheduledCheckpoint): ScheduleMarks {
  const run = runOf(marks, schedule)
  return run === null ? marks : withRun(marks, schedule, { ...run, checkpoint })
}

/** How a scheduled run ended; `refused`: it could not begin, for another run has the connection. */
export type Ending = 'succeeded' | 'paused' | 'failed' | 'refused' | 'released'

/** @returns the marks after it; when to check next is worked out from them */
export function ended(
  record: ConnectionRecord,
  { name, ending, now, chance }: { name: string; ending: Ending; now: number; chance: number },
): ConnectionRecord {
  const marks = marksOf(record)
  const run = runOf(marks, name)
  // What another process has begun since is its own.
  if (run === null || !run.open) return record
  const failures = ending === 'failed' ? run.failures + 1 : ending === 'succeeded' ? 0 : run.failures
  const next: ScheduleRun = {
    ...run,
    failures,
    // Released and refused runs are open still: they begin as soon as they can.
    open: ending === 'released' || ending === 'refused',
    retryAt: ending === 'failed' ? now + backOff(AGAIN, failures, chance) : null,
  }
  return { ...record, sync: { ...record.sync, schedules: withRun(marks, name, next) } }
}
