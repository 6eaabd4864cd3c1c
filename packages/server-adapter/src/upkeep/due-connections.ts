// Connections that are due: kept alive, repaired, warned of, ended.

import type { Probe } from '../company-api/probe.ts'
import type { Change } from '../connection/connection-changes.ts'
import { connectionStateOf, dueWarnings } from '../connection/connection-lifecycle.ts'
import type { Deps } from '../deps.ts'
import { failureFields } from '../errors/failure-fields.ts'
import type { Job } from '../jobs/job.ts'
import { MINUTE, SECOND } from '../platform/clock.ts'
import { inParallel } from '../platform/in-parallel.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import { ConflictError } from '../stores/store.ts'
import { endUnanswered } from '../switches/end-switch.ts'
import type { Syncs } from '../syncs/run-guard.ts'
import type { RefreshCoordinator } from '../tokens/refresh-coordinator.ts'
import { expired, isCompanyApiReason, type Moment, noticed } from '../tokens/refresh-outcomes.ts'
import { type DueTask, dueTask, nextDueAt } from '../tokens/refresh-policy.ts'
import { saveRow } from '../tokens/save-row.ts'
import type { RefreshCause } from '../tokens/settle-refresh.ts'

/** Connections that one run reads, and processes at once. */
const PAGE = 200
const WIDTH = 16
/** A connection for which nothing could be done is due again after this long at the earliest. */
const POSTPONE_MS = MINUTE
/** No other process takes one that is taken for this long: most of the tasks take a second or two. */
const TAKEN_MS = 45 * SECOND

interface Helpers {
  readonly coordinator: Pick<RefreshCoordinator, 'refresh'>
  readonly probe: Probe
  readonly syncs: Pick<Syncs, 'endDead'>
}

/** What the tasks of one run are done with. */
interface Run extends Helpers {
  readonly deps: Deps
  /** When it began, ms since the epoch. */
  readonly now: number
}

export function createDueConnections(deps: Deps, helpers: Helpers): Job {
  return {
    name: 'connections',
    dueSince: async (tx, now) => (await tx.connections.due(now, 1))[0]?.dueAt ?? null,
    async run(now) {
      const run = { ...helpers, deps, now }
      const due = await deps.store.read(({ connections }) => connections.due(now, PAGE))
      await inParallel(due, WIDTH, (seen) => processConnection(run, seen))
      return due.length
    },
  }
}

/** Does what is due for a connection. @param seen the row as the run read it */
async function processConnection(run: Run, seen: ConnectionRecord): Promise<void> {
  const task = taskOf(run, seen)
  // One write instead of three. What fails is taken, tried and postponed as everything else is.
  if (CHANGES[task] !== undefined && (await change(run, seen.id).catch(() => false))) return
  const cause = causeOf(task, seen)
  if (cause === null) return await takeAndDo(run, seen.id)
  if (!(await attempt(run, seen, task, () => refreshTaken(run, seen, cause)))) await postpone(run, seen)
}

const taskOf = ({ deps, now }: Run, record: ConnectionRecord): DueTask => dueTask(record, deps.config, now)

/**
 * Why the token endpoint is asked; null for a task without a call, or that asks the company. What the company said is asked of the company
 * again; what the token endpoint said, of the token endpoint.
 */
function causeOf(task: DueTask, record: ConnectionRecord): RefreshCause | null {
  if (task === 'keepalive') return 'keepalive'
  if (task === 'check_hint') return 'hint'
  return task === 'repair' && !isCompanyApiReason(record) ? 'repair' : null
}

/** Tasks that ask neither Intuit nor the host: what each makes of a row. */
const CHANGES: Partial<Record<DueTask, (record: ConnectionRecord, moment: Moment) => Change>> = {
  expire: expired,
  notice: noticed,
  warn(record, { now, warnBeforeDays }) {
    const { marks, events } = dueWarnings(record, now, warnBeforeDays)
    const state = connectionStateOf(record, now, warnBeforeDays)
    return { record: { ...record, ...state, warned: [...record.warned, ...marks] }, events }
  },
}

/** Makes such a change of the row as it is by now, where it is still due. @returns whether it was made */
const change = (run: Run, id: string): Promise<boolean> =>
  run.deps.store.write(async (tx) => {
    const { deps, now } = run
    const { warnBeforeDays } = deps.config
    const record = await tx.connections.get(id)
    const make = record === null ? undefined : CHANGES[taskOf(run, record)]
    if (record === null || make === undefined) return false
    await saveRow(deps, tx, { ...make(record, { now, warnBeforeDays }), now })
    return true
  })

/** The write that begins the refresh takes the connection too. @returns whether the row has changed */
async function refreshTaken(run: Run, seen: ConnectionRecord, cause: RefreshCause): Promise<boolean> {
  const row = await run.coordinator.refresh(seen.id, {
    cause,
    take: (record) =>
      isDue(run, record) && causeOf(taskOf(run, record), record) === cause ? taken(run, record) : null,
  })
  return row.version !== seen.version
}

const isDue = ({ now }: Run, { dueAt }: ConnectionRecord): boolean => dueAt !== null && dueAt <= now
const taken = ({ now }: Run, record: ConnectionRecord) => ({ ...record, dueAt: now + TAKEN_MS })

async function takeAndDo(run: Run, id: string): Promise<void> {
  const own = await take(run, id)
  if (own === null) return
  // Whatever it did, the connection is taken: where it is still due by itself, it is postponed.
  const work = async () => {
    await doTask(run, own)
    return false
  }
  if (!(await attempt(run, own.record, own.task, work))) await postpone(run, own.record)
}

interface Taken {
  readonly task: DueTask
  readonly record: ConnectionRecord
}

/** Takes a connection for this process, as it is by now. @returns null where it is no longer due: another process has it */
const take = (run: Run, id: string): Promise<Taken | null> =>
  run.deps.store.write(async ({ connections }) => {
    const record = await connections.get(id)
    if (record === null || !isDue(run, record)) return null
    return { task: taskOf(run, record), record: await connections.update(taken(run, record)) }
  })

async function doTask(run: Run, { task, record }: Taken): Promise<void> {
  // The row has changed since the run read it.
  const cause = causeOf(task, record)
  if (cause !== null) await run.coordinator.refresh(record.id, { cause })
  else await TASKS[task]?.(run, record)
}

/** Without a call of the token endpoint. */
const TASKS: Partial<Record<DueTask, (run: Run, record: ConnectionRecord) => Promise<unknown>>> = {
  end_run: ({ syncs }, { id }) => syncs.endDead(id),
  end_switch: ({ deps, now }, { id }) => deps.store.write((tx) => endUnanswered(tx, id, now)),
  expire: (run, { id }) => change(run, id),
  repair: ({ probe }, { id }) => probe.verify(id, null),
  notice: (run, { id }) => change(run, id),
  warn: (run, { id }) => change(run, id),
}

/** Where a task changed nothing: a connection that is still due becomes due later, so that it delays no other. */
async function postpone({ deps, now }: Run, seen: ConnectionRecord): Promise<void> {
  const { config, random, store } = deps
  const hasMoved = (record: ConnectionRecord | null) => record?.version !== seen.version
  if (hasMoved(await store.read(({ connections }) => connections.get(seen.id)))) return
  await store.write(async (tx) => {
    const record = await tx.connections.get(seen.id)
    if (record === null || hasMoved(record)) return
    const next = nextDueAt(record, config, now, random)
    const dueAt = next === null ? null : Math.max(next, now + POSTPONE_MS)
    await tx.connections.update({ ...record, dueAt })
  })
}

/** Logs a failure. @returns whether the row is known to have changed: if not, it is postponed */
async function attempt(
  { deps }: Run,
  { id, tenantId }: ConnectionRecord,
  task: DueTask,
  work: () => Promise<boolean>,
): Promise<boolean> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ConflictError) return true
    deps.config.logger.error(
      { connectionId: id, tenantId, task, ...failureFields(error) },
      'A connection could not be processed.',
    )
    return false
  }
}
