// The refresh journal in SQL: one open intent per connection.
import type { JournalRepository } from '../store.ts'
import { firstOf } from './row-queries.ts'
import { journalRow, type MooringDb } from './tables.ts'
import { tenantOf } from './tenant-of.ts'

export function journalRepository(db: MooringDb): JournalRepository {
  return {
    get: (connectionId) =>
      firstOf(
        db.selectFrom('refresh_journal').selectAll().where('connection_id', '=', connectionId),
        journalRow.decode,
      ),
    async open(record) {
      const row = journalRow.encode(record)
      await db
        .insertInto('refresh_journal')
        .values({ ...row, tenant_id: tenantOf(db, record.connectionId) })
        .onConflict((conflict) => conflict.column('connection_id').doUpdateSet(row))
        .execute()
    },
    async close(connectionId) {
      await db.deleteFrom('refresh_journal').where('connection_id', '=', connectionId).execute()
    },
    async openBefore(startedBefore, limit) {
      const rows = await db
        .selectFrom('refresh_journal')
        .selectAll()
        .where('started_at', '<', startedBefore)
        .orderBy('started_at')
        .limit(limit)
        .execute()
      return rows.map(journalRow.decode)
    },
  }
}
