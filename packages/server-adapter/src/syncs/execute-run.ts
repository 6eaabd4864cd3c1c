// One run from its first request to its end: monitored, paused when a person is needed, its outcome recorded.
import { setTimeout as sleep } from 'node:timers/promises'
import { createQueries } from '../company-api/query-rows.ts'
import { checkSignal } from '../company-api/request-terms.ts'
import type { RunAccess } from '../company-api/run-access.ts'
import type { RunTools } from '../config/options.ts'
import type { CompanyRequestInit, QueryOptions } from '../config/request-options.ts'
import type { Report } from '../connection/run-changes.ts'
import type { Deps } from '../deps.ts'
import { failureFields } from '../errors/failure-fields.ts'
import { rowsForHost } from '../errors/for-host.ts'
import { hostError } from '../errors/host-errors.ts'
import { MooringError, problemOf, SyncError } from '../errors/mooring-error.ts'
import { unlessAborted } from '../platform/deadline.ts'
import { isThrown, thrownFields } from '../platform/thrown.ts'
import { createRunMonitor, type RunMonitor } from './run-monitor.ts'
import { createRunProgress, type RunProgress } from './run-progress.ts'
import type { RunRecord } from './run-record.ts'
import type { RunResult } from './run-result.ts'

/** How often the end of a run is tried to be stored, and the pause between, ms. */
const END_TRIES = 10
const END_PAUSE_MS = 500

const SYNC_STOPPED =
  'The sync stopped because of an error in the app. Run it again; if it stops again, contact support.'

/** What a run needs. */
export interface Run {
  readonly deps: Deps
  readonly tenantId: string
  readonly connectionId: string
  readonly record: RunRecord
  readonly access: RunAccess
  readonly resumeFrom: unknown
  /** Aborts when the adapter closes. */
  readonly closing: AbortSignal
  /** What a person reads where the host's work threw. Default: the sync's words. */
  readonly stopped?: string
  /** Once it aborts, work that ends has neither failed nor succeeded: the run is given up for the next process. Default: none. */
  readonly releases?: AbortSignal | null
}

/** What is known of a run while it goes on. */
interface ActiveRun {
  readonly progress: RunProgress
  readonly monitor: RunMonitor
  /** Whether Intuit answered a request well. */
  answered: boolean
}

/** @throws whatever `work` throws; MooringError where the outcome can't be recorded or another run took over */
export async function executeRun<T>(run: Run, work: (tools: RunTools) => Promise<T>): Promise<RunResult<T>> {
  const { logger } = run.deps.config
  const first: Report = { progress: null, checkpoint: run.resumeFrom }
  const store = (report: Report) =>
    run.record.progress(report).catch((error: unknown) => {
      logger.warn(failureFields(error), 'The progress of a run could not be stored; the next will be.')
    })
  const progress = createRunProgress(first, store, run.deps.pause)
  const { record, access, closing, deps } = run
  const { latest } = progress
  const monitor = createRunMonitor(deps, { record, latest, askAgain: access.askAgain, closing })
  const activeRun: ActiveRun = { progress, monitor, answered: false }
  try {
    return await conclude(run, activeRun, await attempt(work, toolsOf(run, activeRun)))
  } finally {
    monitor.end()
  }
}

type Attempt<T> = { readonly result: T } | { readonly thrown: unknown }

async function attempt<T>(work: (tools: RunTools) => Promise<T>, tools: RunTools): Promise<Attempt<T>> {
  try {
    return { result: await work(tools) }
  } catch (thrown) {
    return { thrown }
  }
}

function toolsOf({ deps, tenantId, connectionId, access, resumeFrom }: Run, activeRun: ActiveRun): RunTools {
  const { progress, monitor } = activeRun
  async function request(path: string, given?: CompanyRequestInit): Promise<Response> {
    const init = given ?? {}
    checkSignal(init.signal)
    const signal = init.signal ? AbortSignal.any([init.signal, monitor.signal]) : monitor.signal
    try {
      signal.throwIfAborted()
      await unlessAborted(monitor.underWay(), signal)
      const response = await access.request(path, { ...init, signal }, monitor.verdict)
      activeRun.answered ||= response.ok
      return response
    } catch (error) {
      await monitor.check()
      const stop = monitor.stop()
      if (stop !== null) throw stop.error
      throw init.signal?.aborted ? error : hostError(error)
    }
  }
  const queries = createQueries(deps, { request: (_tenantId, _id, path, init) => request(path, init) })
  return {
    signal: monitor.signal,
    resumeFrom,
    request,
    query: <Row>(statement: string, options?: QueryOptions) =>
      rowsForHost<Row>(
        deps.config.logger,
        queries({ tenantId, connectionId, statement, options: options ?? {} }),
        options?.signal,
      ),
    async progress({ completed, total = null, label, checkpoint = progress.latest().checkpoint }) {
      await progress.report({ progress: { completed, total, label }, checkpoint })
    },
  }
}

async function conclude<T>(
  run: Run,
  { monitor, progress, answered }: ActiveRun,
  attempted: Attempt<T>,
): Promise<RunResult<T>> {
  const { record } = run
  if ('thrown' in attempted) await hearVerdict(monitor)
  monitor.end()
  await progress.end()
  const stop = monitor.stop()
  const report = progress.latest()
  if (stop?.connectionState) {
    const { connectionState, until } = stop
    await persist(() => record.pause(report, connectionState, until))
    return { outcome: 'paused' }
  }
  if (stop !== null) throw stop.error
  // Work that heeds its signal may return as well as throw: neither says that it is done.
  if (run.releases?.aborted) {
    await persist(() => record.release(report))
    throw 'thrown' in attempted ? attempted.thrown : run.releases.reason
  }
  if ('result' in attempted) {
    await persist(() => record.succeed(answered))
    return { outcome: 'succeeded', result: attempted.result }
  }
  await persist(() => record.fail(report, problemOfThrown(run, attempted.thrown))).catch(
    (error: MooringError) => {
      run.deps.config.logger.error({ error: error.code }, 'The failure of a run could not be recorded.')
    },
  )
  throw attempted.thrown
}

/** What a run threw while its connection is in doubt may have come of just that. */
async function hearVerdict(monitor: RunMonitor): Promise<void> {
  const connectionState = await monitor.check()
  if (connectionState?.status === 'checking') await monitor.verdict().catch(() => {})
}

const noteSaid = ({ config }: Deps, thrown: SyncError): void =>
  config.logger.warn({ reference: thrown.reference, ...thrownFields(thrown) }, 'The work of a run failed.')

/** Ours as it is, and a sentence for people; of any other error of the host's the browser learns only that there was one. */
function problemOfThrown({ deps, stopped = SYNC_STOPPED }: Run, thrown: unknown) {
  if (isThrown(thrown, SyncError)) noteSaid(deps, thrown)
  if (isThrown(thrown, MooringError)) return thrown.problem
  const problem = problemOf('internal', stopped)
  const { reference } = problem
  deps.config.logger.error({ reference, ...thrownFields(thrown) }, 'The work of a run threw.')
  return problem
}

/** Stores the end of a run, through a store's passing trouble. @throws MooringError */
async function persist(write: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await write()
      return
    } catch (error) {
      if (tries === END_TRIES) throw hostError(error)
    }
    await sleep(END_PAUSE_MS)
  }
}
