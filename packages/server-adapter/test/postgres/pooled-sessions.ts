// A pool whose connections share sessions as behind a proxy that pools transactions: each transaction gets any session.
import { EventEmitter } from 'node:events'
import type { Pool, PoolClient } from 'pg'
import type { PostgresClient, PostgresPool, PostgresQuery } from '../../src/stores/postgres/postgres-pool.ts'
import { hostPool } from './host-pool.ts'

const BEGINS = /^\s*begin\b/i
/** Several statements may end the transaction they began. */
const ENDS = /(^|;)\s*(commit|rollback)\s*;?\s*$/i

/** @returns a pool, and `end` */
export function pooledSessions(connectionString: string): PostgresPool & { end(): Promise<void> } {
  const sessions = hostPool({ connectionString, max: 4 })
  return { connect: async () => new Visitor(sessions), end: () => sessions.end() }
}

/** A connection to the proxy: it keeps a session from `begin` to the end of the transaction, and no longer. */
class Visitor extends EventEmitter implements PostgresClient {
  readonly #sessions: Pool
  #kept: PoolClient | null = null

  constructor(sessions: Pool) {
    super()
    this.#sessions = sessions
  }

  async query({ text, values, types }: PostgresQuery): Promise<unknown> {
    const session = this.#kept ?? (await this.#sessions.connect())
    if (BEGINS.test(text)) this.#kept = session
    const ends = this.#kept === null || ENDS.test(text)
    try {
      return await session.query({ text, ...(values && { values: [...values] }), ...(types && { types }) })
    } catch (error) {
      // A transaction sent as one message and broken off is the proxy's to end, where its visitor keeps none.
      if (ends) await session.query('rollback')
      throw error
    } finally {
      if (ends) {
        this.#kept = null
        session.release()
      }
    }
  }

  /** A transaction that was left open is rolled back by the proxy. */
  release(): void {
    const session = this.#kept
    this.#kept = null
    session?.query('rollback').then(
      () => session.release(),
      () => session.release(true),
    )
  }
}
