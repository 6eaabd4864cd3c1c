// How connections are written, and counted as they are.
import { keyIdOfSealed } from '../../vault/sealed-text.ts'
import type { ConnectionRecord } from '../records.ts'
import { ConflictError, type ConnectionRepository } from '../store.ts'
import { type CountConnection, countMoved, type State } from './connection-counts.ts'
import type { SqlDialect } from './sql-dialect.ts'
import { connectionRow, type MooringDb } from './tables.ts'

export type ConnectionRow = Parameters<typeof connectionRow.decode>[0]

/** Connections as a transaction last saw them: their next state is counted from there. */
export class SeenConnections {
  readonly #seen = new Map<string, ConnectionRecord>()

  see(record: ConnectionRecord): void {
    this.#seen.set(record.id, { ...record })
  }

  decode(row: ConnectionRow): ConnectionRecord {
    const record = connectionRow.decode(row)
    this.see(record)
    return record
  }

  /** This version of it; null where the transaction has not seen that. */
  version({ id, version }: ConnectionRecord): ConnectionRecord | null {
    const last = this.#seen.get(id)
    return last?.version === version ? last : null
  }
}

/** What connections are written with. */
interface Writing {
  readonly db: MooringDb
  readonly dialect: SqlDialect
  readonly seen: SeenConnections
  readonly count: CountConnection
  /** Writes a row that is known to be there without an answer; null where that is not possible. */
  readonly certain: MooringDb | null
}

export function connectionWrites({
  db,
  dialect,
  seen,
  count,
  certain,
}: Writing): Pick<ConnectionRepository, 'insert' | 'update' | 'resealRealm'> {
  return {
    async insert(record) {
      await unlessClaimed(dialect, insert(certain ?? db, record, count))
      seen.see(record)
    },
    async update(record) {
      const last = seen.version(record)
      if (certain !== null && last !== null && !claims(record, last))
        return seen.decode(await updateSeen(certain, record, last, count))
      const before = last ?? (await storedState(db, record))
      return seen.decode(await unlessClaimed(dialect, update(db, record, count, before)))
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

async function unlessClaimed<T>({ isClaimTaken }: SqlDialect, writing: Promise<T>): Promise<T> {
  try {
    return await writing
  } catch (error) {
    throw isClaimTaken(error) ? claimConflict() : error
  }
}

export const claimConflict = (): ConflictError =>
  new ConflictError('claim', 'Another connection that is not disconnected has this company.')

async function insert(db: MooringDb, record: ConnectionRecord, count: CountConnection): Promise<void> {
  await db
    .insertInto('connections')
    .values({
      ...connectionRow.encode(record),
      ...dueTimes(record),
      realm_key_id: keyIdOfSealed(record.realmSealed),
    })
    .execute()
  await count(record, 1)
}

/** Copied from inside the record, for their indexes. */
const dueTimes = ({ setup, sync }: ConnectionRecord) => ({
  setup_due_at: setup.dueAt,
  schedule_due_at: sync.schedules?.dueAt ?? null,
})

/** What an update of this version is counted from; null where there is no such row. */
async function storedState(db: MooringDb, { id, version }: ConnectionRecord): Promise<State | null> {
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
    .set({ ...changing(record), ...dueTimes(record) })
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
