// How a run changes a connection's row, from its begin to its end. Pure.
import type { Problem, Progress } from '@mooring/contract'
import { REPORTED_ALIVE_MS, RUN_ALIVE_MS } from '../config/defaults.ts'
import type { ConnectionRecord, SyncState } from '../stores/records.ts'
import { type Change, endedSync } from './connection-changes.ts'
import type { EventNote } from './connection-lifecycle.ts'

/** How far a run is, with what the next one is handed where this one can't finish. */
export interface Report {
  readonly progress: Progress | null
  readonly checkpoint: unknown
}

const changed = (record: ConnectionRecord, sync: Partial<SyncState>, events: EventNote[]): Change => ({
  record: { ...record, sync: { ...record.sync, ...sync } },
  events,
})

/** Whether a run has the connection: it lives, or its silence is not long enough yet. */
export const isRunning = ({ sync }: ConnectionRecord, now: number): boolean =>
  sync.run !== null && sync.run.aliveUntil > now

/** What a run that begins now goes on from. */
export const resumePoint = ({ sync }: ConnectionRecord): unknown => sync.run?.checkpoint ?? sync.resumeFrom

/** The host's own sync, also while a run of Mooring's own replaces it. */
export const ownSync = ({ sync }: Pick<ConnectionRecord, 'sync'>): NonNullable<SyncState['ownSync']> =>
  sync.ownSync ?? sync

/** What a run is paused for. */
export interface Pause {
  readonly now: number
  readonly reason: string | null
  readonly action: string | null
  /** When it can go on, ms since the epoch; null or missing: once a person has acted. */
  readonly until?: number | null
}

/** Since when work is missed: from the first pause on, until a run has succeeded after it. */
const missedBy = ({ state, missedSince, pausedAt }: NonNullable<SyncState['ownSync']>): number | null =>
  state === 'idle' ? null : (missedSince ?? pausedAt)

/** How long a run may be silent. */
const silence = (isReported: boolean | undefined): number => (isReported ? REPORTED_ALIVE_MS : RUN_ALIVE_MS)

/** @param isReported a worker in another language does the work, and reports it */
export function begun(record: ConnectionRecord, runId: string, now: number, isReported = false): Change {
  const checkpoint = resumePoint(record)
  const sync: Partial<SyncState> = {
    state: 'running',
    progress: null,
    startedAt: now,
    error: null,
    pausedAt: null,
    pausedUntil: null,
    missedSince: missedBy(ownSync(record)),
    resumeFrom: checkpoint,
    ownSync: null,
    run: {
      id: runId,
      aliveUntil: now + silence(isReported),
      checkpoint,
      ...(isReported ? { isReported } : {}),
    },
  }
  return changed(record, sync, [{ type: 'sync.started', data: { runId, resumed: checkpoint !== null } }])
}

/** A run of Mooring's own: what the host's next run is handed stays, and so does how its last one ended. */
export function begunApart(record: ConnectionRecord, runId: string, now: number): Change {
  const {
    state,
    progress,
    startedAt,
    error,
    pausedAt,
    pausedUntil = null,
    missedSince = null,
  } = ownSync(record)
  // A run that left no word: its process ended.
  const last = state === 'running' ? { state: 'idle' as const, progress: null } : { state, progress }
  const sync: Partial<SyncState> = {
    state: 'running',
    progress: null,
    startedAt: now,
    error: null,
    pausedAt: null,
    pausedUntil: null,
    missedSince: null,
    resumeFrom: resumePoint(record),
    ownSync: { ...last, startedAt, error, pausedAt, pausedUntil, missedSince },
    run: { id: runId, aliveUntil: now + RUN_ALIVE_MS, checkpoint: null },
  }
  return changed(record, sync, [{ type: 'sync.started', data: { runId, resumed: false, takeBack: true } }])
}

/** Such a run is over: the host's own sync is again what it was. */
const putBack = (record: ConnectionRecord, events: EventNote[]): Change =>
  changed(record, { ...ownSync(record), ownSync: null, run: null }, events)

const isApart = ({ sync }: ConnectionRecord): boolean => Boolean(sync.ownSync)

/** A heartbeat, with the last report. Progress is reported to the host apart from it, since that is coalesced. */
export const alive = (record: ConnectionRecord, report: Report, now: number): Change =>
  changed(
    record,
    {
      progress: report.progress,
      run: record.sync.run && {
        ...record.sync.run,
        aliveUntil: now + silence(record.sync.run.isReported),
        checkpoint: report.checkpoint,
      },
    },
    [],
  )

/** What is known of a run that a worker reported, once it has ended. */
const endOf = ({ sync }: ConnectionRecord, outcome: 'succeeded' | 'failed' | 'paused') =>
  sync.run?.isReported ? { reported: { id: sync.run.id, outcome } } : {}

const over = (record: ConnectionRecord) => ({
  runId: record.sync.run?.id ?? null,
  ...(isApart(record) ? { takeBack: true } : {}),
})

/** @param proved whether Intuit answered the run well: a run that asked nothing proves nothing */
export function succeeded(
  record: ConnectionRecord,
  { proved, now }: { proved: boolean; now: number },
): Change {
  const sync: Partial<SyncState> = {
    state: 'idle',
    progress: null,
    error: null,
    run: null,
    resumeFrom: null,
    pausedAt: null,
    pausedUntil: null,
    lastSucceededAt: now,
    ...endOf(record, 'succeeded'),
  }
  const events: EventNote[] = [{ type: 'sync.succeeded', data: over(record) }]
  const change = isApart(record) ? putBack(record, events) : changed(record, sync, events)
  return proved ? { ...change, record: { ...change.record, proofKind: 'sync', proofAt: now } } : change
}

/** A person is needed first, or, where `until` is given, a new month of reads. */
export function paused(
  record: ConnectionRecord,
  report: Report,
  { now, reason, action, until = null }: Pause,
): Change {
  // Its taking back ends with a connection: the host's own sync is again what it was.
  if (isApart(record) && record.status === 'disconnected')
    return changed(record, endedSync({ ...record.sync, run: null }), [])
  const sync: Partial<SyncState> = {
    state: 'paused',
    progress: report.progress,
    error: null,
    run: null,
    resumeFrom: isApart(record) ? record.sync.resumeFrom : report.checkpoint,
    pausedAt: now,
    pausedUntil: until,
    ...endOf(record, 'paused'),
    missedSince: missedBy(record.sync),
  }
  const data = { ...over(record), reason, action, progress: report.progress }
  return changed(record, sync, [{ type: 'sync.paused', data }])
}

/** Its process closes: nothing has failed, and the next one goes on. */
export const released = (record: ConnectionRecord, report: Report): Change =>
  changed(
    record,
    { state: 'idle', progress: null, error: null, run: null, resumeFrom: report.checkpoint, pausedAt: null },
    [],
  )

export function failed(record: ConnectionRecord, report: Report, problem: Problem): Change {
  const sync: Partial<SyncState> = {
    state: 'failed',
    progress: report.progress,
    error: problem,
    run: null,
    resumeFrom: report.checkpoint,
    pausedAt: null,
    pausedUntil: null,
    ...endOf(record, 'failed'),
  }
  const { code, reference } = problem
  const events: EventNote[] = [{ type: 'sync.failed', data: { ...over(record), code, reference } }]
  return isApart(record) ? putBack(record, events) : changed(record, sync, events)
}
