// Bytes that a connection needs in the store, and what a year of hourly refreshes adds to its history.
import { createRequire } from 'node:module'
import { DatabaseSync } from 'node:sqlite'
import type pgModule from 'pg'
import { createQuickBooksAdapter } from '../packages/server-adapter/src/index.ts'
import { options } from './options.ts'
import { report } from './report.ts'
import type { StoreLocation as Database } from './store-location.ts'
import { startTokenEndpoint } from './token-endpoint.ts'

const require = createRequire(new URL('../packages/server-adapter/package.json', import.meta.url))
const { Client } = require('pg') as typeof pgModule

const CONNECTIONS = 200
/** Days that a year is worked out from, and connections that live through them. */
const DAYS = 8
const HOURLY = 20
const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Bytes by table, each with its indexes. */
type Sizes = ReadonlyMap<string, number>

function sizesOfFile(path: string): Sizes {
  const file = new DatabaseSync(path)
  const rows = file
    .prepare(
      `select tbl_name as name, sum(pgsize) as bytes from dbstat join sqlite_schema using (name) where aggregate = true group by tbl_name`,
    )
    .all()
  file.close()
  return new Map(rows.map(({ name, bytes }) => [String(name), Number(bytes)]))
}

async function sizesOfSchema(connectionString: string, schema: string): Promise<Sizes> {
  const client = new Client({ connectionString })
  await client.connect()
  const { rows: tables } = await client.query<{ name: string }>(
    `select relname as name from pg_class c join pg_namespace n on n.oid = relnamespace where nspname = $1 and relkind = 'r'`,
    [schema],
  )
  // What updates have left is reused by the next ones: what is stored is measured without it.
  for (const { name } of tables) await client.query(`vacuum (full) "${schema}"."${name}"`)
  const { rows } = await client.query<{ name: string; bytes: string }>(
    `select relname as name, pg_total_relation_size(c.oid) as bytes from pg_class c
      join pg_namespace n on n.oid = relnamespace where nspname = $1 and relkind = 'r'`,
    [schema],
  )
  await client.end()
  return new Map(rows.map(({ name, bytes }) => [name, Number(bytes)]))
}

const sizesOf = (database: Database): Promise<Sizes> | Sizes =>
  'path' in database ? sizesOfFile(database.path) : sizesOfSchema(database.connectionString, database.schema)

const total = (sizes: Sizes, isCounted: (table: string) => boolean): number =>
  [...sizes].filter(([table]) => isCounted(table)).reduce((sum, [, bytes]) => sum + bytes, 0)

async function measure(database: Database) {
  await using endpoint = await startTokenEndpoint()
  let ahead = 0
  const now = () => Date.now() + ahead
  const adapter = createQuickBooksAdapter(options(database, { intuitOrigin: endpoint.origin, now }))
  const books = adapter.forTenant('bench')
  const ids: string[] = []
  await adapter.runDueWork()
  const empty = await sizesOf(database)
  for (let made = 0; made < CONNECTIONS; made++) {
    const { id } = await books.connections.import({
      realmId: String(4_620_816_000_000_000 + made),
      refreshToken: `refresh-${made}`.padEnd(50, 'x'),
      accessToken: `access-${made}`.padEnd(900, 'x'),
      accessTokenExpiresAt: new Date(now() + HOUR).toISOString(),
      verify: 'later',
    })
    ids.push(id)
  }
  await adapter.runDueWork()
  const imported = await sizesOf(database)
  const hourly = ids.slice(0, HOURLY)
  const refreshAll = () => Promise.all(hourly.map((id) => books.tokens.get(id)))
  // The first use reads the company, which is an entry too.
  await refreshAll()
  ahead += DAY - (now() % DAY)
  const before = await sizesOf(database)
  for (let hour = 0; hour < DAYS * 24; hour++) {
    await refreshAll()
    ahead += HOUR
  }
  const refreshed = await sizesOf(database)
  await adapter.close()
  const isHistory = (table: string) => table === 'history'
  const each = (isCounted: (table: string) => boolean) =>
    (total(imported, isCounted) - total(empty, isCounted)) / CONNECTIONS
  const grown = total(refreshed, isHistory) - total(before, isHistory)
  return {
    connection: each((table) => !isHistory(table)),
    first: each(isHistory),
    year: (grown / HOURLY / DAYS) * 365,
  }
}

/** @param atMost kB of a connection */
export async function benchBytes(database: Database, atMost: number): Promise<void> {
  const { connection, first, year } = await measure(database)
  report('a connection without its history', `${(connection / 1_000).toFixed(2)} kB`, {
    measured: connection / 1_000,
    atMost,
    unit: 'kB',
  })
  report('its first entries of the history', `${(first / 1_000).toFixed(2)} kB`)
  report('history, a year refreshed every hour', `${(year / 1e6).toFixed(3)} MB`, {
    measured: year / 1e6,
    atMost: 0.2,
    unit: 'MB',
  })
}
