// Prepares a database: its server is checked, the schema made, the tables brought to this version. Loads everything the repositories need.
import { migrate } from '../migrations/migrate.ts'
import type { MooringDb } from '../sql/tables.ts'
import { StoreUnavailableError } from '../store.ts'
import { sweepOldMarks } from './commit-marks.ts'
import { identifier, literal } from './literal.ts'
import { createPostgresDialect } from './postgres-dialect.ts'
import { PostgresFailure } from './postgres-error.ts'
import { type Link, withLink } from './postgres-link.ts'
import {
  type Database,
  lockSql,
  MIGRATION_MS,
  MIGRATION_STILL_MS,
  type PostgresSetting,
} from './postgres-setting.ts'
import { onTables } from './transactions.ts'

/** Brings the schema to this version. @throws StoreUnavailableError where it may not, or is not the primary server's */
export async function prepareDatabase(database: Database, { now, logger }: PostgresSetting): Promise<void> {
  const { schema } = database
  await checkServer(database, logger)
  const dialect = createPostgresDialect(schema)
  const migrations = await migrate({
    dialect,
    read: (work) => withLink(database, (link) => onTables(link, schema, work)),
    write: (work) => alone(database, (link) => inSchema(link, schema, work)),
    now,
  })
  if (migrations.length > 0) logger.info({ migrations, schema }, 'store migrated')
  await withLink(database, (link) => link.send(sweepOldMarks(database)))
}

async function checkServer(database: Database, logger: PostgresSetting['logger']): Promise<void> {
  const { rows } = await withLink(database, (link) =>
    link.send(`select current_setting('server_version_num')::int as version, version() as program`),
  )
  if (/\bPGlite\b/i.test(String(rows[0]?.program))) logger.warn({ server: 'PGlite' }, ONE_SESSION)
  if (Number(rows[0]?.version) >= OLDEST_VERSION) return
  throw new StoreUnavailableError('The Postgres database is older than version 13. Give a newer server.', {
    retryable: false,
  })
}

const ONE_SESSION =
  'The Postgres database is PGlite: all its clients share one session, so that a transaction of one makes all others wait, and calls are store_unavailable now and then. Use it for a trial alone; sqliteStore needs no server.'

const OLDEST_VERSION = 130_000

/** One at a time in all processes: the lock ends with the transaction, also where a proxy shares the session. */
async function alone<T>(database: Database, work: (link: Link) => Promise<T>): Promise<T> {
  const bounds = `set local lock_timeout = ${MIGRATION_MS}; set local statement_timeout = ${MIGRATION_MS}`
  return await withLink(database, async (link) => {
    link.setTimeout(MIGRATION_MS)
    await link.send(
      `begin; ${bounds}; set local idle_in_transaction_session_timeout = ${MIGRATION_STILL_MS}; ${lockSql(database, 'migration')}`,
    )
    const result = await work(link)
    await link.send('commit')
    return result
  })
}

/** The statements of migrations name no schema: it comes first in the search path until the transaction ends. */
async function inSchema<T>(link: Link, schema: string, work: (db: MooringDb) => Promise<T>): Promise<T> {
  await createSchema(link, schema)
  await link.send(`set local search_path to ${identifier(schema)}, pg_catalog`)
  return await onTables(link, schema, work)
}

/** Whether it exists is asked first: a role that may use it need not be one that may create it. */
async function createSchema(link: Link, schema: string): Promise<void> {
  const { rows } = await link.send(
    `select 1 as there from pg_catalog.pg_namespace where nspname = ${literal(schema)}`,
  )
  if (rows.length > 0) return
  try {
    await link.send(`create schema ${identifier(schema)}`)
  } catch (error) {
    if (!(error instanceof PostgresFailure && error.code === '42501')) throw error
    throw new StoreUnavailableError(
      `The Postgres database does not let the role create the schema "${schema}". As its owner run: create schema ${identifier(schema)} authorization <the role>, or: grant create on database <the database> to <the role>.`,
      { retryable: false },
    )
  }
}
