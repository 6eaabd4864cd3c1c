// The repository of health in SQL: counts per connection and day.
import { sql } from 'kysely'
import { type HealthRepository, NO_COUNTS } from '../health-records.ts'
import { deletedBy } from './row-queries.ts'
import { healthDayRow, type MooringDb } from './tables.ts'

export const healthRepository = (db: MooringDb): HealthRepository => ({
  async count({ id, tenantId }, day, counts) {
    const {
      connection_id,
      tenant_id,
      day: date,
      ...added
    } = healthDayRow.encode({
      ...NO_COUNTS,
      ...counts,
      connectionId: id,
      tenantId,
      day,
    })
    const sums = Object.entries(added).filter(([, count]) => count > 0)
    if (sums.length === 0) return
    await db
      .insertInto('health_days')
      .values({ connection_id, tenant_id, day: date, ...added })
      .onConflict((conflict) =>
        conflict
          .columns(['connection_id', 'day'])
          .doUpdateSet(
            Object.fromEntries(
              sums.map(([column, count]) => [column, sql`${sql.ref(`health_days.${column}`)} + ${count}`]),
            ),
          ),
      )
      .execute()
  },
  async days(connectionId, from) {
    const rows = await db
      .selectFrom('health_days')
      .selectAll()
      .where('connection_id', '=', connectionId)
      .where('day', '>=', from)
      .orderBy('day')
      .execute()
    return rows.map(healthDayRow.decode)
  },
  prune: (before) => deletedBy(db.deleteFrom('health_days').where('day', '<', before)),
})
