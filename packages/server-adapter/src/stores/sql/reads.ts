// The repository of metered reads in SQL.
import { type RawBuilder, sql } from 'kysely'
import type { ReadCount, ReadPurpose, ReadRepository, ReadsAfter } from '../reads.ts'
import { metaJson, setMetaJson } from './meta.ts'
import { deletedBy } from './row-queries.ts'
import type { MooringDb, Tables } from './tables.ts'

const NOTE = 'quota'
/** Rows in one statement: far fewer than a statement may have parameters. */
const BATCH = 500

const total = sql<number | string>`sum(count)`

/** In one order everywhere, so that two processes that add at once do not wait for each other in a circle. */
const keyOf = ({ month, tenantId, connectionId, purpose }: ReadCount): string =>
  JSON.stringify([month, tenantId, connectionId, purpose])

const inOrder = (counts: readonly ReadCount[]): ReadCount[] =>
  counts.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))

const batches = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / BATCH) }, (_, index) =>
    all.slice(index * BATCH, (index + 1) * BATCH),
  )

const rowOf = ({ month, tenantId, connectionId, purpose, count }: ReadCount): Tables['reads'] => ({
  month,
  tenant_id: tenantId,
  connection_id: connectionId,
  purpose,
  count,
})

/** What comes after a position in a list that goes from many to few. */
const beyond = (after: ReadsAfter, id: RawBuilder<string>) =>
  sql<boolean>`(sum(count) < ${after.count} or (sum(count) = ${after.count} and ${id} > ${after.id}))`

async function addCounts(db: MooringDb, counts: readonly ReadCount[]): Promise<void> {
  for (const batch of batches(inOrder(counts))) {
    await db
      .insertInto('reads')
      .values(batch.map(rowOf))
      .onConflict((conflict) =>
        conflict
          .columns(['month', 'tenant_id', 'connection_id', 'purpose'])
          .doUpdateSet({ count: sql<number>`${sql.ref('reads.count')} + excluded.count` }),
      )
      .execute()
  }
}

/** Moves rows into those of no tenant. */
async function unname(db: MooringDb, rows: readonly Tables['reads'][]): Promise<void> {
  const sums = new Map<string, ReadCount>()
  for (const { month, purpose, count } of rows) {
    const key = JSON.stringify([month, purpose])
    const before = sums.get(key)?.count ?? 0
    const named = { month, tenantId: '', connectionId: '', purpose: purpose as ReadPurpose }
    sums.set(key, { ...named, count: before + Number(count) })
  }
  await addCounts(db, [...sums.values()])
}

const countedReads = (
  db: MooringDb,
): Pick<ReadRepository, 'add' | 'days' | 'firstDay' | 'quota' | 'setQuota'> => ({
  async add(counts, days) {
    await addCounts(db, counts)
    for (const { day, count } of days.toSorted((one, other) => (one.day < other.day ? -1 : 1))) {
      await db
        .insertInto('read_days')
        .values({ day, count })
        .onConflict((conflict) =>
          conflict
            .column('day')
            .doUpdateSet({ count: sql<number>`${sql.ref('read_days.count')} + ${count}` }),
        )
        .execute()
    }
  },
  async days(from, to) {
    const all = db.selectFrom('read_days').selectAll().where('day', '>=', from).where('day', '<=', to)
    return (await all.execute()).map(({ day, count }) => ({ day, count: Number(count) }))
  },
  async firstDay() {
    const first = db.selectFrom('read_days').select('day').orderBy('day').limit(1)
    return (await first.executeTakeFirst())?.day ?? null
  },
  quota: () => metaJson(db, NOTE),
  setQuota: (note) => setMetaJson(db, NOTE, note),
})

const readSums = (db: MooringDb): Pick<ReadRepository, 'byPurpose' | 'byTenant' | 'byConnection'> => ({
  async byPurpose(month) {
    const rows = await db
      .selectFrom('reads')
      .select(['purpose', total.as('total')])
      .where('month', '=', month)
      .groupBy('purpose')
      .execute()
    return Object.fromEntries(rows.map((row) => [row.purpose, Number(row.total)]))
  },
  async byTenant(month, after, limit) {
    const all = db
      .selectFrom('reads')
      .select(['tenant_id', total.as('total')])
      .where('month', '=', month)
      .where('tenant_id', '<>', '')
      .groupBy('tenant_id')
    const rest = after === null ? all : all.having(beyond(after, sql`tenant_id`))
    const rows = await rest.orderBy('total', 'desc').orderBy('tenant_id').limit(limit).execute()
    return rows.map((row) => ({ tenantId: row.tenant_id, count: Number(row.total) }))
  },
  async byConnection(month, after, limit) {
    const all = db
      .selectFrom('reads')
      .select(['tenant_id', 'connection_id', total.as('total')])
      .where('month', '=', month)
      .where('connection_id', '<>', '')
      .groupBy(['tenant_id', 'connection_id'])
    const rest = after === null ? all : all.having(beyond(after, sql`connection_id`))
    const rows = await rest.orderBy('total', 'desc').orderBy('connection_id').limit(limit).execute()
    return rows.map((row) => ({
      tenantId: row.tenant_id,
      connectionId: row.connection_id,
      count: Number(row.total),
    }))
  },
})

const readErasure = (db: MooringDb): Pick<ReadRepository, 'erase' | 'eraseForgotten' | 'prune'> => ({
  async erase(tenantId) {
    const rows = await db.deleteFrom('reads').where('tenant_id', '=', tenantId).returningAll().execute()
    await unname(db, rows)
    return rows.length
  },
  async eraseForgotten() {
    const forgotten = () =>
      db.selectFrom('connections').where('disconnect', 'like', '%"forgotten":true%' as never)
    const rows = await db
      .deleteFrom('reads')
      .where(({ and, eb, or }) =>
        or([
          eb('connection_id', 'in', forgotten().select('id')),
          // Proofs of consents, which belong to no connection yet.
          and([eb('connection_id', '=', ''), eb('tenant_id', 'in', forgotten().select('tenant_id'))]),
        ]),
      )
      .returningAll()
      .execute()
    await unname(db, rows)
    return rows.length
  },
  async prune(before) {
    const months = db.deleteFrom('reads').where('month', '<', before.slice(0, 7))
    const days = db.deleteFrom('read_days').where('day', '<', before)
    return (await deletedBy(months)) + (await deletedBy(days))
  },
})

export const readRepository = (db: MooringDb): ReadRepository => ({
  ...countedReads(db),
  ...readSums(db),
  ...readErasure(db),
})
