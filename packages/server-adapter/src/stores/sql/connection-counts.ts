// How many connections there are in each state: stored beside the rows, so that nothing is scanned.
import { sql } from 'kysely'
import type { ConnectionRecord } from '../records.ts'
import type { MooringDb } from './tables.ts'

export type State = Pick<ConnectionRecord, 'status' | 'reason'>

/** Adds to the stored count of connections in one state. */
export type CountConnection = (of: State, by: 1 | -1) => Promise<void> | void

export async function countMoved(count: CountConnection, before: State, after: State): Promise<void> {
  if (before.status === after.status && before.reason === after.reason) return
  await count(before, -1)
  await count(after, 1)
}

/** A null cannot be part of a primary key: no reason is counted under ''. */
export async function countNow(db: MooringDb, of: State, by: 1 | -1): Promise<void> {
  await db
    .insertInto('connection_counts')
    .values({ status: of.status, reason: of.reason ?? '', count: by })
    .onConflict((conflict) =>
      conflict.columns(['status', 'reason']).doUpdateSet({ count: sql`connection_counts.count + ${by}` }),
    )
    .execute()
}

export async function storedCounts(db: MooringDb) {
  const columns = ['status', 'reason', 'count'] as const
  const counted = db
    .selectFrom('connection_counts')
    .select(columns)
    .unionAll(db.selectFrom('connection_count_shards').select(columns))
  const rows = await db
    .selectFrom(counted.as('counted'))
    .select(['status', 'reason', sql<number | string>`sum(count)`.as('count')])
    .groupBy(['status', 'reason'])
    .execute()
  return rows
    .map((row) => ({ status: row.status, reason: row.reason || null, count: Number(row.count) }))
    .filter(({ count }) => count !== 0)
}

export async function countByKey(db: MooringDb, keyId: string): Promise<number> {
  const number = sql<number>`count(*)`.as('count')
  const counts = await Promise.all([
    db.selectFrom('connections').select(number).where('realm_key_id', '=', keyId).executeTakeFirstOrThrow(),
    db.selectFrom('grants').select(number).where('key_id', '=', keyId).executeTakeFirstOrThrow(),
    db.selectFrom('attempts').select(number).where('waiting_key_id', '=', keyId).executeTakeFirstOrThrow(),
    db.selectFrom('revokes').select(number).where('key_id', '=', keyId).executeTakeFirstOrThrow(),
    db.selectFrom('imports').select(number).where('key_id', '=', keyId).executeTakeFirstOrThrow(),
  ])
  return counts.reduce((sum, row) => sum + Number(row.count), 0)
}
