// What is due of a connection's schedules, and when to check next. Pure.
import { CLOCKS_APART_MS, RETRY_MOST_MS } from '../config/defaults.ts'
import type { ConnectionState } from '../connection/connection-lifecycle.ts'
import { NO_MARKS, type Occasion } from '../connection/occasions.ts'
import { isRunning } from '../connection/run-changes.ts'
import { MINUTE, SECOND } from '../platform/clock.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import type { ScheduleMarks, ScheduleRun } from '../stores/schedule-marks.ts'
import type { Timing } from './schedule-request.ts'

/** Why a run begins: an occasion, the clock, or a run before it that failed or whose process ended. */
export type Cause = Occasion | 'every' | 'again'

/** A schedule that this process has. */
export interface KnownSchedule extends Timing {
  readonly name: string
}

/** A run to begin. */
export interface DueRun {
  readonly name: string
  readonly cause: Cause
  /** ms */
  readonly since: number
}

/** Checked again after this time where no event reports the change. */
const RECHECK_MS = MINUTE

export const marksOf = ({ sync }: Pick<ConnectionRecord, 'sync'>): ScheduleMarks => sync.schedules ?? NO_MARKS

export const runOf = (marks: ScheduleMarks, name: string): ScheduleRun | null =>
  Object.hasOwn(marks.runs, name) ? (marks.runs[name] ?? null) : null

/** When a schedule is due next, which may be past; null for not by itself. */
function dueOf({ name, every, on }: KnownSchedule, marks: ScheduleMarks, now: number): DueRun | null {
  const run = runOf(marks, name)
  if (run === null) {
    if (on.includes('confirm')) return { name, cause: 'confirm', since: now }
    if (every !== null) return { name, cause: 'every', since: now }
    return earliest(occasionsAfter(0, { name, on }, marks, now))
  }
  const startedAt = unlessAhead(run.startedAt, now)
  if (run.open) return { name, cause: 'again', since: startedAt ?? now }
  const candidates: DueRun[] = []
  if (every !== null)
    candidates.push({ name, cause: 'every', since: startedAt === null ? now : startedAt + every })
  if (run.retryAt !== null)
    candidates.push({ name, cause: 'again', since: unlessAhead(run.retryAt, now + RETRY_MOST_MS) ?? now })
  return earliest(occasionsAfter(run.seen, { name, on }, marks, now)) ?? earliest(candidates)
}

/** null for a moment that only a clock which was ahead can have set. @param most the latest that can be believed */
const unlessAhead = (at: number, most: number): number | null => (at > most + CLOCKS_APART_MS ? null : at)

/** Several occasions since a run began are one: the next run makes up for all of them. */
const occasionsAfter = (
  seen: number,
  { name, on }: Pick<KnownSchedule, 'name' | 'on'>,
  { occasions }: ScheduleMarks,
  now: number,
): DueRun[] =>
  on.flatMap((cause) => {
    const sequence = occasions[cause]
    return sequence !== undefined && sequence > seen ? [{ name, cause, since: now }] : []
  })

const earliest = (runs: readonly DueRun[]): DueRun | null =>
  runs.reduce<DueRun | null>((first, run) => (first === null || run.since < first.since ? run : first), null)

/** A set-up that is not done delays schedules: what they would sync is not there, or not configured, yet. */
const OPEN_SETUPS: readonly string[] = ['importing', 'failed', 'configuration_required']

/** Whether a run may begin now; else when to check again: null for not before something happens. */
function whenPossible(record: ConnectionRecord, { status }: ConnectionState, now: number): number | null {
  if (status === 'disconnected' || status === 'awaiting_confirmation') return null
  if (isRunning(record, now)) return Math.max(record.sync.run?.aliveUntil ?? 0, now + SECOND)
  const waits = status === 'checking' || OPEN_SETUPS.includes(record.setup.state)
  return waits ? now + RECHECK_MS : now
}

/** What there is to do for a connection: a run to begin, or when to check again (null for not by itself). */
export type Verdict = { readonly run: DueRun } | { readonly run: null; readonly dueAt: number | null }

export function verdictOn(
  record: ConnectionRecord,
  known: readonly KnownSchedule[],
  { connectionState, now }: { connectionState: ConnectionState; now: number },
): Verdict {
  const marks = marksOf(record)
  const runs = known.flatMap((schedule) => dueOf(schedule, marks, now) ?? [])
  // One that was interrupted comes first: its checkpoint is still the connection's.
  const open = runs.find(({ name }) => runOf(marks, name)?.open)
  const next = open ?? earliest(runs)
  if (next === null) return { run: null, dueAt: null }
  const possibleAt = whenPossible(record, connectionState, now)
  if (possibleAt === null) return { run: null, dueAt: null }
  if (possibleAt > now) return { run: null, dueAt: Math.max(possibleAt, open ? 0 : next.since) }
  return next.since <= now ? { run: next } : { run: null, dueAt: next.since }
}
