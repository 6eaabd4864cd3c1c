// Leases are locked with their connection. One whose row the transaction has read under that lock is taken without a question: who
// may have it, and its next fence, are known.
import type { LeaseRecord } from '../records.ts'
import type { NoteLease } from '../sql/connections.ts'
import { freed, isFree, mayTake } from '../sql/leases.ts'
import type { CertainWrites } from '../sql/session.ts'
import type { Repositories } from '../store.ts'
import type { Lock } from './write-transaction.ts'

/** The subject of a lease: `refresh:con-1` and `deliver:con-1` are locked with everything else of con-1. */
const subjectOf = (lease: string): string => lease.slice(lease.indexOf(':') + 1)

/** Rows of leases as they are in this transaction; null for one that has no row. */
export class KnownLeases {
  readonly #rows = new Map<string, LeaseRecord | null>()

  /** What was read with a connection was read under the connection's lock, which is that of its own leases alone. */
  noteRead({ connectionId, name, row }: Parameters<NoteLease>[0]): void {
    if (subjectOf(name) === connectionId) this.#rows.set(name, row)
  }

  set(row: LeaseRecord): void {
    this.#rows.set(row.name, row)
  }

  get(name: string): LeaseRecord | null | undefined {
    return this.#rows.get(name)
  }
}

interface Tools {
  readonly lock: Lock
  readonly known: KnownLeases
  readonly certain: Pick<CertainWrites, 'writeLease'>
}

export function lockingLeases(
  { leases }: Repositories,
  { lock, known, certain }: Tools,
): Repositories['leases'] {
  return {
    async get(name) {
      await lock(subjectOf(name))
      const row = known.get(name)
      if (row !== undefined) return row === null || isFree(row) ? null : row
      const lease = await leases.get(name)
      if (lease !== null) known.set(lease)
      return lease
    },
    async acquire(name, owner, now, expiresAt) {
      await lock(subjectOf(name))
      const before = known.get(name)
      if (before === undefined) {
        const lease = await leases.acquire(name, owner, now, expiresAt)
        if (lease !== null) known.set(lease)
        return lease
      }
      if (before !== null && !mayTake(before, { owner, now, expiresAt })) return null
      const lease = { name, owner, fence: before === null ? 1 : before.fence + 1, expiresAt }
      await certain.writeLease(lease, before)
      known.set(lease)
      return lease
    },
    async release(name, owner, fence) {
      await lock(subjectOf(name))
      await leases.release(name, owner, fence)
      const row = known.get(name)
      if (row?.owner === owner && row.fence === fence) known.set(freed(row))
    },
  }
}
