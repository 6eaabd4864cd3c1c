// Runs that a worker in another language does and reports: the same life as a guarded run's, one report at a time.
import type { SyncReport, SyncReportReply } from '@mooring/contract'
import { connectionStateOf } from '../connection/connection-lifecycle.ts'
import { isOf } from '../connection/forgotten.ts'
import { needsPerson, OUT_OF_READS, pausedBy, pausedByQuota } from '../connection/needs-person.ts'
import type { Report } from '../connection/run-changes.ts'
import type { Deps } from '../deps.ts'
import { mooringError, NotFoundError, problemOf, SyncError } from '../errors/mooring-error.ts'
import { toTimestamp } from '../platform/clock.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import { beginRun } from './begin-run.ts'
import { createRunRecord, type RunRecord } from './run-record.ts'
import { checkpointOf } from './scheduled-checkpoint.ts'

type Later = Exclude<SyncReport, { step: 'begin' }>
type Needed = Pick<Deps, 'config' | 'store' | 'random'>

const STOPPED =
  'The sync stopped because of an error in the app. Run it again; if it stops again, contact support.'

const reportByOf = ({ sync }: ConnectionRecord): string | null =>
  sync.run === null ? null : toTimestamp(sync.run.aliveUntil)

/** The last report, with what this one brings. */
function reportOf({ sync }: ConnectionRecord, given: Later): Report {
  const { progress = undefined } = given.step === 'progress' ? given : {}
  const { checkpoint = sync.run?.checkpoint } = given.step === 'done' ? {} : given
  return {
    progress: progress === undefined ? sync.progress : { ...progress, total: progress.total ?? null },
    checkpoint,
  }
}

/** Of a run that is over: its last report may come again, since its answer may have been lost. */
function answerToEnded({ sync }: ConnectionRecord, { runId, step }: Later): SyncReportReply {
  const outcome = sync.reported?.id === runId ? sync.reported.outcome : null
  if ((step === 'done' && outcome === 'succeeded') || (step === 'failed' && outcome === 'failed'))
    return { runId, state: outcome, reportBy: null, resumeFrom: null }
  if (sync.run !== null)
    throw mooringError('sync_running', 'Another run has this connection now: this one is over.')
  throw mooringError(
    'not_found',
    'There is no such run any more: it has ended, was paused, or was silent for too long. Begin another.',
  )
}

/** Whether the run may go on; where it may not it is paused, from the checkpoint that came with the report. */
async function refuseWherePaused(
  { config }: Needed,
  own: RunRecord,
  { row, until, report }: { row: ConnectionRecord; until: number | null; report: Report },
): Promise<void> {
  const here = connectionStateOf(row, config.now(), config.warnBeforeDays)
  if (needsPerson(here)) {
    await own.pause(report, here, null)
    throw pausedBy(here)
  }
  if (until === null) return
  await own.pause(report, OUT_OF_READS, until)
  throw pausedByQuota()
}

/** @throws NotFoundError; MooringError `sync_running`, `not_found`; SyncPausedError */
async function takeLater(deps: Needed, given: Later): Promise<SyncReportReply> {
  const { tenantId, connectionId, runId, step } = given
  const own = createRunRecord(deps, { connectionId, runId })
  const { row, isOwner, pausedUntil: until } = await own.read()
  if (!isOf(row, tenantId)) throw new NotFoundError()
  if (!isOwner || !row.sync.run?.isReported) return answerToEnded(row, given)
  const report = reportOf(row, given)
  const ended = { runId, reportBy: null, resumeFrom: null }
  if (step === 'done') {
    // What it asked Intuit is not known here: it proves nothing of the connection.
    if (await own.succeed(false)) return { ...ended, state: 'succeeded' }
    // It was taken for lost, or another report came first, since it was read.
    return answerToEnded((await own.read()).row ?? row, given)
  }
  if (step === 'failed') {
    const { sentence } = given
    const problem = sentence === undefined ? problemOf('internal', STOPPED) : new SyncError(sentence).problem
    await own.fail(report, problem)
    return { ...ended, state: 'failed' }
  }
  await refuseWherePaused(deps, own, { row, until, report })
  await (given.progress === undefined ? own.keepAlive(report) : own.progress(report))
  const after = await own.read()
  if (after.row === null || !after.isOwner) return answerToEnded(after.row ?? row, given)
  return { ...ended, state: 'running', reportBy: reportByOf(after.row) }
}

/**
 * Takes one report.
 * @throws NotFoundError; ConnectionUnavailableError; SyncPausedError where a person or a new month of reads is needed: the run is
 *   paused; MooringError `sync_running`, `not_found`
 */
export async function takeReport(deps: Needed, given: SyncReport): Promise<SyncReportReply> {
  if (given.step !== 'begin') return await takeLater(deps, given)
  const begun = await beginRun(deps, { ...given, kind: 'reported' })
  if (begun.paused !== null) throw begun.paused
  const { runId, resumeFrom, record } = begun
  return {
    runId,
    state: 'running',
    reportBy: reportByOf(record),
    // A schedule's checkpoint names it, and is of no use to other work.
    resumeFrom: checkpointOf(resumeFrom, null) as SyncReportReply['resumeFrom'],
  }
}
