// The change repository in SQL: what the event stream follows.
import { sql } from 'kysely'
import type { ChangeRecord } from '../records.ts'
import type { ChangeRepository } from '../store.ts'
import { changeRow, type MooringDb, type Tables } from './tables.ts'

const changes = sql.table('changes')

/** Changes that are read at once to see which rows they are of. */
const MOST_SINCE = 1_000

export function changeRepository(db: MooringDb): ChangeRepository {
  const edge = async (end: 'min' | 'max'): Promise<number> => {
    const row = await db
      .selectFrom('changes')
      .select((select) => select.fn<number | null>(end, ['position']).as('position'))
      .executeTakeFirstOrThrow()
    return Number(row.position ?? 0)
  }
  return {
    async append(change) {
      await db.insertInto('changes').values(changeRow.encode(change)).execute()
    },
    async after(tenantId, position, limit) {
      const rows = await db
        .selectFrom('changes')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('position', '>', position)
        .orderBy('position')
        .limit(limit)
        .execute()
      return rows.map(toChange)
    },
    latest: () => edge('max'),
    async last(tenantId) {
      // As a text: asked with every list, and building the query would cost more than running it.
      const { rows } = await sql<{ of_tenant: number | null; of_all: number | null }>`
        select (select max(position) from ${changes} where tenant_id = ${tenantId}) as of_tenant,
          (select max(position) from ${changes}) as of_all`.execute(db)
      return { ofTenant: Number(rows[0]?.of_tenant ?? 0), ofAll: Number(rows[0]?.of_all ?? 0) }
    },
    async since(mark) {
      if (mark === null) return { mark: String(await edge('max')), subjectIds: null }
      const from = Number(mark)
      // With the one that the mark names: where it is gone, this may be another history than the mark's.
      const rows = await db
        .selectFrom('changes')
        .select(['position', 'subject_id'])
        .where('position', '>=', from)
        .orderBy('position')
        .limit(MOST_SINCE)
        .execute()
      const isWhole = rows.length < MOST_SINCE && (from === 0 || Number(rows[0]?.position) === from)
      const fresh = rows.filter(({ position }) => Number(position) > from)
      return {
        mark: String(rows.at(-1)?.position ?? 0),
        subjectIds: isWhole ? fresh.map(({ subject_id }) => subject_id) : null,
      }
    },
    oldest: () => edge('min'),
    async prune(before) {
      const { numDeletedRows } = await db
        .deleteFrom('changes')
        .where('at', '<', before)
        .where('position', '<', await edge('max'))
        .executeTakeFirst()
      return Number(numDeletedRows)
    },
  }
}

const toChange = (row: Omit<Tables['changes'], 'position'> & { position: number }): ChangeRecord => ({
  ...changeRow.decode(row),
  position: Number(row.position),
})
