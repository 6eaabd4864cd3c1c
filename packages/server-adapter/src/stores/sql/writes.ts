// The log of writes and the taking back in SQL.
import type { TakeBackRepository, WriteRepository } from '../written.ts'
import { deletedBy, firstOf } from './row-queries.ts'
import type { MooringDb } from './tables.ts'
import { takeBackRow, writeRow } from './written-rows.ts'

/** Rows per statement: databases bound how many values one may carry. */
const CHUNK = 50
const MARK_CHUNK = 500

export function writeRepository(db: MooringDb): WriteRepository {
  const of = (connectionId: string) =>
    db.selectFrom('writes').selectAll().where('connection_id', '=', connectionId)
  const read = async (query: ReturnType<typeof of>) =>
    (await query.execute()).map((row) => ({ ...writeRow.decode(row), position: Number(row.position) }))
  return {
    async add(records) {
      for (let start = 0; start < records.length; start += CHUNK) {
        const rows = records.slice(start, start + CHUNK).map(writeRow.encode)
        await db.insertInto('writes').values(rows).execute()
      }
    },
    async page(connectionId, before, limit) {
      const page = of(connectionId).orderBy('position', 'desc').limit(limit)
      return await read(before === null ? page : page.where('position', '<', before))
    },
    chain: (connectionId, after, limit) =>
      read(of(connectionId).where('position', '>', after).orderBy('position').limit(limit)),
    async last(connectionId) {
      const row = await db
        .selectFrom('writes')
        .select((select) => select.fn.max('position').as('last'))
        .where('connection_id', '=', connectionId)
        .executeTakeFirstOrThrow()
      return Number(row.last ?? 0)
    },
    ofTakeBack: (connectionId, takeBackId) =>
      read(of(connectionId).where('take_back_id', '=', takeBackId).orderBy('position', 'desc')),
    async mark(positions, takeBackId, outcome) {
      for (let start = 0; start < positions.length; start += MARK_CHUNK) {
        await db
          .updateTable('writes')
          .set({ take_back_id: takeBackId, outcome })
          .where('position', 'in', positions.slice(start, start + MARK_CHUNK))
          .execute()
      }
    },
    erase: (tenantId) => deletedBy(db.deleteFrom('writes').where('tenant_id', '=', tenantId)),
    prune: (before) => deletedBy(db.deleteFrom('writes').where('at', '<', before)),
  }
}

export function takeBackRepository(db: MooringDb): TakeBackRepository {
  const all = () => db.selectFrom('take_backs').selectAll()
  return {
    get: (connectionId) => firstOf(all().where('connection_id', '=', connectionId), takeBackRow.decode),
    async due(now, limit) {
      const due = all().where('due_at', '<=', now).orderBy('due_at').limit(limit)
      return (await due.execute()).map(takeBackRow.decode)
    },
    async put(record) {
      const row = takeBackRow.encode(record)
      await db
        .insertInto('take_backs')
        .values(row)
        .onConflict((conflict) => conflict.column('connection_id').doUpdateSet(row))
        .execute()
    },
    erase: (tenantId) => deletedBy(db.deleteFrom('take_backs').where('tenant_id', '=', tenantId)),
    prune: (before) => deletedBy(db.deleteFrom('take_backs').where('ended_at', '<', before)),
  }
}
