// The Postgres store's entry point: an address or the host's pool. Opening it, not importing it, loads what it needs.
import { setTimeout as sleep } from 'node:timers/promises'
import type { PostgresPool } from './postgres/postgres-pool.ts'
import type { PostgresSetting } from './postgres/postgres-setting.ts'
import { PostgresStore } from './postgres/postgres-store.ts'
import type { PostgresWait } from './postgres/retry.ts'
import type { StoreFactory } from './store.ts'
import { refuseUnknown } from './store-options.ts'

/** A pool as `new pg.Pool()` of the package pg makes it, by its shape. */
export type { PostgresPool } from './postgres/postgres-pool.ts'

/** Where the tables are. Exactly one of `connectionString` and `pool`. */
export interface PostgresOptions {
  /** `postgres://user:password@host:5432/database`, as pg reads it. A pool of up to 10 connections is made for it. */
  readonly connectionString?: string
  /**
   * The host's own pool (`new pg.Pool(…)`), with a listener for its errors, without which a lost connection ends the
   * process. It is used, never ended.
   */
  readonly pool?: PostgresPool
  /** The schema of all tables; created where it is missing. Default `mooring`. */
  readonly schema?: string
}

/** Where the tables are when no one says otherwise. */
export const DEFAULT_SCHEMA = 'mooring'
/** Postgres cuts longer names off, in bytes. */
const LONGEST_NAME = 63

const machine: PostgresWait = {
  retryMs: 5_000,
  answerMs: 5_000,
  elapsed: () => performance.now(),
  random: Math.random,
  sleep: (ms) => sleep(ms),
}

/**
 * Connections in a Postgres database (13 or newer), shared by any number of instances. Needs the package `pg`.
 * @throws TypeError for a wrong option, naming it, what is wrong and how to fix it; never with the connection string in it
 */
export function postgresStore(options: PostgresOptions): StoreFactory {
  refuseUnknown('postgresStore', options, { connectionString: true, pool: true, schema: true })
  const source = sourceOf(options ?? {})
  const schema = checkSchema(options.schema ?? DEFAULT_SCHEMA)
  return {
    kind: 'postgres',
    create: ({ now, logger }) => new PostgresStore({ source, schema, now, logger, waiting: machine }),
  }
}

function sourceOf({ connectionString, pool }: PostgresOptions): PostgresSetting['source'] {
  if (connectionString !== undefined && pool !== undefined) {
    throw wrong('"connectionString" and "pool" were both given. Give one of them.')
  }
  if (pool !== undefined) {
    if (typeof pool?.connect === 'function') return { pool }
    throw wrong(
      '"pool" is not a pool of the package pg. Give the result of new pg.Pool(…), not a client or its options.',
    )
  }
  if (typeof connectionString !== 'string' || connectionString.trim() === '') {
    throw wrong(
      '"connectionString" is missing. Give one such as postgres://user:password@host:5432/database, or a "pool".',
    )
  }
  checkAddress(connectionString)
  return { connectionString }
}

/** The address contains a password: no error repeats it, nor carries the one of URL, which does. */
function checkAddress(connectionString: string): void {
  if (!/^postgres(ql)?:\/\//.test(connectionString)) {
    throw wrong('"connectionString" does not begin with postgres:// or postgresql://. Give a whole address.')
  }
  if (URL.canParse(connectionString)) return
  throw wrong(
    '"connectionString" is not a valid URL. Where user or password have characters such as # / ? @, write them percent-encoded.',
  )
}

function checkSchema(schema: string): string {
  if (typeof schema !== 'string' || schema === '' || schema.includes('\0')) {
    throw wrong('"schema" is not a valid name. Give the name of a Postgres schema, such as "mooring".')
  }
  if (Buffer.byteLength(schema) > LONGEST_NAME) {
    throw wrong(
      `"schema" is longer than the ${LONGEST_NAME} bytes that Postgres allows a name. Give a shorter one.`,
    )
  }
  if (/^pg_/i.test(schema) || schema === 'information_schema') {
    throw wrong('"schema" is a name that Postgres reserves. Give another one.')
  }
  return schema
}

const wrong = (problem: string): TypeError => new TypeError(`postgresStore: ${problem}`)
