// What the Postgres store works with: where its tables are, the pool, and how long it tries again.
import { createHash } from 'node:crypto'
import type { Clock } from '../../platform/clock.ts'
import type { Logger } from '../../platform/logger.ts'
import { identifier } from './literal.ts'
import type { NamedStatements } from './named-statements.ts'
import type { PostgresClient, PostgresPool } from './postgres-pool.ts'
import type { PostgresWait } from './retry.ts'
import type { Semaphore } from './semaphore.ts'

/** Where a Postgres store lives and what it lives with. */
export interface PostgresSetting {
  /** The host's pool, or the address a pool of the store's own is made for. */
  readonly source: { readonly pool: PostgresPool } | { readonly connectionString: string }
  readonly schema: string
  readonly now: Clock
  readonly logger: Logger
  readonly waiting: PostgresWait
}

export interface Announcements {
  /** To be announced soon. What is lost with this process is found by those who wait: they ask again by themselves. */
  add(subjectIds: Iterable<string>): void
  /** Resolves once all is announced. */
  end(): Promise<void>
}

/** An opened database. */
export interface Database {
  readonly pool: PostgresPool
  /** Unquoted. */
  readonly schema: string
  /** One for each connection that the store may use at once. */
  readonly semaphore: Semaphore
  /** Connections that were seen to lead to a primary server. */
  readonly primaries: WeakSet<PostgresClient>
  /** Connections that lead straight to the server: each has a session of its own until it ends. */
  readonly straight: WeakSet<PostgresClient>
  /** Connections on which changes were written: see `DeferredWrites`. */
  readonly ordered: WeakSet<PostgresClient>
  readonly names: NamedStatements
  /** Announces to other processes what was committed. */
  readonly announcements: Announcements
  /** What is not answered within this time is not coming: the connection is given up. In milliseconds. */
  readonly answerMs: number
}

/** A transaction is idle for at most this long: its locks go to others even where its process was stopped. */
const STILL_MS = 3_000
/** A lock is waited for longer than a stopped process can have it. In milliseconds. */
export const LOCK_MS = 4_000
/** A statement ends on the server before it is given up here. */
const STATEMENT_MS = 4_500

/** Set within the transaction: behind a proxy, what is set for a session would apply to another client. */
const READ_BOUNDS = `set local idle_in_transaction_session_timeout = ${STILL_MS}; set local statement_timeout = ${STATEMENT_MS}`

/** The same for what takes locks. */
export const BOUNDS = `${READ_BOUNDS}; set local lock_timeout = ${LOCK_MS}`

/** What begins a read of one moment, one by one. */
export const BEGIN_READING: readonly string[] = [
  'begin isolation level repeatable read read only',
  ...READ_BOUNDS.split('; '),
]

/** What begins a transaction that writes, one by one. */
export const BEGIN_WRITING: readonly string[] = [
  'begin isolation level read committed',
  ...BOUNDS.split('; '),
]

/** Migrations wait for each other, and may have much to do. In milliseconds. */
export const MIGRATION_MS = 600_000
export const MIGRATION_STILL_MS = 10_000

/** A table of the store, for statements outside Kysely. */
export const tableOf = ({ schema }: Database, table: string): string => `${identifier(schema)}.${table}`

/**
 * Waits until no other transaction has locked this name, and locks it until the end of this one. The number is all the
 * database sees; two names with one number would only wait for each other.
 */
export const lockSql = ({ schema }: Database, name: string): string => {
  const digest = createHash('sha256')
    .update(JSON.stringify([schema, name]))
    .digest()
  return `select pg_advisory_xact_lock(${digest.readBigInt64BE(0)})`
}

/** The channel on which commits are announced: a name of at most 63 letters, whatever the schema is called. */
export const channelOf = (schema: string): string =>
  `mooring_${createHash('sha256').update(schema).digest('hex').slice(0, 16)}`
