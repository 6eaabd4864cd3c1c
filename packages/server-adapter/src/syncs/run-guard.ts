// Guarded runs: one at a time per connection, as long as it takes, paused when a person is needed.

import type { RunTools } from '../config/options.ts'
import { type Parts, partsAbout } from '../config/parts.ts'
import { newId } from '../platform/ids.ts'
import { unavailableIn } from '../refresh/refresh-coordinator.ts'
import { saveRow } from '../refresh/save-row.ts'
import type { CompanyRequests } from '../service/company-requests.ts'
import { standingOf } from '../service/connection-lifecycle.ts'
import { isOf } from '../service/forgotten.ts'
import { forHost } from '../service/host-errors.ts'
import { mooringError, NotFoundError } from '../service/mooring-error.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import { conductRun } from './conduct-run.ts'
import { needsPerson } from './needs-person.ts'
import { begun, begunApart, isRunning, paused, resumePoint } from './run-changes.ts'
import { createRunRecord } from './run-record.ts'
import type { RunResult } from './run-result.ts'

export interface Syncs {
  /**
   * Runs `work` for one connection of a tenant.
   * @throws NotFoundError, ConnectionUnavailableError (disconnected, or its company unconfirmed), MooringError
   *   (`sync_running`, `store_unavailable`), and whatever `work` throws
   */
  run<T>(tenantId: string, connectionId: string, work: (tools: RunTools) => Promise<T>): Promise<RunResult<T>>
  /**
   * The same for a run of Mooring's own: the host's checkpoint, and how its last run ended, stay as they are.
   * @throws what `run` throws; ConnectionUnavailableError where a person is needed before it begins
   */
  runApart<T>(
    tenantId: string,
    connectionId: string,
    work: (tools: RunTools) => Promise<T>,
  ): Promise<RunResult<T>>
  /** Ends a run that gave no sign of life, its checkpoint kept. @returns whether there was one to end */
  endDead(connectionId: string): Promise<boolean>
  /** Runs that wait for a verdict wait no longer. */
  close(): void
}

/** Standings in which nobody can say when a run could go on: asking for one is a mistake, not a pause. */
const REFUSED: readonly string[] = ['disconnected', 'awaiting_confirmation']

interface Conducted {
  readonly tenantId: string
  readonly connectionId: string
  /** A run of Mooring's own. */
  readonly isApart: boolean
}

type Beginning =
  | { readonly paused: true }
  | { readonly paused: false; readonly runId: string; readonly resumeFrom: unknown }

export function createSyncs(parts: Parts, requests: CompanyRequests): Syncs {
  const { config, store } = parts
  const living = new Set<string>()
  const closing = new AbortController()
  const standing = (record: ConnectionRecord, now: number) => standingOf(record, now, config.warnBeforeDays)

  const begin = (tenantId: string, connectionId: string, isApart: boolean): Promise<Beginning> =>
    store.write(async (ledgers) => {
      const record = await ledgers.connections.get(connectionId)
      if (!isOf(record, tenantId)) throw new NotFoundError()
      const now = config.now()
      const here = standing(record, now)
      if (REFUSED.includes(here.status) || (isApart && needsPerson(here))) throw unavailableIn(here)
      if (isRunning(record, now))
        throw mooringError('sync_running', 'A sync of this connection is already running.')
      if (needsPerson(here)) {
        const { reason, action } = unavailableIn(here)
        const report = { progress: record.sync.progress, checkpoint: resumePoint(record) }
        const again = record.sync.state === 'paused' && record.sync.run === null
        if (!again) await saveRow(parts, ledgers, { ...paused(record, report, { now, reason, action }), now })
        return { paused: true }
      }
      const runId = newId('run')
      const change = isApart ? begunApart(record, runId, now) : begun(record, runId, now)
      await saveRow(parts, ledgers, { ...change, now })
      return { paused: false, runId, resumeFrom: isApart ? null : resumePoint(record) }
    })

  async function conduct<T>(
    { tenantId, connectionId, isApart }: Conducted,
    work: (tools: RunTools) => Promise<T>,
  ): Promise<RunResult<T>> {
    const beginning = await forHost(() => begin(tenantId, connectionId, isApart))
    if (beginning.paused) return { outcome: 'paused' }
    const { runId, resumeFrom } = beginning
    living.add(runId)
    try {
      const record = createRunRecord(parts, connectionId, runId)
      const access = requests.forRun({ tenantId, connectionId, runId })
      const about = partsAbout(parts, { tenantId, connectionId })
      return await conductRun({ parts: about, record, access, resumeFrom, closing: closing.signal }, work)
    } finally {
      living.delete(runId)
    }
  }

  async function endDead(connectionId: string): Promise<boolean> {
    const record = await store.read(({ connections }) => connections.get(connectionId))
    const dead = record?.sync.run
    if (!dead || dead.aliveUntil > config.now()) return false
    const own = createRunRecord(parts, connectionId, dead.id)
    const report = { progress: record.sync.progress, checkpoint: dead.checkpoint }
    if (living.has(dead.id)) await own.keepAlive(report)
    else
      await own.fail(
        report,
        mooringError('internal', 'The sync stopped without a word: its process ended.').problem,
      )
    return true
  }

  return {
    run: (tenantId, connectionId, work) => conduct({ tenantId, connectionId, isApart: false }, work),
    runApart: (tenantId, connectionId, work) => conduct({ tenantId, connectionId, isApart: true }, work),
    endDead,
    close: () => closing.abort(),
  }
}
