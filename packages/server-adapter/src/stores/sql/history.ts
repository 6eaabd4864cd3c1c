// The history repository in SQL: entries are added and, of a tenant that is forgotten, blanked. The database refuses the rest.
import { sql } from 'kysely'
import type { HistoryRepository } from '../store.ts'
import { firstOf } from './row-queries.ts'
import { historyRow, type MooringDb } from './tables.ts'

export function historyRepository(db: MooringDb): HistoryRepository {
  const of = (connectionId: string) =>
    db.selectFrom('history').selectAll().where('connection_id', '=', connectionId)
  return {
    last: (connectionId) => firstOf(of(connectionId).orderBy('entry', 'desc').limit(1), historyRow.decode),
    async append(record) {
      await db.insertInto('history').values(historyRow.encode(record)).execute()
    },
    async page(connectionId, before, limit, by) {
      let page = of(connectionId).orderBy('entry', 'desc').limit(limit)
      if (before !== null) page = page.where('entry', '<', before)
      if (by === 'people') page = page.where('actor', 'is not', null)
      return (await page.execute()).map(historyRow.decode)
    },
    async chain(connectionId, after, limit) {
      const chain = of(connectionId).where('entry', '>', after).orderBy('entry').limit(limit)
      return (await chain.execute()).map(historyRow.decode)
    },
    async failuresSince(type, since, limit) {
      const failures = db
        .selectFrom('history')
        .select('at')
        .where('type', '=', type)
        .where('at', '>=', since)
        // A literal, not a parameter: the planner must see that the partial index fits.
        .where('outcome', '<>', sql.lit('succeeded'))
        .limit(limit)
      const row = await db
        .selectFrom(failures.as('failures'))
        .select(sql<number>`count(*)`.as('count'))
        .executeTakeFirstOrThrow()
      return Number(row.count)
    },
    async erase(tenantId) {
      const { numUpdatedRows } = await db
        .updateTable('history')
        .set({ actor: null, data: '{}', salt: null })
        .where('tenant_id', '=', tenantId)
        .where('salt', 'is not', null)
        .executeTakeFirst()
      return Number(numUpdatedRows)
    },
  }
}
