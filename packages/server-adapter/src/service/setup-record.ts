// What one run of an import writes: signs of life, progress, its end. Nothing where it no longer holds the set-up.

import { actionFor } from '@mooring/contract'
import { SETUP_ALIVE_MS } from '../config/defaults.ts'
import type { Parts } from '../config/parts.ts'
import { saveRow } from '../refresh/save-row.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import type { Report } from '../syncs/run-changes.ts'
import type { Held, RunRecord } from '../syncs/run-record.ts'
import type { Change } from './connection-changes.ts'
import { isWell, standingOf } from './connection-lifecycle.ts'
import { runFailed, runHeldUp, runLives, runPaused, runResumed, runSucceeded } from './setup-changes.ts'

/** A run that closing has ended, and which. */
export interface SetupRun {
  readonly connectionId: string
  readonly id: string
  readonly isClosed: () => boolean
}

export function createSetupRecord(parts: Parts, run: SetupRun): RunRecord & { release(): Promise<void> } {
  const { store, config, random } = parts
  const heldBy = (row: ConnectionRecord | null): Held => ({ row, held: row?.setup.run?.id === run.id })
  const reportOf = ({ setup }: ConnectionRecord): Report => ({
    progress: setup.progress,
    checkpoint: setup.checkpoint,
  })

  const write = (make: (record: ConnectionRecord, now: number) => Change): Promise<Held> =>
    store.write(async (ledgers) => {
      const before = heldBy(await ledgers.connections.get(run.connectionId))
      if (before.row === null || !before.held) return before
      const now = config.now()
      return { row: await saveRow(parts, ledgers, { ...make(before.row, now), now }), held: true }
    })

  /** Whether the next sign of life is due: several fit into the time after which a run is taken to be dead. */
  const isQuiet = ({ setup }: ConnectionRecord): boolean =>
    (setup.run?.aliveUntil ?? 0) - config.now() < SETUP_ALIVE_MS * 0.75

  async function read(): Promise<Held> {
    if (run.isClosed()) return { row: null, held: false }
    const seen = heldBy(await store.read(({ connections }) => connections.get(run.connectionId)))
    if (seen.row === null || !seen.held || !isQuiet(seen.row)) return seen
    return write((record, now) => runLives(record, reportOf(record), now))
  }

  /** Whether what the run is paused for has come meanwhile: nobody else would have it go on. */
  const isBack = (record: ConnectionRecord, now: number): boolean =>
    isWell(standingOf(record, now, config.warnBeforeDays))

  const unlessClosed = async (make: (record: ConnectionRecord, now: number) => Change): Promise<Held> =>
    run.isClosed() ? { row: null, held: false } : write(make)

  return {
    read,
    keepAlive: (report) => unlessClosed((record, now) => runLives(record, report, now)),
    async progress(report) {
      await unlessClosed((record, now) => runLives(record, report, now))
    },
    async succeed(proved) {
      await unlessClosed((record, now) => runSucceeded(record, { plan: config.setup, proved, now }))
    },
    async pause(report, { status, reason }) {
      const action = actionFor(status, reason)
      await unlessClosed((record, now) => {
        const change = runHeldUp(record, report, { now, reason, action })
        return isBack(record, now) ? runResumed(change, now) : change
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
