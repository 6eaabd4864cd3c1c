// The store's port: transactions over repositories. Every store runs the same conformance suite.
import type { Clock } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'
import type { ReadRepositories, Repositories } from './repositories.ts'

export type * from './events.ts'
export type * from './repositories.ts'

/**
 * Where connections live. A failure of the store itself (locked for too long, full, gone) rejects with
 * `StoreUnavailableError`; nothing of a rejected transaction is stored.
 */
export interface Store {
  /** Creates or migrates the tables. Safe to call from several processes at once; a killed migration resumes. */
  open(): Promise<void>
  /** Runs `work` on one consistent view, without write. `work` awaits nothing but the repositories, and may run again. */
  read<T>(work: (tx: ReadRepositories) => Promise<T>): Promise<T>
  /**
   * Runs `work` in one durable transaction: all of it or nothing, one writer at a time per row at least.
   * `work` awaits nothing but the repositories, and may run again when the store asks for it.
   */
  write<T>(work: (tx: Repositories) => Promise<T>): Promise<T>
  /**
   * A number that differs from what it was before anything was committed by whichever process; null where that is not known
   * just now. What others commit within one turn of the event loop may show in the next one, or after a millisecond; what this process has committed shows at once.
   * Absent where asking is no cheaper than a read.
   */
  version?(): number | null
  /** Ends all use; later calls reject with `StoreUnavailableError`. */
  close(): Promise<void>
  /** What a database server adds, which several machines share; none where the store is this machine's own. */
  readonly server?: DatabaseServer
}

/** A database server beside the repositories. Every call may reject with `StoreUnavailableError`. */
export interface DatabaseServer {
  /** The schema of the store's tables. */
  readonly schema: string
  /** The server's clock, ms since the epoch. */
  clock(): Promise<number>
  /**
   * Runs SQL of another library (the queue of jobs beside the repositories) on a connection of the store's pool, reserved for
   * this call alone. Without values it may be several statements, their own transaction among them.
   * @returns the rows of every statement, one after the other
   * @throws the server's error with its `code`, or `StoreUnavailableError`
   */
  execute(text: string, values?: readonly unknown[]): Promise<{ rows: unknown[] }>
  /**
   * Notifies of commits by any process, soon after them: the ids of the connections and attempts that changed, or null
   * where something may have been missed. Where the server can't be listened to (a proxy that pools transactions),
   * nothing is ever notified: readers poll, as before.
   * @returns ends it
   */
  listen(notify: (subjectIds: readonly string[] | null) => void): () => void
}

/** What the host hands in as `store`: made before the adapter, opened by it. */
export interface StoreFactory {
  readonly kind: 'sqlite' | 'memory' | 'postgres'
  /**
   * Makes the store; nothing is opened or written yet.
   * @throws StoreUnavailableError where its path or address is wrong already
   */
  create(context: { now: Clock; logger: Logger }): Store
}

/** A compare-and-swap found another version, or another row has the claim. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError'
  readonly kind: 'version' | 'claim'

  constructor(kind: 'version' | 'claim', message: string) {
    super(message)
    this.kind = kind
  }
}

/** The store could not do it now: locked for too long, full, or gone. Nothing was stored. */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError'
  /** Whether the same call can succeed later: false where only another configuration helps. */
  readonly retryable: boolean

  constructor(
    message: string,
    { retryable = true, ...options }: ErrorOptions & { readonly retryable?: boolean } = {},
  ) {
    super(message, options)
    this.retryable = retryable
  }
}

/** The store belongs to another client id, environment or redirect URI. Nothing was changed. */
export class StoreIdentityError extends Error {
  override readonly name = 'StoreIdentityError'
}
