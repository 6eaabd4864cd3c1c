// One SQLite connection and its transactions, one after the other.
import type { DatabaseSync } from 'node:sqlite'
import type { DatabaseConnection } from 'kysely'
import { openSession, type Session } from '../sql/session.ts'
import type { SqlDialect } from '../sql/sql-dialect.ts'
import { patiently, type Waiting } from './busy-retry.ts'
import { sqliteConnection } from './sqlite-connection.ts'

/** A deferred transaction takes no lock before it reads; an immediate one is the file's only writer. */
export type TransactionKind = 'begin deferred' | 'begin immediate'

/** What a channel runs on. */
export interface LaneSetting {
  readonly database: DatabaseSync
  readonly dialect: SqlDialect
  readonly waiting: Waiting
  /** Throws where nothing may be written any more. */
  readonly checkPlace?: () => void
}

/** Runs transactions on one connection. node:sqlite has no other way than one at a time. */
export class Channel {
  readonly database: DatabaseSync
  readonly #connection: DatabaseConnection
  readonly #setting: LaneSetting
  #tail: Promise<unknown> = Promise.resolve()

  constructor(setting: LaneSetting) {
    this.database = setting.database
    this.#connection = sqliteConnection(setting.database)
    this.#setting = setting
  }

  /** Waits for its turn and for the lock, within one patience for both. `work` may run again after a lock. */
  transaction<T>(kind: TransactionKind, work: (session: Session) => Promise<T>): Promise<T> {
    const { waiting } = this.#setting
    const since = waiting.elapsed()
    const turn = this.#tail.then(() => patiently(waiting, since, () => this.#attempt(kind, work)))
    this.#tail = turn.catch(() => {})
    return turn
  }

  /** Closes the connection after the last transaction. */
  async close(): Promise<void> {
    await this.#tail
    this.database.close()
  }

  async #attempt<T>(kind: TransactionKind, work: (session: Session) => Promise<T>): Promise<T> {
    const { dialect, checkPlace } = this.#setting
    checkPlace?.()
    this.database.exec(kind)
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
