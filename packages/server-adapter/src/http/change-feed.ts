// Gives the store's changes to all event streams of this process: the store is asked once, however many streams there are.
import type { Deps } from '../deps.ts'
import { type ChangedRow, changesAfter, logUnread } from './read-changes.ts'

export interface Subscriber {
  readonly tenantId: string
  /** The last change that it knows. */
  readonly position: number
  /** Called one at a time, in commit order; what happens meanwhile comes with the next call. */
  readonly onChanges: (changes: readonly ChangedRow[]) => Promise<void>
  /** The feed ends. */
  readonly end: () => void
}

/** A subscriber, and how far it is. */
interface Subscription {
  readonly subscriber: Subscriber
  position: number
  busy: boolean
}

/** How often changes of other processes are asked for while there are subscribers, ms. */
const POLL_MS = 500

export class ChangeFeed {
  readonly #deps: Pick<Deps, 'store' | 'config'>
  readonly #subscriptions = new Set<Subscription>()
  #isReading = false
  #isWoken = false
  #timer: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(deps: Pick<Deps, 'store' | 'config'>) {
    this.#deps = deps
  }

  /** @returns what ends the subscription */
  subscribe(subscriber: Subscriber): () => void {
    // Accepted just before the end: it would get no change, and never end.
    if (this.#isClosed) {
      queueMicrotask(subscriber.end)
      return () => {}
    }
    const subscription: Subscription = { subscriber, position: subscriber.position, busy: false }
    this.#subscriptions.add(subscription)
    this.#timer ??= setInterval(() => this.wake(), POLL_MS).unref()
    this.wake()
    return () => this.#remove(subscription)
  }

  /** Reads now: a write was committed. Costs nothing without subscribers. */
  wake(): void {
    if (this.#subscriptions.size === 0) return
    this.#isWoken = true
    if (this.#isReading) return
    this.#isReading = true
    this.#read()
      .catch((error: unknown) => this.#report(error))
      .finally(() => {
        this.#isReading = false
      })
  }

  /** Ends every stream, also those that would begin from now on. */
  close(): void {
    this.#isClosed = true
    for (const { subscriber } of [...this.#subscriptions]) subscriber.end()
  }

  #remove(subscription: Subscription): void {
    this.#subscriptions.delete(subscription)
    if (this.#subscriptions.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  async #read(): Promise<void> {
    while (this.#isWoken) {
      this.#isWoken = false
      const latest = await this.#deps.store.read(async (tx) => await tx.changes.latest())
      const behind = [...this.#subscriptions].filter(({ busy, position }) => !busy && position < latest)
      const tenants = Map.groupBy(behind, ({ subscriber }) => subscriber.tenantId)
      for (const [tenantId, subscriptions] of tenants) await this.#readTenant(tenantId, subscriptions)
    }
  }

  /** One read for the whole tenant, from its slowest subscriber on; each gets what it does not know yet. */
  async #readTenant(tenantId: string, subscriptions: readonly Subscription[]): Promise<void> {
    const from = Math.min(...subscriptions.map(({ position }) => position))
    const { rows, reached } = await changesAfter(this.#deps, tenantId, from)
    for (const subscription of subscriptions) {
      const unknown = rows.filter(({ position }) => position > subscription.position)
      subscription.position = Math.max(subscription.position, reached)
      if (unknown.length > 0) this.#deliver(subscription, unknown)
    }
  }

  /** Not awaited: a slow stream delays no other, and gets the rest once it has taken this. */
  #deliver(subscription: Subscription, rows: readonly ChangedRow[]): void {
    subscription.busy = true
    subscription.subscriber
      .onChanges(rows)
      .catch((error: unknown) => this.#report(error))
      .finally(() => {
        subscription.busy = false
        this.wake()
      })
  }

  #report(error: unknown): void {
    logUnread(this.#deps.config.logger, error)
  }
}
