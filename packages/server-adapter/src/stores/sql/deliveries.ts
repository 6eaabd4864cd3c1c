// The delivery repository in SQL: how far each connection's queue of events is delivered.
import { sql } from 'kysely'
import type { DeliveryRepository } from '../store.ts'
import { firstOf } from './row-queries.ts'
import { deliveryRow, type MooringDb } from './tables.ts'
import { tenantOf } from './tenant-of.ts'

export function deliveryRepository(db: MooringDb): DeliveryRepository {
  const all = () => db.selectFrom('deliveries').selectAll()
  return {
    get: (queue) => firstOf(all().where('queue', '=', queue), deliveryRow.decode),
    async due(now, limit) {
      const due = all()
        .where('stalled_at', 'is', null)
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .limit(limit)
      return (await due.execute()).map(deliveryRow.decode)
    },
    async nextDueAt() {
      const row = await db
        .selectFrom('deliveries')
        .select(sql<number | null>`min(due_at)`.as('due_at'))
        .where('stalled_at', 'is', null)
        .executeTakeFirstOrThrow()
      return row.due_at === null ? null : Number(row.due_at)
    },
    async stalled() {
      const stalled = all().where('stalled_at', 'is not', null).orderBy('stalled_at')
      return (await stalled.execute()).map(deliveryRow.decode)
    },
    async put(record) {
      const row = deliveryRow.encode(record)
      await db
        .insertInto('deliveries')
        .values({ ...row, tenant_id: tenantOf(db, record.queue) })
        .onConflict((conflict) => conflict.column('queue').doUpdateSet(row))
        .execute()
    },
    async delete(queue) {
      await db.deleteFrom('deliveries').where('queue', '=', queue).execute()
    },
  }
}
