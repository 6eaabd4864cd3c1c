// Goes through all connections once: a schedule that is new here is due for those that are there already.

import type { ConnectionRecord } from '../stores/records.ts'
import { ConflictError } from '../stores/store.ts'
import { marksOf } from './next-run.ts'
import { type ScheduleContext, verdictFor } from './run-due-schedule.ts'

const PAGE = 500

/** @param tenants whose schedules there are; null among them: every tenant's */
export async function sweep(
  context: ScheduleContext,
  tenants: readonly (string | null)[],
  now: number,
): Promise<void> {
  if (!tenants.includes(null)) {
    for (const tenantId of tenants) {
      const records = await context.deps.store.read(({ connections }) => connections.all(tenantId ?? ''))
      await pull(context, records, now)
    }
    return
  }
  let cursor: string | undefined
  do {
    const filter = { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }
    const records = await context.deps.store.read(({ connections }) => connections.page(filter))
    await pull(context, records, now)
    cursor = records.length < PAGE ? undefined : records.at(-1)?.id
  } while (cursor !== undefined && !context.closing.aborted)
}

/** Makes due what should be sooner than its row says. */
async function pull(
  context: ScheduleContext,
  records: readonly ConnectionRecord[],
  now: number,
): Promise<void> {
  for (const record of records) {
    const dueAt = dueOf(context, record, now)
    if (dueAt === null || dueAt >= (marksOf(record).dueAt ?? Number.POSITIVE_INFINITY)) continue
    await context.deps.store
      .write(async ({ connections }) => {
        const current = await connections.get(record.id)
        if (current === null) return
        const schedules = { ...marksOf(current), dueAt }
        await connections.update({ ...current, sync: { ...current.sync, schedules } })
      })
      .catch(ignoreConflict)
  }
}

function dueOf(
  { deps, schedulesFor }: ScheduleContext,
  record: ConnectionRecord,
  now: number,
): number | null {
  const verdict = verdictFor(deps, record, schedulesFor(record.tenantId), now)
  return verdict.run === null ? verdict.dueAt : now
}

/** It has changed meanwhile: the next sweep checks it again. */
function ignoreConflict(error: unknown): void {
  if (!(error instanceof ConflictError)) throw error
}
