// The attempt repository in SQL.
import { sql } from 'kysely'
import { keyIdOfSealed } from '../../vault/sealed-text.ts'
import type { AttemptRecord } from '../records.ts'
import { isReauthorization } from '../renewed-connection.ts'
import { type AttemptRepository, ConflictError } from '../store.ts'
import { otherKey } from './other-key.ts'
import { deletedBy, firstOf } from './row-queries.ts'
import { attemptRow, type MooringDb } from './tables.ts'

export function attemptRepository(db: MooringDb): AttemptRepository {
  const all = () => db.selectFrom('attempts').selectAll()
  // A literal, not a parameter: the planner must see that the partial index fits.
  const pending = () => all().where('outcome', '=', sql.lit('pending'))
  const pendingOf = (tenantId: string, userId: string) =>
    pending().where('tenant_id', '=', tenantId).where('user_id', '=', userId).orderBy('position', 'desc')
  const only = (column: 'id' | 'state_hash' | 'ticket_hash', value: string) =>
    firstOf(all().where(column, '=', value), attemptRow.decode)
  return {
    get: (id) => only('id', id),
    findByState: (stateHash) => only('state_hash', stateHash),
    findByTicket: (ticketHash) => only('ticket_hash', ticketHash),
    async pendingOf(tenantId, userId) {
      return (await pendingOf(tenantId, userId).execute()).map(attemptRow.decode)
    },
    async oldestBeyond(tenantId, userId, limit) {
      return (await pendingOf(tenantId, userId).execute()).slice(limit).map(attemptRow.decode)
    },
    async ofConnection(connectionId, limit) {
      const touched = all().where('connection_id', '=', connectionId).orderBy('position', 'desc').limit(limit)
      return (await touched.execute()).map(attemptRow.decode)
    },
    async due(now, limit) {
      const due = pending().where('next_at', '<=', now).orderBy('next_at').limit(limit)
      // Compared rather than `is not null`: so the planners see that the index of waiting grants fits.
      const left = all()
        .where('waiting_key_id', '>', '')
        .where('outcome', '<>', 'pending')
        .where('due_at', '<=', now)
        .limit(limit)
      const found = await Promise.all([due.execute(), left.execute()])
      return found.flat().slice(0, limit).map(attemptRow.decode)
    },
    async insert(record) {
      await db.insertInto('attempts').values(toRow(record)).execute()
    },
    update: (record) => update(db, record),
    async notSealedWith(keyId, limit) {
      const others = all().where(otherKey('waiting_key_id', keyId))
      return (await others.limit(limit).execute()).map(attemptRow.decode)
    },
    async erase(tenantId) {
      const { numUpdatedRows } = await db
        .updateTable('attempts')
        .set({ ...ERASED, version: sql`version + 1` })
        .set({ outcome: sql`case when outcome = 'pending' then 'cancelled' else outcome end` })
        // A grant that waits is given up like a cancelled one's: background work revokes it, and empties the row.
        .set({ due_at: sql`case when waiting_grant is null then null else created_at end` })
        .where('tenant_id', '=', tenantId)
        .executeTakeFirst()
      return Number(numUpdatedRows)
    },
    prune: (before) =>
      deletedBy(db.deleteFrom('attempts').where('created_at', '<', before).where('outcome', '<>', 'pending')),
  }
}

/** What of an attempt names a person. */
const ERASED = {
  user_id: '',
  display_name: null,
  acting_for: null,
  return_to: null,
  intent: null,
  problem: null,
  intuit_tids: '[]',
  claim: null,
  refused_company: null,
} as const

/** A re-authorization that came back does not end with its time: a grant it has or waits for ends it. */
const isFinishing = (record: AttemptRecord): boolean =>
  isReauthorization(record) && record.returnedAt !== null && record.dueAt !== null

const toRow = (record: AttemptRecord) => ({
  ...attemptRow.encode(record),
  next_at: isFinishing(record)
    ? (record.dueAt ?? record.expiresAt)
    : Math.min(record.expiresAt, record.dueAt ?? record.expiresAt),
  waiting_key_id: record.waitingGrant === null ? null : keyIdOfSealed(record.waitingGrant),
})

async function update(db: MooringDb, record: AttemptRecord): Promise<AttemptRecord> {
  const row = await db
    .updateTable('attempts')
    .set({ ...toRow(record), version: record.version + 1 })
    .where('id', '=', record.id)
    .where('version', '=', record.version)
    .returningAll()
    .executeTakeFirst()
  if (!row) throw new ConflictError('version', `Attempt ${record.id} has changed since it was read.`)
  return attemptRow.decode(row)
}
