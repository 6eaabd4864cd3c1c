// The intent to refresh: lease and journal row, durable in one write before Intuit is called.

import { REFRESH_LEASE_MS } from '../config/defaults.ts'
import type { Deps } from '../deps.ts'
import type { ConnectionRecord, GrantRecord, LeaseRecord, RefreshJournalRecord } from '../stores/records.ts'
import type { ReadRepositories, Repositories, Store } from '../stores/store.ts'

/** What the store says of a connection and its refresh. */
export interface StoredState {
  readonly record: ConnectionRecord | null
  readonly grant: GrantRecord | null
  readonly lease: LeaseRecord | null
  readonly journal: RefreshJournalRecord | null
}

/** A refresh that may call Intuit now. */
export interface Intent {
  readonly connectionId: string
  readonly owner: string
  readonly fence: number
  /** The grant it starts from. */
  readonly grant: GrantRecord
  /** True where an earlier refresh of this grant never got its answer. */
  readonly unanswered: boolean
}

export const leaseName = (connectionId: string): string => `refresh:${connectionId}`

const NOTHING: StoredState = { record: null, grant: null, lease: null, journal: null }

/** One read from outside a transaction. */
export const refreshStateOf = (store: Store, connectionId: string): Promise<StoredState> =>
  store.read((tx) => stateIn(tx, connectionId))

/** The same inside a transaction; one that writes has the connection's lock from then on. */
export const stateIn = async (
  { connections }: Pick<ReadRepositories, 'connections'>,
  connectionId: string,
): Promise<StoredState> => (await connections.refreshState(connectionId, leaseName(connectionId))) ?? NOTHING

/**
 * How background work takes a due connection for its process.
 * @returns the row as it is then; null where it is due no more
 */
export type Take = (record: ConnectionRecord) => ConnectionRecord | null

/** What an intent is opened with. */
interface Opening {
  readonly grant: GrantRecord
  readonly owner: string
  /** The lease's fence where it was found to be its own, or a dead process's; null where none had it. */
  readonly fence: number | null
  /** Takes the connection in the same write. Default: it is not taken. */
  readonly take?: Take | null
}

/**
 * Takes the lease and writes the journal row, in one durable write.
 * @returns null where another has taken the lease or the connection since, or the grant is no longer `grant`
 */
export async function openIntent(
  { store, config }: Pick<Deps, 'store' | 'config'>,
  { grant, owner, fence: found, take = null }: Opening,
): Promise<Intent | null> {
  const connectionId = grant.connectionId
  return store.write(async (tx) => {
    const now = config.now()
    const { record, grant: stored, lease: current, journal: earlier } = await stateIn(tx, connectionId)
    if (record === null || stored?.generation !== grant.generation) return null
    const taken = take === null ? record : take(record)
    if (taken === null) return null
    if (current !== null && current.fence !== found) return null
    const name = leaseName(connectionId)
    if (current !== null) await tx.leases.release(name, current.owner, current.fence)
    const lease = await tx.leases.acquire(name, owner, now, now + REFRESH_LEASE_MS)
    if (lease === null) return null
    const { fence } = lease
    await tx.journal.open({ connectionId, generation: grant.generation, fence, startedAt: now })
    if (taken !== record) await tx.connections.update(taken)
    return { connectionId, owner, fence, grant, unanswered: earlier?.generation === grant.generation }
  })
}

/** Makes the lease last from now on. @returns the intent with its new fence; null where the lease is no longer its own */
export const renewIntent = (
  { store, config }: Pick<Deps, 'store' | 'config'>,
  intent: Intent,
): Promise<Intent | null> =>
  store.write(async (tx) => {
    if (!(await isOwn(tx, intent))) return null
    const now = config.now()
    const name = leaseName(intent.connectionId)
    const lease = await tx.leases.acquire(name, intent.owner, now, now + REFRESH_LEASE_MS)
    return lease && { ...intent, fence: lease.fence }
  })

/** Whether the intent's lease is still its own. */
export async function isOwn(tx: Repositories, intent: Intent): Promise<boolean> {
  const lease = await tx.leases.get(leaseName(intent.connectionId))
  return lease?.owner === intent.owner && lease.fence === intent.fence
}

/** Frees the lease where it is the intent's own. */
export const releaseIntent = (tx: Repositories, intent: Intent): Promise<void> =>
  tx.leases.release(leaseName(intent.connectionId), intent.owner, intent.fence)

/**
 * Takes back an intent for which Intuit was not asked: no answer can have been lost, so that no later refusal is taken
 * for a sign of one.
 */
export const withdrawIntent = ({ store }: Pick<Deps, 'store'>, intent: Intent): Promise<void> =>
  store.write(async (tx) => {
    if (!(await isOwn(tx, intent))) return
    await releaseIntent(tx, intent)
    if (!intent.unanswered) await tx.journal.close(intent.connectionId)
  })
