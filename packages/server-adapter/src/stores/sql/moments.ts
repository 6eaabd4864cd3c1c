// Moments in SQL that a clock which was ahead has left behind.
import { sql } from 'kysely'
import type { MomentRepository } from '../moments.ts'
import { attemptRow, type MooringDb, type Tables } from './tables.ts'

const table = (name: keyof Tables) => sql.table(name)

/** Each an edge of an index. */
const furthest = sql<Record<'written' | `waiting${number}`, number | string | null>>`
  select (select max(at) from ${table('changes')}) as written,
    (select max(due_at) from ${table('deliveries')} where stalled_at is null) as waiting1,
    (select max(due_at) from ${table('revokes')}) as waiting2,
    (select max(due_at) from ${table('webhooks')} where parked_at is null) as waiting3,
    (select max(due_at) from ${table('imports')} where due_at is not null) as waiting4,
    (select max(started_at) from ${table('refresh_journal')}) as waiting5,
    (select max(next_at) from ${table('attempts')} where outcome = 'pending') as waiting6,
    (select max(due_at) from ${table('campaigns')} where due_at is not null) as waiting7,
    (select max(due_at) from ${table('take_backs')} where due_at is not null) as waiting8`

const latest = (moments: readonly (number | string | null)[]): number | null => {
  const known = moments.flatMap((moment) => (moment === null ? [] : [Number(moment)]))
  return known.length === 0 ? null : Math.max(...known)
}

export function momentRepository(db: MooringDb): MomentRepository {
  return {
    async furthest() {
      const { rows } = await furthest.execute(db)
      const { written = null, ...waiting } = rows[0] ?? {}
      return { written: latest([written]), waiting: latest(Object.values(waiting)) }
    },
    async attemptsBeyond(beyond, limit) {
      const all = () => db.selectFrom('attempts').selectAll().limit(limit)
      // A literal, not a parameter: the planner must see that the partial index fits.
      const pending = all().where('outcome', '=', sql.lit('pending')).where('next_at', '>', beyond)
      // Compared rather than `is not null`: so the planners see that the index of waiting grants fits.
      const left = all()
        .where('waiting_key_id', '>', '')
        .where('outcome', '<>', 'pending')
        .where('due_at', '>', beyond)
      return [...(await pending.execute()), ...(await left.execute())].slice(0, limit).map(attemptRow.decode)
    },
    async pullBack(beyond, now) {
      const deliveries = db.updateTable('deliveries').set({ due_at: now }).where('due_at', '>', beyond)
      const webhooks = db.updateTable('webhooks').set({ due_at: now }).where('due_at', '>', beyond)
      // Links wait for their end, days from now: checking each once more says which of them are over.
      const links = db.updateTable('links').set({ due_at: now }).where('due_at', '>', beyond)
      // A literal, not a parameter: the planner must see that the partial index fits.
      await links.where('state', '=', sql.lit('open')).execute()
      const journal = db.updateTable('refresh_journal').set({ started_at: now })
      const results = [
        await deliveries.where('stalled_at', 'is', null).executeTakeFirst(),
        await webhooks.where('parked_at', 'is', null).executeTakeFirst(),
        await db.updateTable('revokes').set({ due_at: now }).where('due_at', '>', beyond).executeTakeFirst(),
        await db.updateTable('imports').set({ due_at: now }).where('due_at', '>', beyond).executeTakeFirst(),
        await db
          .updateTable('campaigns')
          .set({ due_at: now })
          .where('due_at', '>', beyond)
          .executeTakeFirst(),
        await db
          .updateTable('take_backs')
          .set({ due_at: now })
          .where('due_at', '>', beyond)
          .executeTakeFirst(),
        await journal.where('started_at', '>', beyond).executeTakeFirst(),
      ]
      return results.reduce((sum, { numUpdatedRows }) => sum + Number(numUpdatedRows), 0)
    },
    async redate(beyond, now) {
      await db.updateTable('changes').set({ at: now }).where('at', '>', beyond).execute()
    },
  }
}
