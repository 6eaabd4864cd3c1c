// The repository of webhooks in SQL: what was acknowledged and is still to be worked on.
import type { WebhookRepository } from '../webhook-records.ts'
import { deletedBy, firstOf } from './row-queries.ts'
import { type MooringDb, webhookRow } from './tables.ts'

export function webhookRepository(db: MooringDb): WebhookRepository {
  const all = () => db.selectFrom('webhooks').selectAll()
  return {
    get: (id) => firstOf(all().where('id', '=', id), webhookRow.decode),
    async take(record) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('webhooks')
        .values(webhookRow.encode(record))
        .onConflict((conflict) => conflict.column('id').doNothing())
        .executeTakeFirst()
      return Number(numInsertedOrUpdatedRows) > 0
    },
    async due(now, limit) {
      const due = all().where('parked_at', 'is', null).where('due_at', '<=', now)
      return (await due.orderBy('due_at').limit(limit).execute()).map(webhookRow.decode)
    },
    async put({ id, tries, dueAt, parkedAt }) {
      await db
        .updateTable('webhooks')
        .set({ tries, due_at: dueAt, parked_at: parkedAt })
        .where('id', '=', id)
        .execute()
    },
    async delete(id) {
      await db.deleteFrom('webhooks').where('id', '=', id).execute()
    },
    prune: (before) => deletedBy(db.deleteFrom('webhooks').where('parked_at', '<', before)),
  }
}
