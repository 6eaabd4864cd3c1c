// The lease repository in SQL. The row of a freed lease stays: its fence must go on growing.
import { sql } from 'kysely'
import { MINUTE } from '../../platform/clock.ts'
import type { LeaseRecord } from '../records.ts'
import type { LeaseRepository } from '../store.ts'
import { firstOf } from './row-queries.ts'
import { leaseRow, type MooringDb } from './tables.ts'

const NO_OWNER = ''
/** One that lasts longer than this, and longer than the one asked for, was set by a clock that was ahead. */
const LONGEST_MS = MINUTE

/** Who asks for a lease, and until when: ms since the epoch. */
export interface LeaseWish {
  readonly owner: string
  readonly now: number
  readonly expiresAt: number
}

/** A lease's row; one that is free has no owner. */
export const isFree = ({ owner }: LeaseRecord): boolean => owner === NO_OWNER

/** The row after its lease was freed. */
export const freed = (row: LeaseRecord): LeaseRecord => ({ ...row, owner: NO_OWNER })

/** An expiry that is later than this was set by a clock that was ahead. */
const latestOf = ({ now, expiresAt }: LeaseWish): number => Math.max(expiresAt, now + LONGEST_MS)

/** What `acquire` goes by, for a row that is known already. */
export const mayTake = (row: LeaseRecord, wish: LeaseWish): boolean =>
  isFree(row) || row.owner === wish.owner || row.expiresAt <= wish.now || row.expiresAt > latestOf(wish)

/** Writes a lease whose row is known. @param before null where it has none yet */
export async function writeLease(
  db: MooringDb,
  { name, owner, fence, expiresAt }: LeaseRecord,
  before: LeaseRecord | null,
): Promise<void> {
  if (before === null) {
    const values = { name, owner, fence, expires_at: expiresAt }
    await db
      .insertInto('leases')
      .values(values)
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute()
    return
  }
  await db
    .updateTable('leases')
    .set({ owner, fence, expires_at: expiresAt })
    .where('name', '=', name)
    .where('owner', '=', before.owner)
    .where('fence', '=', before.fence)
    .execute()
}

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
                where('leases.expires_at', '>', latestOf({ owner, now, expiresAt })),
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
