// The lease repository in SQL. The row of a freed lease stays: its fence must go on growing.
import { sql } from 'kysely'
import { MINUTE } from '../../platform/clock.ts'
import type { LeaseRepository } from '../store.ts'
import { firstOf } from './row-queries.ts'
import { leaseRow, type MooringDb } from './tables.ts'

const NO_OWNER = ''
/** One that lasts longer than this, and longer than the one asked for, was set by a clock that was ahead. */
const LONGEST_MS = MINUTE

export function leaseRepository(db: MooringDb): LeaseRepository {
  return {
    get: (name) =>
      firstOf(
        db.selectFrom('leases').selectAll().where('name', '=', name).where('owner', '<>', NO_OWNER),
        leaseRow.decode,
      ),
    async acquire(name, owner, now, expiresAt) {
      const row = await db
        .insertInto('leases')
        .values({ name, owner, fence: 1, expires_at: expiresAt })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet({ owner, fence: sql`leases.fence + 1`, expires_at: expiresAt })
            .where((where) =>
              where.or([
                where('leases.owner', 'in', [owner, NO_OWNER]),
                where('leases.expires_at', '<=', now),
                where('leases.expires_at', '>', Math.max(expiresAt, now + LONGEST_MS)),
              ]),
            ),
        )
        .returningAll()
        .executeTakeFirst()
      return row ? leaseRow.decode(row) : null
    },
    async release(name, owner, fence) {
      await db
        .updateTable('leases')
        .set({ owner: NO_OWNER })
        .where('name', '=', name)
        .where('owner', '=', owner)
        .where('fence', '=', fence)
        .execute()
    },
  }
}
