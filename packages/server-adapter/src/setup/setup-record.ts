// What one run of an import writes: heartbeats, progress, its end. Nothing where the set-up is no longer its own.

import { actionFor } from '@mooring/contract'
import { SETUP_ALIVE_MS } from '../config/defaults.ts'
import type { Change } from '../connection/connection-changes.ts'
import { connectionStateOf, isWell } from '../connection/connection-lifecycle.ts'
import type { Report } from '../connection/run-changes.ts'
import {
  importPaused,
  runFailed,
  runLives,
  runPaused,
  runResumed,
  runSucceeded,
} from '../connection/setup-changes.ts'
import type { Deps } from '../deps.ts'
import { pausedUntil } from '../quota/quota-note.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import type { ReadRepositories } from '../stores/store.ts'
import type { Ownership, RunRecord } from '../syncs/run-record.ts'
import { saveRow } from '../tokens/save-row.ts'

/** A run that closing has ended, and which. */
export interface SetupRun {
  readonly connectionId: string
  readonly id: string
  readonly isClosed: () => boolean
}

/** After closing this run owns nothing. */
const GONE: Ownership = { row: null, isOwner: false, pausedUntil: null }

export function createSetupRecord(deps: Deps, run: SetupRun): RunRecord & { release(): Promise<void> } {
  const { store, config, random } = deps
  async function readRow({ connections, reads }: ReadRepositories): Promise<Ownership> {
    const row = await connections.get(run.connectionId)
    const until = pausedUntil(await reads.quota(), config.quota, config.now())
    return { row, isOwner: row?.setup.run?.id === run.id, pausedUntil: until }
  }
  const reportOf = ({ setup }: ConnectionRecord): Report => ({
    progress: setup.progress,
    checkpoint: setup.checkpoint,
  })

  const write = (make: (record: ConnectionRecord, now: number) => Change): Promise<Ownership> =>
    store.write(async (tx) => {
      const before = await readRow(tx)
      if (before.row === null || !before.isOwner) return before
      const now = config.now()
      return { ...before, row: await saveRow(deps, tx, { ...make(before.row, now), now }) }
    })

  /** Whether the next sign of life is due: several fit into the time after which a run is taken to be dead. */
  const isQuiet = ({ setup }: ConnectionRecord): boolean =>
    (setup.run?.aliveUntil ?? 0) - config.now() < SETUP_ALIVE_MS * 0.75

  async function read(): Promise<Ownership> {
    if (run.isClosed()) return GONE
    const seen = await store.read(readRow)
    if (seen.row === null || !seen.isOwner || !isQuiet(seen.row)) return seen
    return write((record, now) => runLives(record, reportOf(record), now))
  }

  /** Whether what the run is paused for has come meanwhile: no one else would have it go on. */
  const isBack = (record: ConnectionRecord, now: number): boolean =>
    isWell(connectionStateOf(record, now, config.warnBeforeDays))

  const unlessClosed = async (make: (record: ConnectionRecord, now: number) => Change): Promise<Ownership> =>
    run.isClosed() ? GONE : write(make)

  return {
    read,
    keepAlive: (report) => unlessClosed((record, now) => runLives(record, report, now)),
    async progress(report) {
      await unlessClosed((record, now) => runLives(record, report, now))
    },
    async succeed(proved) {
      const plan = config.setup
      return (await unlessClosed((record, now) => runSucceeded(record, { plan, proved, now }))).isOwner
    },
    async pause(report, { status, reason }, until) {
      const action = until === null ? actionFor(status, reason) : 'wait'
      await unlessClosed((record, now) => {
        const change = importPaused(record, report, { now, reason, action, until })
        return until === null && isBack(record, now) ? runResumed(change, now) : change
      })
    },
    async fail(report, problem) {
      await unlessClosed((record, now) => runFailed(record, report, { problem, now, chance: random() }))
    },
    /** The next process goes on at once, from the last checkpoint. */
    async release() {
      await write((record, now) => runPaused(record, reportOf(record), now))
    },
  }
}
