// The event repository in SQL: the host's queue of truth.
import { sql } from 'kysely'
import type { EventRecord } from '../records.ts'
import type { EventRepository } from '../store.ts'
import { deletedBy, firstOf } from './row-queries.ts'
import { eventRow, type MooringDb, type Tables } from './tables.ts'

export function eventRepository(db: MooringDb): EventRepository {
  const waiting = (queue: string) =>
    db.selectFrom('events').selectAll().where('queue', '=', queue).where('delivered_at', 'is', null)
  return {
    async append(event) {
      const row = await db
        .insertInto('events')
        .values({ ...eventRow.encode(event), queue: queueOf(event), delivered_at: null })
        .returningAll()
        .executeTakeFirstOrThrow()
      return toEvent(row)
    },
    enqueue: (event) => enqueue(db, event),
    next: (queue) => firstOf(waiting(queue).orderBy('position').limit(1), toEvent),
    async replaceUndelivered(queue, type, at, data) {
      const family = `${type.split('.')[0]}.%`
      const last = await waiting(queue)
        .where('type', 'like', family as EventRecord['type'])
        .orderBy('position', 'desc')
        .limit(1)
        .executeTakeFirst()
      if (last?.type !== type || (await wasTried(db, queue, last.position))) return false
      await db
        .updateTable('events')
        .set({ at, data: JSON.stringify(data) })
        .where('position', '=', last.position)
        .execute()
      return true
    },
    async backlog(limit) {
      const undelivered = db.selectFrom('events').select('id').where('delivered_at', 'is', null).limit(limit)
      const row = await db
        .selectFrom(undelivered.as('undelivered'))
        .select(sql<number>`count(*)`.as('count'))
        .executeTakeFirstOrThrow()
      return Number(row.count)
    },
    async markDelivered(id, at) {
      await db.updateTable('events').set({ delivered_at: at }).where('id', '=', id).execute()
    },
    async erase(tenantId) {
      const { numUpdatedRows } = await db
        .updateTable('events')
        .set({ actor: null, data: sql`case when delivered_at is null then data else '{}' end` })
        .where('tenant_id', '=', tenantId)
        .executeTakeFirst()
      return Number(numUpdatedRows)
    },
    prune: (deliveredBefore) =>
      deletedBy(db.deleteFrom('events').where('delivered_at', '<', deliveredBefore)),
  }
}

const queueOf = ({ connectionId }: Pick<EventRecord, 'connectionId'>): string => connectionId ?? 'operations'

async function enqueue(db: MooringDb, event: Omit<EventRecord, 'position'>): Promise<void> {
  const row = { ...eventRow.encode(event), queue: queueOf(event), delivered_at: null }
  await db.insertInto('events').values(row).execute()
  await db
    .insertInto('deliveries')
    .columns(['queue', 'tenant_id', 'position', 'tries', 'due_at'])
    .expression((from) =>
      from
        .selectFrom('events')
        .select(['queue', 'tenant_id', 'position', sql.lit(0).as('tries'), 'at as due_at'])
        .where('id', '=', event.id),
    )
    .onConflict((conflict) => conflict.column('queue').doNothing())
    .execute()
}

async function wasTried(db: MooringDb, queue: string, position: number): Promise<boolean> {
  const delivery = await db
    .selectFrom('deliveries')
    .select(['position', 'tries'])
    .where('queue', '=', queue)
    .executeTakeFirst()
  return delivery !== undefined && Number(delivery.tries) > 0 && Number(delivery.position) >= position
}

const toEvent = (row: Omit<Tables['events'], 'position'> & { position: number }): EventRecord => ({
  ...eventRow.decode(row),
  data: JSON.parse(row.data ?? '{}'),
  position: Number(row.position),
})
