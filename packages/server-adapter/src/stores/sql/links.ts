// The repository of links in SQL.

import { sql } from 'kysely'
import type { LinkRepository } from '../links.ts'
import { linkRow } from './link-row.ts'
import { deletedBy, firstOf } from './row-queries.ts'
import type { MooringDb } from './tables.ts'

/** What of a link names a person. */
const ERASED = { recipient: null, note: null, created_by: null } as const

// A literal, not a parameter: the planner must see that the partial index fits.
const isOpen = sql.lit<'open'>('open')

const allOf = (db: MooringDb) => db.selectFrom('links').selectAll()

const only = (db: MooringDb, column: 'id' | 'token_hash', value: string) =>
  firstOf(allOf(db).where(column, '=', value), linkRow.decode)

const linkReads = (
  db: MooringDb,
): Pick<LinkRepository, 'get' | 'findByToken' | 'ofConnection' | 'openOf' | 'due'> => ({
  get: (id) => only(db, 'id', id),
  findByToken: (tokenHash) => only(db, 'token_hash', tokenHash),
  async ofConnection(connectionId, limit) {
    const own = allOf(db).where('connection_id', '=', connectionId).orderBy('position', 'desc').limit(limit)
    return (await own.execute()).map(linkRow.decode)
  },
  async openOf(connectionId) {
    const counted = await db
      .selectFrom('links')
      .select(sql<number>`count(*)`.as('count'))
      .where('connection_id', '=', connectionId)
      .where('state', '=', isOpen)
      .executeTakeFirstOrThrow()
    return Number(counted.count)
  },
  async due(now, limit) {
    const due = allOf(db)
      .where('state', '=', isOpen)
      .where('due_at', '<=', now)
      .orderBy('due_at')
      .limit(limit)
    return (await due.execute()).map(linkRow.decode)
  },
})

const linkWrites = (
  db: MooringDb,
): Pick<LinkRepository, 'insert' | 'end' | 'postpone' | 'makeDue' | 'erase' | 'prune'> => ({
  async insert(record) {
    await db.insertInto('links').values(linkRow.encode(record)).execute()
  },
  async end(id, state, at) {
    const { numUpdatedRows } = await db
      .updateTable('links')
      .set({ state, ended_at: at })
      .where('id', '=', id)
      .where('state', '=', isOpen)
      .executeTakeFirst()
    return numUpdatedRows === 1n
  },
  async postpone(id, dueAt) {
    await db
      .updateTable('links')
      .set({ due_at: dueAt })
      .where('id', '=', id)
      .where('state', '=', isOpen)
      .execute()
  },
  async makeDue(connectionId, dueAt) {
    await db
      .updateTable('links')
      .set({ due_at: dueAt })
      .where('connection_id', '=', connectionId)
      .where('state', '=', isOpen)
      .where('due_at', '>', dueAt)
      .execute()
  },
  async erase(tenantId) {
    const { numUpdatedRows } = await db
      .updateTable('links')
      .set({ ...ERASED, ended_at: sql`coalesce(ended_at, created_at)` })
      .set({ state: sql`case when state = 'open' then 'withdrawn' else state end` })
      .where('tenant_id', '=', tenantId)
      .executeTakeFirst()
    return Number(numUpdatedRows)
  },
  prune: (before) =>
    deletedBy(db.deleteFrom('links').where('expires_at', '<', before).where('state', '<>', isOpen)),
})

export const linkRepository = (db: MooringDb): LinkRepository => ({
  ...linkReads(db),
  ...linkWrites(db),
})
