// A pool as behind a proxy that sends reads elsewhere: to sessions that are read-only, as those of a standby are.
import { EventEmitter } from 'node:events'
import type { PoolClient } from 'pg'
import type { PostgresClient, PostgresPool, PostgresQuery } from '../../src/stores/postgres/postgres-pool.ts'
import { hostPool } from './host-pool.ts'

/** What pgpool-II does with comments: they keep a statement on the primary, or not. */
interface Habits {
  comments: 'kept' | 'ignored'
}

export interface SpreadPool extends PostgresPool {
  end(): Promise<void>
  set(habits: Habits): void
  /** What was sent elsewhere. */
  spread(): string[]
}

const READS = /^\s*select\b/i
const COMMENT = /^\s*\/\*[^*]*\*\/\s*/

export function spreadReads(connectionString: string, first: Habits): SpreadPool {
  const options = '-c default_transaction_read_only=on'
  const [primary, standby] = [hostPool({ connectionString }), hostPool({ connectionString, options })]
  let habits = first
  const spread: string[] = []
  const goesElsewhere = (text: string) => {
    const plain = habits.comments === 'ignored' ? text.replace(COMMENT, '') : text
    // What asks about recovery is for the primary, whatever the rest.
    return READS.test(plain) && !/pg_is_in_recovery|advisory/i.test(plain)
  }
  return {
    async connect() {
      const sessions = await Promise.all([primary.connect(), standby.connect()])
      return new Visitor(sessions, (text) => {
        if (!goesElsewhere(text)) return 0
        spread.push(text)
        return 1
      })
    },
    async end() {
      await Promise.all([primary.end(), standby.end()])
    },
    set: (next) => {
      habits = next
    },
    spread: () => spread,
  }
}

class Visitor extends EventEmitter implements PostgresClient {
  readonly #sessions: readonly [PoolClient, PoolClient]
  readonly #choose: (text: string) => 0 | 1

  constructor(sessions: [PoolClient, PoolClient], choose: (text: string) => 0 | 1) {
    super()
    this.#sessions = sessions
    this.#choose = choose
  }

  query({ text, values, types }: PostgresQuery): Promise<unknown> {
    const session = this.#sessions[this.#choose(text)]
    return session.query({ text, ...(values && { values: [...values] }), ...(types && { types }) })
  }

  release(destroy?: Error | boolean): void {
    for (const session of this.#sessions) session.release(destroy)
  }
}
