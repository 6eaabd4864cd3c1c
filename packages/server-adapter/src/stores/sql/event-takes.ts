// The repository of events that one receiver has taken and another has not, in SQL.
import type { EventTakeRepository, EventTaker } from '../event-takes.ts'
import type { MooringDb } from './tables.ts'

export function eventTakeRepository(db: MooringDb): EventTakeRepository {
  return {
    async of(eventId) {
      const rows = await db
        .selectFrom('event_takes')
        .select('taker')
        .where('event_id', '=', eventId)
        .execute()
      return rows.map(({ taker }) => taker as EventTaker)
    },
    async add(eventId, takers) {
      if (takers.length === 0) return
      await db
        .insertInto('event_takes')
        .values(takers.map((taker) => ({ event_id: eventId, taker })))
        .onConflict((conflict) => conflict.columns(['event_id', 'taker']).doNothing())
        .execute()
    },
    async forget(eventId) {
      await db.deleteFrom('event_takes').where('event_id', '=', eventId).execute()
    },
  }
}
