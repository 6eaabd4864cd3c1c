// All that a refresh reads, in one statement: many at once ask for nothing else.
import type { LeaseRecord } from '../records.ts'
import type { RefreshState } from '../store.ts'
import { isFree } from './leases.ts'
import { connectionRow, grantRow, type MooringDb, type Tables } from './tables.ts'

/** The same with the lease's row where that is free too: its fence goes on from there. */
export interface RefreshRows extends RefreshState {
  readonly leaseRow: LeaseRecord | null
}

export async function refreshStateOf(db: MooringDb, id: string, lease: string): Promise<RefreshRows | null> {
  const row = await db
    .selectFrom('connections')
    .leftJoin('grants', 'grants.connection_id', 'connections.id')
    .leftJoin('refresh_journal', 'refresh_journal.connection_id', 'connections.id')
    .leftJoin('leases', (join) => join.on('leases.name', '=', lease))
    .where('connections.id', '=', id)
    .selectAll('connections')
    .select([
      'grants.generation as grant_generation',
      'grants.access_sealed',
      'grants.refresh_sealed',
      'grants.access_expires_at as grant_access_expires_at',
      'grants.refresh_expires_at',
      'grants.hard_expires_at as grant_hard_expires_at',
      'grants.issued_at',
      'grants.key_id',
      'refresh_journal.generation as journal_generation',
      'refresh_journal.fence as journal_fence',
      'refresh_journal.started_at',
      'leases.owner',
      'leases.fence as lease_fence',
      'leases.expires_at',
    ])
    .executeTakeFirst()
  if (row === undefined) return null
  const found = <T>(mark: unknown, made: () => T): T | null => (mark === null ? null : made())
  // What a join that found its row gives is not null, whatever its type says.
  const grant = () => ({
    ...(row as unknown as Tables['grants']),
    connection_id: id,
    generation: Number(row.grant_generation),
    access_expires_at: Number(row.grant_access_expires_at),
    hard_expires_at: row.grant_hard_expires_at,
  })
  const leaseRow = found(row.owner, () => ({
    name: lease,
    owner: String(row.owner),
    fence: Number(row.lease_fence),
    expiresAt: Number(row.expires_at),
  }))
  return {
    record: connectionRow.decode(row),
    grant: found(row.grant_generation, () => grantRow.decode(grant())),
    journal: found(row.started_at, () => ({
      connectionId: id,
      generation: Number(row.journal_generation),
      fence: Number(row.journal_fence),
      startedAt: Number(row.started_at),
    })),
    lease: leaseRow === null || isFree(leaseRow) ? null : leaseRow,
    leaseRow,
  }
}
