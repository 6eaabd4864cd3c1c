// Connections whose time has come: kept alive, repaired, warned of, found to have ended.

import type { Probe } from '../company-api/probe.ts'
import type { Change } from '../connection/connection-changes.ts'
import { connectionStateOf, dueWarnings } from '../connection/connection-lifecycle.ts'
import { hostError } from '../errors/host-errors.ts'
import type { Job } from '../jobs/job.ts'
import type { Parts } from '../parts.ts'
import { MINUTE, SECOND } from '../platform/clock.ts'
import { inParallel } from '../platform/in-parallel.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import { ConflictError } from '../stores/store.ts'
import { endUnanswered } from '../switches/end-switch.ts'
import type { Syncs } from '../syncs/run-guard.ts'
import type { RefreshCoordinator } from '../tokens/refresh-coordinator.ts'
import { expired, isSaidByCompany, type Moment, noticed } from '../tokens/refresh-outcomes.ts'
import { type DueTask, dueTask, nextDueAt } from '../tokens/refresh-policy.ts'
import { saveRow } from '../tokens/save-row.ts'
import type { RefreshCause } from '../tokens/settle-refresh.ts'

/** Connections looked at in one go, and at once. */
const PAGE = 200
const WIDTH = 16
/** A connection that could not be helped is left alone for this long at least. */
const POSTPONE_MS = MINUTE
/** One that is attended to is nobody else's for this long: most of its tasks take a second or two. */
const TAKEN_MS = 45 * SECOND

interface Helpers {
  readonly coordinator: Pick<RefreshCoordinator, 'refresh'>
  readonly probe: Probe
  readonly syncs: Pick<Syncs, 'endDead'>
}

/**
 * Why the token endpoint is asked; null for a task without a call, or that asks the company. What the company said is asked of the company
 * again; what the token endpoint said, of the token endpoint.
 */
function causeOf(task: DueTask, record: ConnectionRecord): RefreshCause | null {
  if (task === 'keepalive') return 'keepalive'
  if (task === 'check_hint') return 'hint'
  return task === 'repair' && !isSaidByCompany(record) ? 'repair' : null
}

export function createDueConnections(parts: Parts, { coordinator, probe, syncs }: Helpers): Job {
  const { config, store } = parts

  /** What nobody outside is asked for: what it makes of a row. */
  const CHANGES: Partial<Record<DueTask, (record: ConnectionRecord, moment: Moment) => Change>> = {
    expire: expired,
    notice: noticed,
    warn(record, { now, warnBeforeDays }) {
      const { marks, events } = dueWarnings(record, now, warnBeforeDays)
      const standing = connectionStateOf(record, now, warnBeforeDays)
      return { record: { ...record, ...standing, warned: [...record.warned, ...marks] }, events }
    },
  }

  /** Makes such a change of the row as it is by now, where it is due still. @returns whether it was made */
  const change = (id: string, now: number) =>
    store.write(async (tx) => {
      const record = await tx.connections.get(id)
      const make = record === null ? undefined : CHANGES[dueTask(record, config, now)]
      if (record === null || make === undefined) return false
      await saveRow(parts, tx, { ...make(record, { now, warnBeforeDays: config.warnBeforeDays }), now })
      return true
    })

  const isDue = ({ dueAt }: ConnectionRecord, now: number): boolean => dueAt !== null && dueAt <= now
  const taken = (record: ConnectionRecord, now: number) => ({ ...record, dueAt: now + TAKEN_MS })

  /** Takes a connection for this process, as it is by now. @returns null where it is due no more: another has it */
  const take = (id: string, now: number) =>
    store.write(async ({ connections }) => {
      const record = await connections.get(id)
      if (record === null || !isDue(record, now)) return null
      const task = dueTask(record, config, now)
      return { task, record: await connections.update(taken(record, now)) }
    })

  /** Without a call of the token endpoint. */
  const TASKS: Partial<Record<DueTask, (record: ConnectionRecord, now: number) => Promise<unknown>>> = {
    end_run: ({ id }) => syncs.endDead(id),
    end_switch: ({ id }, now) => store.write((tx) => endUnanswered(tx, id, now)),
    expire: ({ id }, now) => change(id, now),
    repair: (record) => probe.verify(record.id, null),
    notice: ({ id }, now) => change(id, now),
    warn: ({ id }, now) => change(id, now),
  }

  /** Where its task changed nothing: one that is still due is looked at later, and holds up no other. */
  async function postpone(seen: ConnectionRecord, now: number): Promise<void> {
    const hasMoved = (record: ConnectionRecord | null) => record?.version !== seen.version
    if (hasMoved(await store.read(({ connections }) => connections.get(seen.id)))) return
    await store.write(async (tx) => {
      const record = await tx.connections.get(seen.id)
      if (record === null || hasMoved(record)) return
      const next = nextDueAt(record, config, now, parts.random)
      const dueAt = next === null ? null : Math.max(next, now + POSTPONE_MS)
      await tx.connections.update({ ...record, dueAt })
    })
  }

  /** What fails is put off as what changed nothing is. @returns whether the row is known to have changed */
  async function attempt(
    record: ConnectionRecord,
    { task, work }: { task: DueTask; work: () => Promise<boolean> },
  ): Promise<boolean> {
    try {
      return await work()
    } catch (error) {
      if (error instanceof ConflictError) return true
      const { code, reference } = hostError(error)
      config.logger.error(
        { connectionId: record.id, tenantId: record.tenantId, task, code, reference },
        'A connection could not be attended to.',
      )
      return false
    }
  }

  /** The write that begins the refresh takes the connection too. @returns whether the row has changed */
  async function refresh(seen: ConnectionRecord, cause: RefreshCause, now: number): Promise<boolean> {
    const row = await coordinator.refresh(seen.id, {
      cause,
      take: (record) =>
        isDue(record, now) && causeOf(dueTask(record, config, now), record) === cause
          ? taken(record, now)
          : null,
    })
    return row.version !== seen.version
  }

  async function attend(seen: ConnectionRecord, now: number): Promise<void> {
    const task = dueTask(seen, config, now)
    // One write instead of three. What fails is taken, tried and put off as everything else is.
    if (CHANGES[task] !== undefined && (await change(seen.id, now).catch(() => false))) return
    const cause = causeOf(task, seen)
    if (cause !== null) {
      const work = () => refresh(seen, cause, now)
      if (!(await attempt(seen, { task, work }))) await postpone(seen, now)
      return
    }
    const own = await take(seen.id, now)
    if (own === null) return
    const work = async () => {
      const other = causeOf(own.task, own.record)
      if (other === null) await TASKS[own.task]?.(own.record, now)
      // The row has changed since it was seen: it is taken already.
      else await coordinator.refresh(seen.id, { cause: other })
      return false
    }
    if (!(await attempt(own.record, { task: own.task, work }))) await postpone(own.record, now)
  }

  async function run(now: number): Promise<number> {
    const due = await store.read(({ connections }) => connections.due(now, PAGE))
    await inParallel(due, WIDTH, (seen) => attend(seen, now))
    return due.length
  }

  return {
    name: 'connections',
    isDue: async (tx, now) => (await tx.connections.due(now, 1)).length > 0,
    run,
  }
}
