// One connection whose schedules are due: the run is marked, carried out, and its end marked.

import { connectionStateOf } from '../connection/connection-lifecycle.ts'
import { isForgotten } from '../connection/forgotten.ts'
import type { Connections } from '../connections/connections.ts'
import type { Deps } from '../deps.ts'
import { failureFields } from '../errors/failure-fields.ts'
import { MooringError } from '../errors/mooring-error.ts'
import { isThrown } from '../platform/thrown.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import { ConflictError } from '../stores/store.ts'
import type { Syncs } from '../syncs/run-guard.ts'
import { checkpointOf } from '../syncs/scheduled-checkpoint.ts'
import { type DueRun, type KnownSchedule, marksOf, verdictOn } from './next-run.ts'
import { begins, type Ending, ended } from './run-marks.ts'
import type { ScheduledWork } from './scheduled-run.ts'

/** A schedule of this process's host. */
export interface Registered extends KnownSchedule {
  /** null: of every tenant. */
  readonly tenantId: string | null
  readonly work: ScheduledWork
}

export interface ScheduleContext {
  readonly deps: Deps
  readonly syncs: Pick<Syncs, 'run'>
  readonly connections: Pick<Connections, 'forHost'>
  schedulesFor(tenantId: string): Registered[]
  readonly closing: AbortSignal
}

interface Taken {
  readonly record: ConnectionRecord
  readonly run: DueRun
}

interface NothingToRun {
  readonly run: null
}

/** Never rejects. @returns whether anything was written: the row is not due as it was */
export async function runDueSchedule(context: ScheduleContext, id: string): Promise<boolean> {
  const { logger } = context.deps.config
  let wrote = false
  try {
    const taken = await take(context, id)
    wrote = taken !== null
    if (taken === null || taken.run === null) return wrote
    const ending = await carryOut(context, taken)
    await settle(context, taken, ending)
  } catch (error) {
    // Another process was first, or the store is away: it is due again when its time is over.
    if (error instanceof ConflictError) return wrote
    logger.warn(failureFields(error), 'A scheduled run could not be begun or ended; it is tried again.')
  }
  return wrote
}

/**
 * Marks the run that is due in the connection's row, or when to check again.
 * @returns null where nothing was to be written; its run null where there is none to begin
 */
const take = ({ deps, schedulesFor }: ScheduleContext, id: string): Promise<Taken | NothingToRun | null> =>
  deps.store.write(async ({ connections }) => {
    const record = await connections.get(id)
    const now = deps.config.now()
    if (record === null || (marksOf(record).dueAt ?? Number.POSITIVE_INFINITY) > now) return null
    const verdict = verdictFor(deps, record, schedulesFor(record.tenantId), now)
    if (verdict.run === null) {
      await connections.update(withNextCheck(record, verdict.dueAt))
      return { run: null }
    }
    return { record: await connections.update(begins(record, verdict.run.name, now)), run: verdict.run }
  })

const withNextCheck = (record: ConnectionRecord, dueAt: number | null): ConnectionRecord => ({
  ...record,
  sync: { ...record.sync, schedules: { ...marksOf(record), dueAt } },
})

/** What there is to do of a row; nothing of a forgotten tenant's. */
export function verdictFor(
  deps: Deps,
  record: ConnectionRecord,
  known: readonly KnownSchedule[],
  now: number,
) {
  if (isForgotten(record)) return { run: null, dueAt: null }
  const connectionState = connectionStateOf(record, now, deps.config.warnBeforeDays)
  return verdictOn(record, known, { connectionState, now })
}

async function carryOut(context: ScheduleContext, { record, run }: Taken): Promise<Ending> {
  const { tenantId, id } = record
  const schedule = context.schedulesFor(tenantId).find(({ name }) => name === run.name)
  if (schedule === undefined) return 'released'
  const { name, work } = schedule
  const connection = { ...(await context.connections.forHost(record)), tenantId }
  let began = false
  try {
    const { outcome } = await context.syncs.run(
      tenantId,
      id,
      async (tools) => {
        began = true
        return await work({
          ...tools,
          name,
          connection,
          cause: run.cause,
          signal: AbortSignal.any([tools.signal, context.closing]),
          resumeFrom: checkpointOf(tools.resumeFrom, name),
          progress: async ({ checkpoint, ...report }) =>
            await tools.progress(
              checkpoint === undefined ? report : { ...report, checkpoint: { schedule: name, checkpoint } },
            ),
        })
      },
      { schedule: name, closing: context.closing },
    )
    return outcome
  } catch (error) {
    // The run has recorded it, and said it in the log.
    if (context.closing.aborted) return 'released'
    // The host's work may run into the same refusal itself: that is a failure of its own.
    return !began && isThrown(error, MooringError) && error.code === 'sync_running' ? 'refused' : 'failed'
  }
}

const settle = (
  { deps, schedulesFor }: ScheduleContext,
  { record, run }: Taken,
  ending: Ending,
): Promise<void> =>
  deps.store.write(async ({ connections }) => {
    const current = await connections.get(record.id)
    if (current === null) return
    const now = deps.config.now()
    const after = ended(current, { name: run.name, ending, now, chance: deps.random() })
    const verdict = verdictFor(deps, after, schedulesFor(record.tenantId), now)
    const dueAt = verdict.run === null ? verdict.dueAt : now
    await connections.update(withNextCheck(after, dueAt))
  })
