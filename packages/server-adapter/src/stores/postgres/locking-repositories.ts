// Which transactions wait for each other: each repository call of a transaction that writes first locks what it works on. So
// work may read, decide and write as if it were alone, and transactions on different connections run side by side.
import type { CertainWrites } from '../sql/session.ts'
import type { Repositories } from '../store.ts'
import { connectionOf, itself, lockedWith } from './locked-calls.ts'
import { lockingGrants, lockingHistory } from './locking-known.ts'
import { type KnownLeases, lockingLeases } from './locking-leases.ts'
import { lockingLinks } from './locking-links.ts'
import { lockingMeta, lockingReads } from './locking-once.ts'
import { lockingAttempts, lockingConnections, lockingRevokes } from './locking-rows.ts'
import { withLongCalls } from './long-calls.ts'
import type { Lock, WriteTransaction } from './write-transaction.ts'

/** What the repositories need of their transaction. */
type Locker = Pick<WriteTransaction, 'lock' | 'lockNew' | 'extendTimeout' | 'deferred'>

/** What the transaction knows, and how it writes that. */
interface Known {
  readonly certain: CertainWrites
  readonly leases: KnownLeases
}

/** Joins the repositories of a transaction with the locks they take. */
export function lockingRepositories(
  repositories: Repositories,
  transaction: Locker,
  { certain, leases }: Known,
): Repositories {
  const tx = withLongCalls(repositories, () => transaction.extendTimeout())
  const lock: Lock = (name) => transaction.lock(name)
  /** Connections that this transaction has made. */
  const born = new Set<string>()
  const lockNew = (id: string) => {
    born.add(id)
    transaction.lockNew(id)
  }
  const { moments, takes, webhookLog, webhooks, writes } = tx
  return {
    moments,
    takes,
    webhookLog,
    webhooks,
    writes,
    ...ofConnections(tx, lock),
    ...ofOtherNames(tx, lock),
    meta: lockingMeta(tx.meta, lock),
    leases: lockingLeases(tx, { lock, known: leases, certain }),
    connections: lockingConnections(tx, { lock, lockNew }),
    grants: lockingGrants(tx, { lock, born, certain }),
    attempts: lockingAttempts(tx, lock),
    revokes: lockingRevokes(tx, lock),
    history: lockingHistory(tx, { lock, born }),
    links: lockingLinks(tx, lock),
    reads: lockingReads(tx.reads, lock),
    changes: { ...tx.changes, append: async (change) => transaction.deferred.change(change) },
  }
}

const queueOf = ({ connectionId }: { readonly connectionId: string | null }): string =>
  connectionId ?? 'operations'

/** What is stored of one connection is locked with it. */
function ofConnections(
  { journal, events, deliveries, health, notices, takeBacks }: Repositories,
  lock: Lock,
) {
  const locked = lockedWith(lock)
  return {
    journal: {
      ...journal,
      get: locked(itself, journal.get),
      open: locked(connectionOf, journal.open),
      close: locked(itself, journal.close),
    },
    events: {
      ...events,
      append: locked(queueOf, events.append),
      enqueue: locked(queueOf, events.enqueue),
      next: locked(itself, events.next),
      replaceUndelivered: locked(itself, events.replaceUndelivered),
    },
    deliveries: {
      ...deliveries,
      get: locked(itself, deliveries.get),
      put: locked(({ queue }) => queue, deliveries.put),
      delete: locked(itself, deliveries.delete),
    },
    health: { ...health, count: locked(({ id }) => id, health.count) },
    takeBacks: {
      ...takeBacks,
      get: locked(itself, takeBacks.get),
      put: locked(connectionOf, takeBacks.put),
    },
    notices: {
      ...notices,
      undelivered: locked(itself, notices.undelivered),
      lastDeliveredAt: locked(itself, notices.lastDeliveredAt),
    },
  }
}

/** What is of no one connection, or of none yet, is locked by its own name. */
function ofOtherNames({ campaigns, imports }: Repositories, lock: Lock) {
  const locked = lockedWith(lock)
  return {
    campaigns: { ...campaigns, get: locked((id: string) => `campaign:${id}`, campaigns.get) },
    imports: {
      ...imports,
      ofToken: locked(itself, imports.ofToken),
      put: locked(({ tokenTag }) => tokenTag, imports.put),
      delete: locked(itself, imports.delete),
    },
  }
}
