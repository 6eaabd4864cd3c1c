// One SQLite connection and its transactions, one after the other. Those that write a file and come together share one commit, which
// is what costs: each is a savepoint, so that one that fails fails alone.
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { DatabaseConnection } from 'kysely'
import type { RetryWait } from '../retry.ts'
import { openSession, type Session } from '../sql/session.ts'
import type { SqlDialect } from '../sql/sql-dialect.ts'
import { retryWhileBusy } from './busy-retry.ts'
import { sqliteConnection } from './sqlite-connection.ts'
import { isBusy } from './sqlite-error.ts'

/** A deferred transaction takes no lock before it reads; an immediate one is the file's only writer. */
export type TransactionKind = 'begin deferred' | 'begin immediate'

/** What a channel runs on. */
export interface ChannelSetting {
  readonly database: DatabaseSync
  readonly dialect: SqlDialect
  readonly waiting: RetryWait
  /** Throws where nothing may be written any more. */
  readonly assertFileUnchanged?: () => void
  /** Ends with this turn of the event loop: those that come meanwhile share a commit. Default: each commits alone. */
  readonly turn?: () => Promise<void>
}

/** Transactions that share a commit delay other processes' no longer than this many take, some 10 ms. */
const MOST_AT_ONCE = 32
/** Turns that are waited for as long as each brings another: what one flush has delayed comes in several. */
const MOST_TURNS = 8

/** A transaction that waits for its turn to write. */
interface Queued {
  readonly since: number
  readonly work: (session: Session) => Promise<unknown>
  readonly resolve: (result: unknown) => void
  readonly reject: (error: unknown) => void
}

/** What became of one transaction's work before the commit. */
type Outcome = { readonly result: unknown } | { readonly error: unknown }

/** Runs transactions on one connection. node:sqlite has no other way than one at a time. */
export class Channel {
  readonly database: DatabaseSync
  readonly #connection: DatabaseConnection
  readonly #setting: ChannelSetting
  #tail: Promise<unknown> = Promise.resolve()
  #queue: Queued[] = []
  #isBusy = false
  #askVersion: StatementSync | null = null

  constructor(setting: ChannelSetting) {
    this.database = setting.database
    this.#connection = sqliteConnection(setting.database)
    this.#setting = setting
  }

  /** Waits for its turn and for the lock, within one time for both. `work` may run again after a lock. */
  transaction<T>(kind: TransactionKind, work: (session: Session) => Promise<T>): Promise<T> {
    const { waiting, turn: nextTurn } = this.#setting
    const since = waiting.elapsed()
    if (kind === 'begin immediate' && nextTurn !== undefined) return this.#join(nextTurn, since, work)
    const turn = this.#tail.then(() => retryWhileBusy(waiting, since, () => this.#attempt(kind, work)))
    this.#tail = turn.catch(() => {})
    return turn
  }

  /** Moves with each commit of another connection. null inside a transaction, which sees the file as it was at its beginning. */
  version(): number | null {
    if (this.#isBusy) return null
    try {
      this.#askVersion ??= this.database.prepare('pragma data_version')
      return Number(this.#askVersion.get()?.data_version)
    } catch {
      // Locked or closed: a read says what is in the way.
      return null
    }
  }

  /** Closes the connection after the last transaction. */
  async close(): Promise<void> {
    await this.#tail
    this.database.close()
  }

  #join<T>(turn: () => Promise<void>, since: number, work: (session: Session) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const isFirst = this.#queue.length === 0
      this.#queue.push({ since, work, resolve: (result) => resolve(result as T), reject })
      if (isFirst) this.#tail = this.#tail.then(() => this.#gather(turn)).then(() => this.#emptyQueue())
    })
  }

  async #gather(turn: () => Promise<void>): Promise<void> {
    for (let turns = 0, had = 0; turns < MOST_TURNS && had < this.#queue.length; turns++) {
      had = this.#queue.length
      await turn()
    }
  }

  /** Never rejects. */
  async #emptyQueue(): Promise<void> {
    const queue = this.#queue
    this.#queue = []
    for (let from = 0; from < queue.length; from += MOST_AT_ONCE)
      await this.#commitTogether(queue.slice(from, from + MOST_AT_ONCE))
  }

  /** What can't be committed together is run again, each by itself, so that each has its own outcome. */
  async #commitTogether(together: readonly Queued[]): Promise<void> {
    if (together.length > 1) {
      const outcomes = await this.#attemptTogether(together).catch(() => null)
      if (outcomes !== null) {
        for (const [index, outcome] of outcomes.entries())
          if ('error' in outcome) together[index]?.reject(outcome.error)
          else together[index]?.resolve(outcome.result)
        return
      }
    }
    const { waiting } = this.#setting
    for (const { since, work, resolve, reject } of together)
      await retryWhileBusy(waiting, since, () => this.#attempt('begin immediate', work)).then(resolve, reject)
  }

  /** @throws where the whole can't be committed: then nothing of it is */
  async #attemptTogether(together: readonly Queued[]): Promise<Outcome[]> {
    const { waiting, assertFileUnchanged } = this.#setting
    const since = together[0]?.since ?? waiting.elapsed()
    assertFileUnchanged?.()
    await retryWhileBusy(waiting, since, async () => this.database.exec('begin immediate'))
    try {
      const outcomes: Outcome[] = []
      for (const { work } of together) outcomes.push(await this.#attemptInside(work))
      this.database.exec('commit')
      return outcomes
    } catch (error) {
      this.#rollBack()
      throw error
    }
  }

  /** One transaction inside another. @throws where it can't be undone by itself: a full disk rolls back the whole */
  async #attemptInside(work: Queued['work']): Promise<Outcome> {
    this.database.exec('savepoint own')
    const session = openSession(this.#connection, this.#setting.dialect)
    try {
      const result = await work(session)
      session.end()
      this.database.exec('release own')
      return { result }
    } catch (error) {
      session.end()
      if (isBusy(error)) throw error
      this.database.exec('rollback to own; release own')
      return { error }
    }
  }

  async #attempt<T>(kind: TransactionKind, work: (session: Session) => Promise<T>): Promise<T> {
    const { dialect, assertFileUnchanged } = this.#setting
    assertFileUnchanged?.()
    this.database.exec(kind)
    this.#isBusy = true
    const session = openSession(this.#connection, dialect)
    try {
      const result = await work(session)
      session.end()
      this.database.exec('commit')
      return result
    } catch (error) {
      session.end()
      this.#rollBack()
      throw error
    } finally {
      this.#isBusy = false
    }
  }

  #rollBack(): void {
    try {
      this.database.exec('rollback')
    } catch {
      // A full disk or an I/O error has rolled back already; then there is no transaction left to end.
    }
  }
}
