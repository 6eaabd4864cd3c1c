// Goes through all connections once: a schedule that is new here is due for those that are there already.

import type { ConnectionRecord } from '../stores/records.ts'
import { ConflictError } from '../stores/store.ts'
import { marksOf } from './next-run.ts'
import { type ScheduleDeps, verdictFor } from './run-due-schedule.ts'

const PAGE = 500

/** @param tenants whose schedules there are; null among them: every tenant's */
export async function sweep(
  deps: ScheduleDeps,
  tenants: readonly (string | null)[],
  now: number,
): Promise<void> {
  if (!tenants.includes(null)) {
    for (const tenantId of tenants) {
      const records = await deps.parts.store.read(({ connections }) => connections.all(tenantId ?? ''))
      await pull(deps, records, now)
    }
    return
  }
  let cursor: string | undefined
  do {
    const filter = { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }
    const records = await deps.parts.store.read(({ connections }) => connections.page(filter))
    await pull(deps, records, now)
    cursor = records.length < PAGE ? undefined : records.at(-1)?.id
  } while (cursor !== undefined && !deps.closing.aborted)
}

/** Makes due what should be sooner than its row says. */
async function pull(deps: ScheduleDeps, records: readonly ConnectionRecord[], now: number): Promise<void> {
  for (const record of records) {
    const dueAt = dueOf(deps, record, now)
    if (dueAt === null || dueAt >= (marksOf(record).dueAt ?? Number.POSITIVE_INFINITY)) continue
    await deps.parts.store
      .write(async ({ connections }) => {
        const current = await connections.get(record.id)
        if (current === null) return
        const schedules = { ...marksOf(current), dueAt }
        await connections.update({ ...current, sync: { ...current.sync, schedules } })
      })
      .catch(ignoreConflict)
  }
}

function dueOf({ parts, schedulesFor }: ScheduleDeps, record: ConnectionRecord, now: number): number | null {
  const verdict = verdictFor(parts, record, schedulesFor(record.tenantId), now)
  return verdict.run === null ? verdict.dueAt : now
}

/** It has changed meanwhile: the next sweep checks it again. */
function ignoreConflict(error: unknown): void {
  if (!(error instanceof ConflictError)) throw error
}
