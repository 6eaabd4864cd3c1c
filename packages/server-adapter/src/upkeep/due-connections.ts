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

  /** What the company said is asked of the company again; what the token endpoint said, of the token endpoint. */
  async function repair(record: ConnectionRecord): Promise<void> {
    if (isSaidByCompany(record)) await probe.verify(record.id, null)
    else await coordinator.refresh(record.id, { cause: 'repair' })
  }

  const TASKS: Record<DueTask, (record: ConnectionRecord, now: number) => Promise<unknown>> = {
    end_run: ({ id }) => syncs.endDead(id),
    end_switch: ({ id }, now) => store.write((tx) => endUnanswered(tx, id, now)),
    expire: ({ id }, now) => change(id, now),
    check_hint: ({ id }) => coordinator.refresh(id, { cause: 'hint' }),
    repair,
    notice: ({ id }, now) => change(id, now),
    warn: ({ id }, now) => change(id, now),
    keepalive: ({ id }) => coordinator.refresh(id, { cause: 'keepalive' }),
    nothing: async () => {},
  }

  /** Takes a connection for this process, as it is by now. @returns null where it is due no more: another has it */
  const take = (id: string, now: number) =>
    store.write(async ({ connections }) => {
      const record = await connections.get(id)
      if (record === null || record.dueAt === null || record.dueAt > now) return null
      const task = dueTask(record, config, now)
      return { task, record: await connections.update({ ...record, dueAt: now + TAKEN_MS }) }
    })

  /** Where its task changed nothing: one that is still due is looked at later, and holds up no other. */
  const postpone = (seen: ConnectionRecord, now: number) =>
    store.write(async (tx) => {
      const record = await tx.connections.get(seen.id)
      if (record === null || record.version !== seen.version) return
      const next = nextDueAt(record, config, now, parts.random)
      const dueAt = next === null ? null : Math.max(next, now + POSTPONE_MS)
      await tx.connections.update({ ...record, dueAt })
    })

  async function attend(seen: ConnectionRecord, now: number): Promise<void> {
    const { id } = seen
    const isChange = CHANGES[dueTask(seen, config, now)] !== undefined
    // One write instead of three. What fails is taken, tried and put off as everything else is.
    if (isChange && (await change(id, now).catch(() => false))) return
    const taken = await take(id, now)
    if (taken === null) return
    const { task, record } = taken
    try {
      await TASKS[task](record, now)
    } catch (error) {
      if (error instanceof ConflictError) return
      const { code, reference } = hostError(error)
      config.logger.error(
        { connectionId: id, tenantId: record.tenantId, task, code, reference },
        'A connection could not be attended to.',
      )
    }
    await postpone(record, now)
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
