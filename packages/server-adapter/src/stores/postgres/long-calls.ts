// Calls that go over all a tenant has, or all there is: they may touch very many rows, so their statements get more time.
import type { Repositories } from '../store.ts'

export function withLongCalls(tx: Repositories, extendTimeout: () => Promise<void>): Repositories {
  const long =
    <A extends unknown[], R>(call: (...given: A) => Promise<R>) =>
    async (...given: A): Promise<R> => {
      await extendTimeout()
      return await call(...given)
    }
  const sweeping = <Ledger, A, B>(ledger: Ledger & Sweeping<A, B>) => ({
    ...ledger,
    erase: long(ledger.erase),
    prune: long(ledger.prune),
  })
  const pruning = <Ledger, A>(ledger: Ledger & Pruning<A>) => ({ ...ledger, prune: long(ledger.prune) })
  return {
    ...tx,
    attempts: sweeping(tx.attempts),
    changes: pruning(tx.changes),
    events: sweeping(tx.events),
    health: pruning(tx.health),
    history: { ...tx.history, erase: long(tx.history.erase) },
    imports: sweeping(tx.imports),
    links: sweeping(tx.links),
    moments: { ...tx.moments, pullBack: long(tx.moments.pullBack), redate: long(tx.moments.redate) },
    notices: sweeping(tx.notices),
    reads: sweeping(tx.reads),
    takeBacks: sweeping(tx.takeBacks),
    webhookLog: sweeping(tx.webhookLog),
    webhooks: pruning(tx.webhooks),
    writes: sweeping(tx.writes),
  }
}

interface Pruning<A> {
  readonly prune: (before: A) => Promise<number>
}

interface Sweeping<A, B> extends Pruning<B> {
  readonly erase: (of: A) => Promise<number>
}
