// The repository of notices in SQL: events of webhooks, once per connection, delivered or not yet.
import type { NoticeRepository } from '../webhook-records.ts'
import { deletedBy } from './row-queries.ts'
import { type MooringDb, noticeRow } from './tables.ts'

/** Rows per statement: databases bound how many values one may carry. */
const CHUNK = 100

const latest = async (
  db: MooringDb,
  connectionId: string,
  column: 'told_at' | 'received_at',
): Promise<number | null> => {
  const row = await db
    .selectFrom('notices')
    .select((select) => select.fn.max(column).as('latest'))
    .where('connection_id', '=', connectionId)
    .where(column, 'is not', null)
    .executeTakeFirstOrThrow()
  return row.latest === null ? null : Number(row.latest)
}

const undelivered = (
  db: MooringDb,
): Pick<NoticeRepository, 'add' | 'waiting' | 'undelivered' | 'markDelivered' | 'discard'> => ({
  async add(notices) {
    let added = 0
    for (let start = 0; start < notices.length; start += CHUNK) {
      const rows = notices.slice(start, start + CHUNK).map(noticeRow.encode)
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('notices')
        .values(rows.map((row) => ({ ...row, told_at: null })))
        .onConflict((conflict) => conflict.columns(['connection_id', 'key']).doNothing())
        .executeTakeFirst()
      added += Number(numInsertedOrUpdatedRows)
    }
    return added
  },
  async waiting(limit) {
    const rows = await db
      .selectFrom('notices')
      .select('connection_id')
      .distinct()
      .where('told_at', 'is', null)
      .limit(limit)
      .execute()
    return rows.map((row) => row.connection_id)
  },
  async undelivered(connectionId, limit) {
    const rows = await db
      .selectFrom('notices')
      .selectAll()
      .where('connection_id', '=', connectionId)
      .where('told_at', 'is', null)
      .orderBy('position')
      .limit(limit)
      .execute()
    return rows.map((row) => ({ ...noticeRow.decode(row), position: Number(row.position) }))
  },
  async markDelivered(connectionId, upTo, at) {
    await db
      .updateTable('notices')
      .set({ told_at: at })
      .where('connection_id', '=', connectionId)
      .where('told_at', 'is', null)
      .where('position', '<=', upTo)
      .execute()
  },
  async discard(connectionId) {
    await db
      .deleteFrom('notices')
      .where('connection_id', '=', connectionId)
      .where('told_at', 'is', null)
      .execute()
  },
})

const delivered = (
  db: MooringDb,
): Pick<NoticeRepository, 'lastDeliveredAt' | 'lastReceivedAt' | 'delays' | 'erase' | 'prune'> => ({
  lastDeliveredAt: (connectionId) => latest(db, connectionId, 'told_at'),
  lastReceivedAt: (connectionId) => latest(db, connectionId, 'received_at'),
  async delays(since, limit) {
    const rows = await db
      .selectFrom('notices')
      .select('delay_ms')
      .where('received_at', '>=', since)
      .orderBy('received_at', 'desc')
      .limit(limit)
      .execute()
    return rows.flatMap((row) => (row.delay_ms === null ? [] : [Number(row.delay_ms)]))
  },
  erase: (tenantId) => deletedBy(db.deleteFrom('notices').where('tenant_id', '=', tenantId)),
  prune: (before) =>
    deletedBy(db.deleteFrom('notices').where('received_at', '<', before).where('told_at', 'is not', null)),
})

export const noticeRepository = (db: MooringDb): NoticeRepository => ({
  ...undelivered(db),
  ...delivered(db),
})
