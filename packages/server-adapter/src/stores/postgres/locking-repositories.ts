// Who waits for whom: each repository call of a transaction that writes first locks what it works on. So work may read, decide
// and write as if it were alone, and transactions on different connections run side by side.
import type { Repositories } from '../store.ts'
import { lockingGrants, lockingHistory } from './locking-known.ts'
import { lockingLinks } from './locking-links.ts'
import { lockingMeta } from './locking-meta.ts'
import { lockingReads } from './locking-reads.ts'
import { lockingAttempts, lockingConnections, lockingRevokes } from './locking-rows.ts'
import type { Lock, WriteTransaction } from './write-transaction.ts'

/** What the repositories need of their transaction. */
type Locker = Pick<WriteTransaction, 'lock' | 'lockNew' | 'takeTime' | 'closing'>

/**
 * Joins the repositories of a transaction with the locks they take.
 * @param certain writes rows that are known to be there
 */
export function lockingRepositories(
  tx: Repositories,
  transaction: Locker,
  certain: Pick<Repositories, 'grants'>,
): Repositories {
  const lock: Lock = (name) => transaction.lock(name)
  /** Connections of this transaction's own. */
  const born = new Set<string>()
  const lockNew = (id: string) => {
    born.add(id)
    transaction.lockNew(id)
  }
  const {
    attempts,
    campaigns,
    history,
    events,
    changes,
    webhooks,
    webhookLog,
    notices,
    health,
    imports,
    links,
    moments,
    writes,
    takeBacks,
    reads,
  } = tx
  const { events: lockingEvents, ...rest } = ofConnections(tx, lock)
  /** What goes over all a tenant has, or all there is. */
  const unhurried =
    <A>(call: (given: A) => Promise<number>) =>
    async (given: A): Promise<number> => {
      await transaction.takeTime()
      return await call(given)
    }
  const sweeping = <A, B>(ledger: {
    erase(given: A): Promise<number>
    prune(given: B): Promise<number>
  }) => ({
    erase: unhurried(ledger.erase),
    prune: unhurried(ledger.prune),
  })
  return {
    ...rest,
    meta: lockingMeta(tx.meta, lock),
    connections: lockingConnections(tx, { lock, lockNew }),
    grants: lockingGrants(tx, { lock, born, certain }),
    attempts: { ...lockingAttempts(tx, lock), ...sweeping(attempts) },
    revokes: lockingRevokes(tx, lock),
    history: { ...lockingHistory(tx, { lock, born }), erase: unhurried(history.erase) },
    events: { ...lockingEvents, ...sweeping(events) },
    changes: {
      ...changes,
      append: async (change) => transaction.closing.change(change),
      prune: unhurried(changes.prune),
    },
    campaigns: {
      ...campaigns,
      get: async (id) => {
        await lock(`campaign:${id}`)
        return await campaigns.get(id)
      },
    },
    imports: {
      ...imports,
      ofToken: async (tokenTag) => {
        await lock(tokenTag)
        return await imports.ofToken(tokenTag)
      },
      put: async (record) => {
        await lock(record.tokenTag)
        await imports.put(record)
      },
      delete: async (tokenTag, tenantId) => {
        await lock(tokenTag)
        await imports.delete(tokenTag, tenantId)
      },
      ...sweeping(imports),
    },
    links: { ...lockingLinks(tx, lock), ...sweeping(links) },
    webhooks: { ...webhooks, prune: unhurried(webhooks.prune) },
    webhookLog: { ...webhookLog, ...sweeping(webhookLog) },
    notices: { ...rest.notices, ...sweeping(notices) },
    health: { ...rest.health, prune: unhurried(health.prune) },
    writes: { ...writes, ...sweeping(writes) },
    takeBacks: { ...rest.takeBacks, ...sweeping(takeBacks) },
    takes: tx.takes,
    reads: { ...lockingReads(tx, lock), ...sweeping(reads) },
    moments: {
      ...moments,
      pullBack: async (beyond, now) => await unhurried(() => moments.pullBack(beyond, now))(null),
      redate: async (beyond, now) => {
        await transaction.takeTime()
        await moments.redate(beyond, now)
      },
    },
  }
}

/** The subject of a lease: `refresh:con-1` and `deliver:con-1` are locked with everything else of con-1. */
const subjectOf = (lease: string): string => lease.slice(lease.indexOf(':') + 1)

const queueOf = ({ connectionId }: { readonly connectionId: string | null }): string =>
  connectionId ?? 'operations'

const connectionOf = ({ connectionId }: { readonly connectionId: string }): string => connectionId

const itself = (id: string): string => id

/** What is stored of one connection is locked with it. */
function ofConnections(tx: Repositories, lock: Lock) {
  const locked =
    <F, A extends unknown[], R>(nameOf: (first: F) => string, call: (first: F, ...more: A) => Promise<R>) =>
    async (first: F, ...more: A): Promise<R> => {
      await lock(nameOf(first))
      return await call(first, ...more)
    }
  const { journal, leases, events, deliveries, health, notices, takeBacks } = tx
  return {
    journal: {
      ...journal,
      get: locked(itself, journal.get),
      open: locked(connectionOf, journal.open),
      close: locked(itself, journal.close),
    },
    leases: {
      get: locked(subjectOf, leases.get),
      acquire: locked(subjectOf, leases.acquire),
      release: locked(subjectOf, leases.release),
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
      untold: locked(itself, notices.untold),
      lastToldAt: locked(itself, notices.lastToldAt),
    },
  }
}
