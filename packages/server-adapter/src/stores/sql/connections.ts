// The connection repository in SQL.
import type { ConnectionRecord, LeaseRecord } from '../records.ts'
import type { ConnectionRepository } from '../store.ts'
import { type CountConnection, countByKey, countNow, storedCounts } from './connection-counts.ts'
import { type ConnectionRow, connectionWrites, SeenConnections } from './connection-writes.ts'
import { otherKey } from './other-key.ts'
import { refreshStateOf } from './refresh-state.ts'
import { firstOf } from './row-queries.ts'
import type { SqlDialect } from './sql-dialect.ts'
import type { MooringDb } from './tables.ts'

export interface ConnectionTools {
  /** Default: counts at once. */
  readonly count?: CountConnection | undefined
  /**
   * Where a row that is known to be there can be written without an answer: fails the transaction where it is not, and where its
   * claim is taken. Default none.
   */
  readonly certain?: MooringDb | null
  /** Is given the row of a lease that was read with its connection; null where there is none. */
  readonly noteLease?: NoteLease | undefined
}

export type NoteLease = (read: {
  readonly connectionId: string
  readonly name: string
  readonly row: LeaseRecord | null
}) => void

export function connectionRepository(
  db: MooringDb,
  dialect: SqlDialect,
  { count = (of, by) => countNow(db, of, by), certain = null, noteLease }: ConnectionTools = {},
): ConnectionRepository {
  const seen = new SeenConnections()
  return {
    get: (id) => firstOf(all(db).where('id', '=', id), (row) => seen.decode(row)),
    async refreshState(id, lease) {
      const found = await refreshStateOf(db, id, lease)
      if (found === null) return null
      const { leaseRow, ...state } = found
      seen.see(state.record)
      noteLease?.({ connectionId: id, name: lease, row: leaseRow })
      return state
    },
    ...connectionLists(db, seen),
    ...dueConnections(db, seen),
    ...connectionWrites({ db, dialect, seen, count, certain }),
    counts: () => storedCounts(db),
    countByKey: (keyId) => countByKey(db, keyId),
  }
}

const all = (db: MooringDb) => db.selectFrom('connections').selectAll()

const rowsOf = async (
  query: { execute(): Promise<ConnectionRow[]> },
  seen: SeenConnections,
): Promise<ConnectionRecord[]> => (await query.execute()).map((row) => seen.decode(row))

function connectionLists(
  db: MooringDb,
  seen: SeenConnections,
): Pick<ConnectionRepository, 'list' | 'listPage' | 'all' | 'findByRealm' | 'page' | 'realmsNotSealedWith'> {
  const ofTenant = (tenantId: string) => all(db).where('tenant_id', '=', tenantId).orderBy('position')
  const shownOf = (tenantId: string) => ofTenant(tenantId).where('hidden', '=', 0)
  return {
    list: async (tenantId) => await rowsOf(shownOf(tenantId), seen),
    async listPage(tenantId, after, limit) {
      const page = shownOf(tenantId).limit(limit)
      if (after === null) return await rowsOf(page, seen)
      const before = db
        .selectFrom('connections')
        .select('position')
        .where('id', '=', after)
        .where('tenant_id', '=', tenantId)
      return await rowsOf(page.where('position', '>', before), seen)
    },
    all: async (tenantId) => await rowsOf(ofTenant(tenantId), seen),
    async findByRealm(environment, realmTag) {
      const found = all(db)
        .where('environment', '=', environment as ConnectionRecord['environment'])
        .where('realm_tag', '=', realmTag)
      return await rowsOf(found.orderBy('position', 'desc'), seen)
    },
    async page({ status, cursor, limit }) {
      let page = all(db).orderBy('id').limit(limit)
      if (status !== undefined) page = page.where('status', '=', status)
      if (cursor !== undefined) page = page.where('id', '>', cursor)
      return await rowsOf(page, seen)
    },
    async realmsNotSealedWith(keyId, limit) {
      return await rowsOf(all(db).where(otherKey('realm_key_id', keyId)).limit(limit), seen)
    },
  }
}

function dueConnections(
  db: MooringDb,
  seen: SeenConnections,
): Pick<ConnectionRepository, 'due' | 'setupDue' | 'scheduleDue'> {
  const dueBy = (column: 'due_at' | 'setup_due_at' | 'schedule_due_at') => (now: number, limit: number) =>
    rowsOf(all(db).where(column, '<=', now).orderBy(column).limit(limit), seen)
  return { due: dueBy('due_at'), setupDue: dueBy('setup_due_at'), scheduleDue: dueBy('schedule_due_at') }
}
