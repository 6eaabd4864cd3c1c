// Brings a store to this version: each migration in one transaction of its own, so that a killed one starts over.
import { sql } from 'kysely'
import type { SqlDialect } from '../sql/sql-dialect.ts'
import type { MooringDb } from '../sql/tables.ts'
import { StoreUnavailableError } from '../store.ts'
import { firstTables } from './001-first-tables.ts'
import { importsAndOrigins } from './002-imports-and-origins.ts'
import { campaigns } from './003-campaigns.ts'
import { claims } from './004-claims.ts'
import { switches } from './005-switches.ts'
import { writes } from './006-writes.ts'
import { links } from './007-links.ts'
import { webhookLog } from './008-webhook-log.ts'
import { readsAndTakes } from './009-reads-and-takes.ts'
import { schedules } from './010-schedules.ts'
import { countShards } from './011-count-shards.ts'
import type { Migration } from './migration.ts'

/** In order; the last one's number is the schema's version. */
export const MIGRATIONS: readonly Migration[] = [
  firstTables,
  importsAndOrigins,
  campaigns,
  claims,
  switches,
  writes,
  links,
  webhookLog,
  readsAndTakes,
  schedules,
  countShards,
]

/** Where the migrations run: a store's own transactions. */
export interface Migrating {
  readonly dialect: SqlDialect
  read<T>(work: (db: MooringDb) => Promise<T>): Promise<T>
  write<T>(work: (db: MooringDb) => Promise<T>): Promise<T>
  /** Milliseconds since the epoch. */
  now(): number
}

/**
 * Runs what is missing. Several processes may do so at once: each checks again inside its transaction.
 * @returns the numbers of the migrations that ran here
 * @throws StoreUnavailableError where a newer Mooring has written the store; nothing is changed
 */
export async function migrate(store: Migrating, migrations = MIGRATIONS): Promise<number[]> {
  const known = migrations.at(-1)?.number ?? 0
  const version = await store.read((db) => versionOf(db, store.dialect))
  if (version > known) throw new StoreUnavailableError(tooNew(version, known))
  const ran: number[] = []
  for (const migration of migrations) {
    if (migration.number <= version) continue
    if (await store.write((db) => run(db, store, migration))) ran.push(migration.number)
  }
  return ran
}

async function versionOf(db: MooringDb, dialect: SqlDialect): Promise<number> {
  const { rows } = await sql.raw(dialect.findMigrations).execute(db)
  if (rows.length === 0) return 0
  const last = await db
    .selectFrom('migrations')
    .select('number')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return Number(last?.number ?? 0)
}

async function run(db: MooringDb, { dialect, now }: Migrating, migration: Migration): Promise<boolean> {
  if ((await versionOf(db, dialect)) >= migration.number) return false
  const { integer } = dialect
  const record = `create table if not exists migrations (number ${integer} primary key not null, name text not null, applied_at ${integer} not null)`
  const guards = dialect.guards[migration.number] ?? []
  for (const statement of [record, ...migration.statements(dialect), ...guards])
    await sql.raw(statement).execute(db)
  await db
    .insertInto('migrations')
    .values({ number: migration.number, name: migration.name, applied_at: now() })
    .execute()
  return true
}

const tooNew = (version: number, known: number): string =>
  `This store was written by a newer Mooring (schema ${version}; this one knows up to ${known}). Update @mooring/server-adapter, or give it another store. Nothing was changed.`
