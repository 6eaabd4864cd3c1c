// Monitors a run while it goes on: whether it may, its heartbeats, and what it waits for where Intuit refused it.
import { setTimeout as sleep } from 'node:timers/promises'
import { RUN_ALIVE_MS, VERDICT_POLL_MS, VERDICT_WAIT_MS } from '../config/defaults.ts'
import { type ConnectionState, connectionStateOf, isWell } from '../connection/connection-lifecycle.ts'
import { needsPerson, OUT_OF_READS, pausedBy, pausedByQuota } from '../connection/needs-person.ts'
import type { Report } from '../connection/run-changes.ts'
import type { Deps } from '../deps.ts'
import { failureFields } from '../errors/failure-fields.ts'
import { type MooringError, mooringError } from '../errors/mooring-error.ts'
import { SECOND } from '../platform/clock.ts'
import { withinDeadline } from '../platform/deadline.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import { mayRetry } from '../tokens/refresh-policy.ts'
import type { RunRecord } from './run-record.ts'

const POLL_EVERY_MS = 2 * SECOND
/** A heartbeat is written at every so many polls: four times within `RUN_ALIVE_MS`. */
const POLLS_PER_HEARTBEAT = Math.floor(RUN_ALIVE_MS / 4 / POLL_EVERY_MS)

/** What stops a run from outside. */
export interface Stop {
  readonly error: MooringError
  /** null where another run has taken the connection over. */
  readonly connectionState: ConnectionState | null
  /** When the run can go on by itself, ms; null: not by itself. */
  readonly until: number | null
}

/** The run that is monitored. */
export interface MonitoredRun {
  readonly record: RunRecord
  readonly latest: () => Report
  /** Asks Intuit once more whether the connection works: its retry is due. */
  readonly askAgain: (row: ConnectionRecord) => Promise<unknown>
  /** Aborts when the adapter closes: nothing is waited for then. */
  readonly closing: AbortSignal
}

export interface RunMonitor {
  /** Aborts when the run can't go on. */
  readonly signal: AbortSignal
  readonly stop: () => Stop | null
  /** Checks now. @returns the state of the connection; null where the store could not be read */
  check(): Promise<ConnectionState | null>
  /**
   * Waits until it is known whether the connection works, for at most `VERDICT_WAIT_MS` of real time; who asks meanwhile
   * waits for the same.
   * @throws what the run stops with where it needs a person, or nothing is known by then
   */
  verdict(): Promise<void>
  /** Resolves where no verdict is waited for, or with it: until then another call would only be refused as well. */
  underWay(): Promise<void>
  end(): void
}

/** Nothing could be read of a connection for as long as a run waits. */
const UNKNOWN: ConnectionState = { status: 'checking', reason: 'intuit_unavailable' }

const unanswered = () => mooringError('intuit_unavailable', 'QuickBooks did not answer in time.')

type MonitorDeps = Pick<Deps, 'config' | 'elapsed'>

/** A monitor while the run goes on. */
interface MonitorState extends MonitorDeps {
  readonly run: MonitoredRun
  readonly stopped: AbortController
  readonly ended: AbortController
  stop: Stop | null
  /** A verdict that is waited for. */
  waiting: Promise<void> | null
}

const connectionState = ({ config }: MonitorDeps, row: ConnectionRecord) =>
  connectionStateOf(row, config.now(), config.warnBeforeDays)

function stopWith(monitor: MonitorState, found: Stop): Stop {
  monitor.stop ??= found
  monitor.stopped.abort(monitor.stop.error)
  return monitor.stop
}

async function check(monitor: MonitorState, write: boolean): Promise<ConnectionRecord | null> {
  const { ended } = monitor
  const { record, latest } = monitor.run
  const { row, isOwner, pausedUntil } = write ? await record.keepAlive(latest()) : await record.read()
  if (ended.signal.aborted || monitor.stop !== null) return row
  const here = row === null ? null : connectionState(monitor, row)
  if (here !== null && needsPerson(here))
    stopWith(monitor, { error: pausedBy(here), connectionState: here, until: null })
  else if (!isOwner)
    stopWith(monitor, {
      error: mooringError('sync_running', 'Another run has this connection now.'),
      connectionState: null,
      until: null,
    })
  else if (pausedUntil !== null)
    stopWith(monitor, { error: pausedByQuota(), connectionState: OUT_OF_READS, until: pausedUntil })
  return row
}

const carefully = (monitor: MonitorState, write: boolean) =>
  check(monitor, write).catch((error: unknown) => {
    monitor.config.logger.warn(failureFields(error), 'A run could not be checked.')
    return null
  })

/** What came of it is read from the row. */
const askAgain = ({ run, config }: MonitorState, row: ConnectionRecord, most: number) =>
  withinDeadline(run.askAgain(row), most, unanswered).catch((error: unknown) => {
    config.logger.warn(failureFields(error), 'A run could not ask for its verdict.')
  })

async function decide(monitor: MonitorState): Promise<void> {
  const { run, config, elapsed } = monitor
  const since = elapsed()
  let last = UNKNOWN
  for (;;) {
    const row = await carefully(monitor, false)
    if (monitor.stop !== null) throw monitor.stop.error
    if (row !== null) {
      last = connectionState(monitor, row)
      if (isWell(last) && row.retryAt === null) return
      const left = VERDICT_WAIT_MS - (elapsed() - since)
      if (left > 0 && row.retryAt !== null && mayRetry(row, config.now())) await askAgain(monitor, row, left)
    }
    if (elapsed() - since >= VERDICT_WAIT_MS)
      throw stopWith(monitor, { error: pausedBy(last), connectionState: last, until: null }).error
    await sleep(VERDICT_POLL_MS, undefined, { signal: run.closing }).catch(() => {
      throw mooringError('intuit_unavailable', 'The adapter is closing.')
    })
  }
}

function verdict(monitor: MonitorState): Promise<void> {
  monitor.waiting ??= decide(monitor).finally(() => {
    monitor.waiting = null
  })
  return monitor.waiting
}

async function pollUntilStopped(monitor: MonitorState): Promise<void> {
  const options = { signal: monitor.ended.signal, ref: false }
  for (let polls = 1; monitor.stop === null; polls++) {
    await sleep(POLL_EVERY_MS, undefined, options)
    await carefully(monitor, polls % POLLS_PER_HEARTBEAT === 0)
  }
}

export function createRunMonitor({ config, elapsed }: MonitorDeps, run: MonitoredRun): RunMonitor {
  const [stopped, ended] = [new AbortController(), new AbortController()]
  const monitor: MonitorState = { config, elapsed, run, stopped, ended, stop: null, waiting: null }
  // Rejects only when the run ends and its sleep is cut short.
  pollUntilStopped(monitor).catch(() => {})
  return {
    signal: stopped.signal,
    stop: () => monitor.stop,
    async check() {
      const row = await carefully(monitor, false)
      return row === null ? null : connectionState(monitor, row)
    },
    verdict: () => verdict(monitor),
    underWay: () => monitor.waiting ?? Promise.resolve(),
    end: () => ended.abort(),
  }
}
