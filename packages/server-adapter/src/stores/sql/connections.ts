// The connection repository in SQL, with its kept counts.
import { sql } from 'kysely'
import { keyIdOfSealed } from '../../vault/sealed-text.ts'
import type { ConnectionRecord } from '../records.ts'
import { ConflictError, type ConnectionRepository } from '../store.ts'
import { otherKey } from './other-key.ts'
import { refreshStateOf } from './refresh-state.ts'
import type { SqlDialect } from './sql-dialect.ts'
import { connectionRow, type MooringDb } from './tables.ts'

type ConnectionRow = Parameters<typeof connectionRow.decode>[0]
type State = Pick<ConnectionRecord, 'status' | 'reason'>
/** Connections as this transaction last saw them. */
type SeenConnections = Map<string, ConnectionRecord>

/** Adds to the kept count of connections in one state. */
export type CountConnection = (
  of: Pick<ConnectionRecord, 'status' | 'reason'>,
  by: 1 | -1,
) => Promise<void> | void

/**
 * @param certain where a row that is known to be there can be written without an answer: fails the transaction where it is
 *   not, and where its claim is taken. Default none
 */
export function connectionRepository(
  db: MooringDb,
  dialect: SqlDialect,
  count: CountConnection = (of, by) => countNow(db, of, by),
  certain: MooringDb | null = null,
): ConnectionRepository {
  const all = () => db.selectFrom('connections').selectAll()
  const claimed = claimGuard(dialect)
  const seen: SeenConnections = new Map()
  const see = (record: ConnectionRecord) => void seen.set(record.id, { ...record })
  const decode = (row: ConnectionRow): ConnectionRecord => {
    const record = connectionRow.decode(row)
    see(record)
    return record
  }
  return {
    async get(id) {
      const row = await all().where('id', '=', id).executeTakeFirst()
      return row ? decode(row) : null
    },
    async refreshState(id, lease) {
      const found = await refreshStateOf(db, id, lease)
      if (found !== null) see(found.record)
      return found
    },
    async list(tenantId) {
      const mine = all().where('tenant_id', '=', tenantId).where('hidden', '=', 0)
      return (await mine.orderBy('position').execute()).map(decode)
    },
    async listPage(tenantId, after, limit) {
      let mine = all().where('tenant_id', '=', tenantId).where('hidden', '=', 0)
      if (after !== null) {
        const before = await db
          .selectFrom('connections')
          .select('position')
          .where('id', '=', after)
          .where('tenant_id', '=', tenantId)
          .executeTakeFirst()
        if (before === undefined) return []
        mine = mine.where('position', '>', before.position)
      }
      return (await mine.orderBy('position').limit(limit).execute()).map(decode)
    },
    async all(tenantId) {
      const mine = all().where('tenant_id', '=', tenantId).orderBy('position')
      return (await mine.execute()).map(decode)
    },
    async findByRealm(environment, realmTag) {
      const found = all()
        .where('environment', '=', environment as ConnectionRecord['environment'])
        .where('realm_tag', '=', realmTag)
      return (await found.orderBy('position', 'desc').execute()).map(decode)
    },
    async due(now, limit) {
      const due = all().where('due_at', '<=', now).orderBy('due_at').limit(limit)
      return (await due.execute()).map(decode)
    },
    async setupDue(now, limit) {
      const due = all().where('setup_due_at', '<=', now).orderBy('setup_due_at').limit(limit)
      return (await due.execute()).map(decode)
    },
    async scheduleDue(now, limit) {
      const due = all().where('schedule_due_at', '<=', now).orderBy('schedule_due_at').limit(limit)
      return (await due.execute()).map(decode)
    },
    async page({ status, cursor, limit }) {
      let page = all().orderBy('id').limit(limit)
      if (status !== undefined) page = page.where('status', '=', status)
      if (cursor !== undefined) page = page.where('id', '>', cursor)
      return (await page.execute()).map(decode)
    },
    counts: () => keptCounts(db),
    countByKey: (keyId) => countByKey(db, keyId),
    async insert(record) {
      await claimed(insert(certain ?? db, record, count))
      see(record)
    },
    async update(record) {
      const last = seen.get(record.id)
      if (certain !== null && last?.version === record.version && !claims(record, last))
        return decode(await updateSeen(certain, record, last, count))
      return decode(await claimed(update(db, record, count, await stateBefore(db, seen, record))))
    },
    async realmsNotSealedWith(keyId, limit) {
      const others = all().where(otherKey('realm_key_id', keyId))
      return (await others.limit(limit).execute()).map(decode)
    },
    async resealRealm(id, realmSealed, was) {
      const { numUpdatedRows } = await db
        .updateTable('connections')
        .set({ realm_sealed: realmSealed, realm_key_id: keyIdOfSealed(realmSealed) })
        .where('id', '=', id)
        .where('realm_sealed', '=', was)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },
  }
}

const claimGuard =
  (dialect: SqlDialect) =>
  async <T>(writing: Promise<T>): Promise<T> => {
    try {
      return await writing
    } catch (error) {
      if (!dialect.isClaimTaken(error)) throw error
      throw claimConflict()
    }
  }

export const claimConflict = (): ConflictError =>
  new ConflictError('claim', 'Another connection that is not disconnected has this company.')

async function insert(db: MooringDb, record: ConnectionRecord, count: CountConnection): Promise<void> {
  await db
    .insertInto('connections')
    .values({
      ...connectionRow.encode(record),
      realm_key_id: keyIdOfSealed(record.realmSealed),
      setup_due_at: record.setup.dueAt,
      schedule_due_at: record.sync.schedules?.dueAt ?? null,
    })
    .execute()
  await count(record, 1)
}

/** What an update of this version is counted from; null where there is no such row. */
async function stateBefore(
  db: MooringDb,
  seen: SeenConnections,
  { id, version }: ConnectionRecord,
): Promise<State | null> {
  const last = seen.get(id)
  if (last?.version === version) return last
  const row = await db
    .selectFrom('connections')
    .select(['status', 'reason'])
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return row ?? null
}

/** Whether it has its company from now on: then another row may be first. */
const claims = (record: ConnectionRecord, last: ConnectionRecord): boolean =>
  record.status !== 'disconnected' &&
  (last.status === 'disconnected' || record.realmClaim !== last.realmClaim)

/** What an update writes. */
function changing(record: ConnectionRecord) {
  const { id, tenant_id, environment, realm_tag, realm_sealed, realm_last4, replaces, ...changed } =
    connectionRow.encode(record)
  return { ...changed, version: record.version + 1 }
}

const updating = (db: MooringDb, record: ConnectionRecord) =>
  db
    .updateTable('connections')
    .set({
      ...changing(record),
      setup_due_at: record.setup.dueAt,
      schedule_due_at: record.sync.schedules?.dueAt ?? null,
    })
    .where('id', '=', record.id)
    .where('version', '=', record.version)

async function update(
  db: MooringDb,
  record: ConnectionRecord,
  count: CountConnection,
  before: State | null,
): Promise<ConnectionRow> {
  const after = await updating(db, record).returningAll().executeTakeFirst()
  if (!before || !after)
    throw new ConflictError('version', `Connection ${record.id} has changed since it was read.`)
  await countMoved(count, before, after)
  return after
}

/** Of a row that this transaction has read in this version: what it will be is known without an answer. */
async function updateSeen(
  db: MooringDb,
  record: ConnectionRecord,
  before: ConnectionRecord,
  count: CountConnection,
): Promise<ConnectionRow> {
  await updating(db, record).execute()
  const after = { ...connectionRow.encode(before), ...changing(record) }
  await countMoved(count, before, after)
  return after
}

async function countMoved(count: CountConnection, before: State, after: State): Promise<void> {
  if (before.status === after.status && before.reason === after.reason) return
  await count(before, -1)
  await count(after, 1)
}

/** A null cannot be part of a primary key: no reason is counted under ''. */
async function countNow(
  db: MooringDb,
  of: Pick<ConnectionRecord, 'status' | 'reason'>,
  by: 1 | -1,
): Promise<void> {
  await db
    .insertInto('connection_counts')
    .values({ status: of.status, reason: of.reason ?? '', count: by })
    .onConflict((conflict) =>
      conflict.columns(['status', 'reason']).doUpdateSet({ count: sql`connection_counts.count + ${by}` }),
    )
    .execute()
}

async function keptCounts(db: MooringDb) {
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

async function countByKey(db: MooringDb, keyId: string): Promise<number> {
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
