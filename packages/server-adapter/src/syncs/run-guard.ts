// Guarded runs: one at a time per connection, as long as it takes, paused when a person is needed.

import type { CompanyRequests } from '../company-api/company-requests.ts'
import type { RunTools } from '../config/options.ts'
import { connectionStateOf } from '../connection/connection-lifecycle.ts'
import { needsPerson } from '../connection/needs-person.ts'
import { type Deps, depsAbout } from '../deps.ts'
import { forHost } from '../errors/for-host.ts'
import { mooringError } from '../errors/mooring-error.ts'
import { beginRun } from './begin-run.ts'
import { executeRun } from './execute-run.ts'
import { createRunRecord } from './run-record.ts'
import type { RunResult } from './run-result.ts'
import { checkpointOf } from './scheduled-checkpoint.ts'

/** A run that begins by itself. */
export interface ScheduledRun {
  readonly schedule: string
  /** Once it aborts, work that ends has neither failed nor succeeded: the next process goes on. */
  readonly closing: AbortSignal
}

export interface Syncs {
  /**
   * Runs `work` for one connection of a tenant.
   * @throws NotFoundError, ConnectionUnavailableError (disconnected, or its company unconfirmed), MooringError
   *   (`sync_running`, `store_unavailable`), and whatever `work` throws
   */
  run<T>(
    tenantId: string,
    connectionId: string,
    work: (tools: RunTools) => Promise<T>,
    scheduled?: ScheduledRun,
  ): Promise<RunResult<T>>
  /**
   * The same for a run of Mooring's own: the host's checkpoint, and how its last run ended, stay as they are.
   * @throws what `run` throws; ConnectionUnavailableError where a person is needed before it begins
   */
  runApart<T>(
    tenantId: string,
    connectionId: string,
    work: (tools: RunTools) => Promise<T>,
  ): Promise<RunResult<T>>
  /** Ends a run without heartbeats; its checkpoint stays. @returns whether there was one to end */
  endDead(connectionId: string): Promise<boolean>
  /** Runs that wait for a verdict wait no longer. */
  close(): void
}

interface Conducted {
  readonly tenantId: string
  readonly connectionId: string
  /** A run of Mooring's own. */
  readonly isApart: boolean
  readonly scheduled: ScheduledRun | null
}

export function createSyncs(deps: Deps, requests: CompanyRequests): Syncs {
  const { config, store } = deps
  const living = new Set<string>()
  const closing = new AbortController()
  async function conduct<T>(
    { tenantId, connectionId, isApart, scheduled }: Conducted,
    work: (tools: RunTools) => Promise<T>,
  ): Promise<RunResult<T>> {
    const beginning = await forHost(deps.config.logger, () =>
      beginRun(deps, { tenantId, connectionId, kind: isApart ? 'apart' : 'own' }),
    )
    if (beginning.paused !== null) return { outcome: 'paused' }
    const { runId } = beginning
    // A schedule's checkpoint names it, and is of no use to other work.
    const resumeFrom = scheduled ? beginning.resumeFrom : checkpointOf(beginning.resumeFrom, null)
    living.add(runId)
    try {
      const record = createRunRecord(deps, { connectionId, runId, isApart })
      const access = requests.forRun({
        tenantId,
        connectionId,
        runId,
        purpose: isApart ? 'take_back' : 'run',
      })
      const about = depsAbout(deps, { tenantId, connectionId })
      const releases = scheduled?.closing ?? null
      const run = {
        deps: about,
        tenantId,
        connectionId,
        record,
        access,
        resumeFrom,
        closing: closing.signal,
        releases,
      }
      return await executeRun(run, work)
    } finally {
      living.delete(runId)
    }
  }

  async function endDead(connectionId: string): Promise<boolean> {
    const record = await store.read(({ connections }) => connections.get(connectionId))
    const dead = record?.sync.run
    if (!dead || dead.aliveUntil > config.now()) return false
    const own = createRunRecord(deps, { connectionId, runId: dead.id })
    const report = { progress: record.sync.progress, checkpoint: dead.checkpoint }
    const here = connectionStateOf(record, config.now(), config.warnBeforeDays)
    if (living.has(dead.id)) await own.keepAlive(report)
    else if (needsPerson(here)) await own.pause(report, here, null)
    else
      await own.fail(
        report,
        mooringError('internal', 'The sync stopped: its process exited unexpectedly.').problem,
      )
    return true
  }

  return {
    run: (tenantId, connectionId, work, scheduled) =>
      conduct({ tenantId, connectionId, isApart: false, scheduled: scheduled ?? null }, work),
    runApart: (tenantId, connectionId, work) =>
      conduct({ tenantId, connectionId, isApart: true, scheduled: null }, work),
    endDead,
    close: () => closing.abort(),
  }
}
