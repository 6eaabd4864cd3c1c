// What one run writes: heartbeats, progress, its end. Nothing where another run has replaced it.
import { actionFor, type Problem } from '@mooring/contract'
import type { Change } from '../connection/connection-changes.ts'
import { type ConnectionState, connectionStateOf, isWell } from '../connection/connection-lifecycle.ts'
import { resumeNotes } from '../connection/resume-notes.ts'
import { alive, failed, paused, type Report, released, succeeded } from '../connection/run-changes.ts'
import type { Deps } from '../deps.ts'
import { toTimestamp } from '../platform/clock.ts'
import { pausedUntil } from '../quota/quota-note.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import type { ReadRepositories, Repositories } from '../stores/store.ts'
import { saveRow } from '../tokens/save-row.ts'

/** The row as it is, and whether it is still this run's and the run may read on. */
export interface Ownership {
  readonly row: ConnectionRecord | null
  readonly isOwner: boolean
  /** Until when it is paused for the month's reads, ms; null: it is not. */
  readonly pausedUntil: number | null
}

export interface RunRecord {
  read(): Promise<Ownership>
  /** A heartbeat. */
  keepAlive(report: Report): Promise<Ownership>
  /** A heartbeat with progress that is reported to the host. */
  progress(report: Report): Promise<void>
  /** @returns whether the run was still there to end */
  succeed(proved: boolean): Promise<boolean>
  /** @param until when it can go on, ms; null: once a person has acted */
  pause(report: Report, connectionState: ConnectionState, until: number | null): Promise<void>
  fail(report: Report, problem: Problem): Promise<void>
  /** Gives the run up for another process, which goes on from its checkpoint. */
  release(report: Report): Promise<void>
}

type Make = (record: ConnectionRecord, now: number, tx: Repositories) => Change | Promise<Change>

/** @param isApart a run of Mooring's own, which the month's reads do not pause: a person waits for it */
export function createRunRecord(
  deps: Pick<Deps, 'config' | 'store' | 'random'>,
  { connectionId, runId, isApart = false }: { connectionId: string; runId: string; isApart?: boolean },
): RunRecord {
  const { store, config } = deps
  async function readRow({ connections, reads }: ReadRepositories): Promise<Ownership> {
    const row = await connections.get(connectionId)
    const until = isApart ? null : pausedUntil(await reads.quota(), config.quota, config.now())
    return { row, isOwner: row?.sync.run?.id === runId, pausedUntil: until }
  }

  const write = (make: Make): Promise<Ownership> =>
    store.write(async (tx) => {
      const before = await readRow(tx)
      if (before.row === null || !before.isOwner) return before
      const now = config.now()
      const row = await saveRow(deps, tx, { ...(await make(before.row, now, tx)), now })
      return { ...before, row }
    })

  /** The host hears of the newest progress, not of each step of it. */
  async function progressEvents(tx: Repositories, report: Report, now: number): Promise<Change['events']> {
    const data = { runId, progress: report.progress, at: toTimestamp(now) }
    const replaced = await tx.events.replaceUndelivered(connectionId, 'sync.progressed', now, data)
    return replaced ? [] : [{ type: 'sync.progressed', data }]
  }

  return {
    read: async () => await store.read(readRow),
    keepAlive: (report) => write((record, now) => alive(record, report, now)),
    async progress(report) {
      await write(async (record, now, tx) => ({
        ...alive(record, report, now),
        events: await progressEvents(tx, report, now),
      }))
    },
    async succeed(proved) {
      return (await write((record, now) => succeeded(record, { proved, now }))).isOwner
    },
    async pause(report, { status, reason }, until) {
      const action = until === null ? actionFor(status, reason) : 'wait'
      await write((record, now) => {
        const change = paused(record, report, { now, reason, action, until })
        // What the run is paused for may have come while its work was ending: no one else would say that it can go on.
        const isBack = until === null && isWell(connectionStateOf(record, now, config.warnBeforeDays))
        return isBack ? { ...change, events: [...change.events, ...resumeNotes(change.record)] } : change
      })
    },
    async fail(report, problem) {
      await write((record) => failed(record, report, problem))
    },
    async release(report) {
      await write((record) => released(record, report))
    },
  }
}
