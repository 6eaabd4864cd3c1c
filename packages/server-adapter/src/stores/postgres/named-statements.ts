// Statements that are prepared by name, so that the server parses and plans each once per connection: on connections of the
// store's own pool that lead straight to the server.
import { randomBytes } from 'node:crypto'
import { type Statement, withValues, writtenValue } from './literal.ts'
import type { PostgresClient } from './postgres-pool.ts'

/** Names on one connection: each costs the server memory until the connection ends. */
const MOST_NAMES = 120
/** Texts that were sent once and may come again. */
const MOST_TEXTS = 400

/** The names on one connection. */
export interface ConnectionNames {
  /**
   * The statement for a message of several, with its values in it.
   * @returns also what has to be sent before it, and what is to be called once both have succeeded
   */
  inMessage(statement: Statement): NamedText
  /** The name for a message of its own, in which the driver prepares it where it has to; null for none. */
  alone(sql: string): string | null
}

export interface NamedText {
  readonly text: string
  readonly prepare: string | null
  readonly remember: () => void
}

const nothing = () => {}

/** All connections' names. */
export class NamedStatements {
  #names = new WeakMap<PostgresClient, ConnectionNames>()
  #isUsed: boolean

  /** @param isUsed false on a host's pool, whose sessions are the host's */
  constructor(isUsed: boolean) {
    this.#isUsed = isUsed
  }

  /** For a connection that leads straight to the server: elsewhere a session is shared, and its names with it. */
  of(client: PostgresClient): ConnectionNames | null {
    if (!this.#isUsed) return null
    const names = this.#names.get(client) ?? namesOf()
    this.#names.set(client, names)
    return names
  }

  /** What was prepared fits the tables no more: a newer version has migrated them. */
  renew(): void {
    this.#names = new WeakMap()
  }

  /** A proxy gave this connection another's session: a name was missing, or taken. Names are not used again. */
  giveUp(): void {
    this.#isUsed = false
  }
}

/** Names are random: a session that another client used before may still have that client's. */
function namesOf(): ConnectionNames {
  const prefix = `mooring_${randomBytes(6).toString('hex')}`
  const prepared = new Map<string, string>()
  const lone = new Map<string, string>()
  const sentOnce = new Set<string>()
  let count = 0

  /** Whether it comes again: what is sent once alone is not worth a name. */
  function comesAgain(sql: string): boolean {
    if (count >= MOST_NAMES) return false
    if (sentOnce.delete(sql)) return true
    if (sentOnce.size < MOST_TEXTS) sentOnce.add(sql)
    return false
  }
  const next = () => `${prefix}_${++count}`

  return {
    inMessage(statement) {
      const { sql, parameters } = statement
      if (parameters.length === 0) return { text: sql, prepare: null, remember: nothing }
      const given = parameters.map(writtenValue).join(', ')
      const known = prepared.get(sql)
      if (known !== undefined) return { text: `execute ${known}(${given})`, prepare: null, remember: nothing }
      if (!comesAgain(sql)) return { text: withValues(statement), prepare: null, remember: nothing }
      const name = next()
      const remember = () => void prepared.set(sql, name)
      return { text: `execute ${name}(${given})`, prepare: `prepare ${name} as ${sql}`, remember }
    },
    alone(sql) {
      const known = lone.get(sql)
      if (known !== undefined) return known
      if (!comesAgain(sql)) return null
      const name = next()
      lone.set(sql, name)
      return name
    },
  }
}
