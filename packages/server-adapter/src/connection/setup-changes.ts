// How a set-up changes a connection's row, from its begin to its end. Pure.
import type { Action, Problem, Reason } from '@mooring/contract'
import {
  RETRY_FIRST_MS,
  RETRY_MOST_MS,
  SETUP_AGAIN_MS,
  SETUP_ALIVE_MS,
  SETUP_TRIES,
} from '../config/defaults.ts'
import type { SetupOptions } from '../config/options.ts'
import { backOff } from '../failures/back-off.ts'
import type { ConnectionRecord, SetupState } from '../stores/records.ts'
import type { Change } from './connection-changes.ts'
import { type EventNote, isLive } from './connection-lifecycle.ts'
import { isImportPaused, setupResumeNotes } from './resume-notes.ts'
import type { Report } from './run-changes.ts'

/** The host's plan for what follows a first connect; null for none. */
export type SetupPlan = Pick<SetupOptions, 'import' | 'configuration'> | null

const changed = (record: ConnectionRecord, setup: Partial<SetupState>, events: EventNote[] = []): Change => ({
  record: { ...record, setup: { ...record.setup, ...setup } },
  events,
})

/** The state of a set-up once nothing is left to import. */
function afterImport(record: ConnectionRecord, plan: SetupPlan): Change {
  const over = { progress: null, error: null, run: null, dueAt: null, checkpoint: null }
  if (plan?.configuration) return changed(record, { ...over, state: 'configuration_required' })
  return changed(record, { ...over, state: 'done' }, [{ type: 'setup.completed', data: {} }])
}

/** The company of a first connect is confirmed: what the host planned for then begins. */
function began(record: ConnectionRecord, plan: SetupPlan, now: number): Change {
  const started: EventNote = { type: 'setup.started', data: {} }
  if (plan?.import) return changed(record, { state: 'importing', tries: 0, dueAt: now }, [started])
  if (!plan?.configuration) return { record, events: [] }
  return changed(record, { state: 'configuration_required' }, [started])
}

/** An import that waited for a person goes on: what it waited for has come. */
export const resumed = (setup: SetupState, now: number): SetupState =>
  setup.state === 'importing' && setup.run === null ? { ...setup, dueAt: now } : setup

/** A consent or a confirmation: an import that failed is tried anew too. */
const renewed = (setup: SetupState, now: number): SetupState =>
  setup.state === 'failed'
    ? { ...setup, state: 'importing', tries: 0, error: null, dueAt: now }
    : resumed(setup, now)

/**
 * Joins the set-up to a consent's or a confirmation's change. It begins once, with the first confirmation of a company;
 * whatever comes later, a set-up that is done stays done.
 */
export function withSetup(
  before: Pick<ConnectionRecord, 'confirmedAt'> | null,
  change: Change,
  { plan, now }: { plan: SetupPlan; now: number },
): Change {
  const { record, events } = change
  const isFirst = (before?.confirmedAt ?? null) === null && record.confirmedAt !== null
  if (isFirst && record.setup.state === 'none') {
    const begun = began(record, plan, now)
    return { record: begun.record, events: [...events, ...begun.events] }
  }
  const notes = isLive(record.status) ? setupResumeNotes(record) : []
  const setup = {
    ...renewed(record.setup, now),
    ...(notes.length > 0 ? { pausedAt: null, pausedUntil: null } : {}),
  }
  return { record: { ...record, setup }, events: [...events, ...notes] }
}

/** A run of the import begins. */
export const runBegan = (record: ConnectionRecord, runId: string, now: number): Change => {
  const aliveUntil = now + SETUP_ALIVE_MS
  const begun: Partial<SetupState> = {
    state: 'importing',
    tries: record.setup.tries + 1,
    error: null,
    run: { id: runId, aliveUntil },
    dueAt: aliveUntil,
    pausedAt: null,
    pausedUntil: null,
  }
  return changed(record, begun, setupResumeNotes(record))
}

/** A sign of life, with the last report. */
export const runLives = (record: ConnectionRecord, report: Report, now: number): Change => {
  const aliveUntil = now + SETUP_ALIVE_MS
  return changed(record, {
    progress: report.progress,
    checkpoint: report.checkpoint,
    run: record.setup.run && { ...record.setup.run, aliveUntil },
    dueAt: aliveUntil,
  })
}

/** Everything is imported. @param proved whether Intuit answered the run well */
export function runSucceeded(
  record: ConnectionRecord,
  { plan, proved, now }: { plan: SetupPlan; proved: boolean; now: number },
): Change {
  const change = afterImport(record, plan)
  return proved ? { ...change, record: { ...change.record, proofKind: 'sync', proofAt: now } } : change
}

/** The run can't go on, through no fault of its own: it counts as no try. @param dueAt null: a person is needed first */
export const runPaused = (record: ConnectionRecord, report: Report, dueAt: number | null): Change =>
  changed(record, {
    progress: report.progress,
    checkpoint: report.checkpoint,
    tries: Math.max(0, record.setup.tries - (record.setup.run === null ? 0 : 1)),
    run: null,
    dueAt,
  })

/** What an import waits for. */
export interface ImportPause {
  readonly now: number
  readonly reason: Reason | null
  readonly action: Action
  /** When it goes on by itself, ms since the epoch; null or missing: once a person has acted. */
  readonly until?: number | null
}

/**
 * The import can't go on until a person has acted, QuickBooks has answered, or a new month has begun. It is reported once; that it goes on is reported too.
 * It counts as no try.
 */
export function importPaused(
  record: ConnectionRecord,
  report: Report,
  { now, reason, action, until = null }: ImportPause,
): Change {
  const { record: waiting } = runPaused(record, report, until)
  const { record: paused } = changed(waiting, { pausedUntil: until })
  if (isImportPaused(record)) return { record: paused, events: [] }
  const data = { runId: record.setup.run?.id ?? null, reason, action, progress: report.progress }
  return changed(paused, { pausedAt: now }, [{ type: 'setup.paused', data }])
}

/** What a paused import waited for has come. */
export const runResumed = ({ record, events }: Change, now: number): Change => ({
  record: { ...record, setup: { ...resumed(record.setup, now), pausedAt: null, pausedUntil: null } },
  events: [...events, ...setupResumeNotes(record)],
})

/** A run failed: it is tried again soon, or after some tries counts as failed and is tried again now and then. */
export function runFailed(
  record: ConnectionRecord,
  report: Report,
  { problem, now, chance }: { problem: Problem; now: number; chance: number },
): Change {
  const { tries } = record.setup
  const stopped = { progress: report.progress, checkpoint: report.checkpoint, run: null }
  if (tries < SETUP_TRIES) {
    const wait = backOff({ first: RETRY_FIRST_MS, longest: RETRY_MOST_MS }, tries, chance)
    return changed(record, { ...stopped, dueAt: now + wait })
  }
  const { code, reference } = problem
  // Reported once: that it still fails an hour later is no news.
  const events: EventNote[] =
    tries > SETUP_TRIES ? [] : [{ type: 'setup.failed', data: { code, reference, tries } }]
  return changed(record, { ...stopped, state: 'failed', error: problem, dueAt: now + SETUP_AGAIN_MS }, events)
}

/** A person asks for a failed import to be tried now, with as many tries as the first. */
export const retried = (record: ConnectionRecord, now: number): Change => ({
  record: { ...record, setup: renewed(record.setup, now) },
  events: [],
})

/** A person has filled in what the host asks for. */
export const configured = (record: ConnectionRecord): Change =>
  changed(record, { state: 'done' }, [{ type: 'setup.completed', data: {} }])
