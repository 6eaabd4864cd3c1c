// Who waits for whom: each repository call of a transaction that writes first holds what it works on. So work may read, decide
// and write as if it were alone, and transactions on different connections run side by side.
import type { Repositories } from '../store.ts'
import { heldGrants, heldHistory } from './locking-known.ts'
import { heldLinks } from './locking-links.ts'
import { heldMeta } from './locking-meta.ts'
import { heldReads } from './locking-reads.ts'
import { heldAttempts, heldConnections, heldRevokes } from './locking-rows.ts'
import type { Hold, WriteTransaction } from './write-transaction.ts'

/** What the repositories need of their transaction. */
type Holder = Pick<WriteTransaction, 'hold' | 'holdNew' | 'takeTime' | 'closing'>

/**
 * Joins the repositories of a transaction with what they hold.
 * @param certain writes rows that are known to be there
 */
export function holdRepositories(
  tx: Repositories,
  transaction: Holder,
  certain: Pick<Repositories, 'grants'>,
): Repositories {
  const hold: Hold = (name) => transaction.hold(name)
  /** Connections of this transaction's own. */
  const born = new Set<string>()
  const holdNew = (id: string) => {
    born.add(id)
    transaction.holdNew(id)
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
  const { events: heldEvents, ...rest } = ofConnections(tx, hold)
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
    meta: heldMeta(tx.meta, hold),
    connections: heldConnections(tx, { hold, holdNew }),
    grants: heldGrants(tx, { hold, born, certain }),
    attempts: { ...heldAttempts(tx, hold), ...sweeping(attempts) },
    revokes: heldRevokes(tx, hold),
    history: { ...heldHistory(tx, { hold, born }), erase: unhurried(history.erase) },
    events: { ...heldEvents, ...sweeping(events) },
    changes: {
      ...changes,
      append: async (change) => transaction.closing.change(change),
      prune: unhurried(changes.prune),
    },
    campaigns: {
      ...campaigns,
      get: async (id) => {
        await hold(`campaign:${id}`)
        return await campaigns.get(id)
      },
    },
    imports: {
      ...imports,
      ofToken: async (tokenTag) => {
        await hold(tokenTag)
        return await imports.ofToken(tokenTag)
      },
      put: async (record) => {
        await hold(record.tokenTag)
        await imports.put(record)
      },
      delete: async (tokenTag, tenantId) => {
        await hold(tokenTag)
        await imports.delete(tokenTag, tenantId)
      },
      ...sweeping(imports),
    },
    links: { ...heldLinks(tx, hold), ...sweeping(links) },
    webhooks: { ...webhooks, prune: unhurried(webhooks.prune) },
    webhookLog: { ...webhookLog, ...sweeping(webhookLog) },
    notices: { ...rest.notices, ...sweeping(notices) },
    health: { ...rest.health, prune: unhurried(health.prune) },
    writes: { ...writes, ...sweeping(writes) },
    takeBacks: { ...rest.takeBacks, ...sweeping(takeBacks) },
    takes: tx.takes,
    reads: { ...heldReads(tx, hold), ...sweeping(reads) },
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

/** The subject of a lease: `refresh:con-1` and `deliver:con-1` are held with everything else of con-1. */
const subjectOf = (lease: string): string => lease.slice(lease.indexOf(':') + 1)

const queueOf = ({ connectionId }: { readonly connectionId: string | null }): string =>
  connectionId ?? 'operations'

const connectionOf = ({ connectionId }: { readonly connectionId: string }): string => connectionId

const itself = (id: string): string => id

/** What is kept of one connection is held with it. */
function ofConnections(tx: Repositories, hold: Hold) {
  const held =
    <F, A extends unknown[], R>(nameOf: (first: F) => string, call: (first: F, ...more: A) => Promise<R>) =>
    async (first: F, ...more: A): Promise<R> => {
      await hold(nameOf(first))
      return await call(first, ...more)
    }
  const { journal, leases, events, deliveries, health, notices, takeBacks } = tx
  return {
    journal: {
      ...journal,
      get: held(itself, journal.get),
      open: held(connectionOf, journal.open),
      close: held(itself, journal.close),
    },
    leases: {
      get: held(subjectOf, leases.get),
      acquire: held(subjectOf, leases.acquire),
      release: held(subjectOf, leases.release),
    },
    events: {
      ...events,
      append: held(queueOf, events.append),
      enqueue: held(queueOf, events.enqueue),
      next: held(itself, events.next),
      replaceUndelivered: held(itself, events.replaceUndelivered),
    },
    deliveries: {
      ...deliveries,
      get: held(itself, deliveries.get),
      put: held(({ queue }) => queue, deliveries.put),
      delete: held(itself, deliveries.delete),
    },
    health: { ...health, count: held(({ id }) => id, health.count) },
    takeBacks: {
      ...takeBacks,
      get: held(itself, takeBacks.get),
      put: held(connectionOf, takeBacks.put),
    },
    notices: {
      ...notices,
      untold: held(itself, notices.untold),
      lastToldAt: held(itself, notices.lastToldAt),
    },
  }
}
