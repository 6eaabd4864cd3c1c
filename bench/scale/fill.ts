// Fills a store with very many connections: those of one tenant through the adapter, as a host would, and all others as copies
// of one of them, made by the store itself. A copy's tokens can't be opened: nothing that is measured opens them.
import { createRequire } from 'node:module'
import type { QuickBooksAdapter } from '../../packages/server-adapter/src/index.ts'
import type { StoreLocation } from '../store-location.ts'

const DAY = 86_400_000
/** Copies that one statement makes. */
const AT_ONCE = 50_000
/** Imports that are under way at the same time. */
const WIDTH = 16
/** Copies are due over so many days, as keepalive spreads them. */
const DUE_OVER_DAYS = 60
/** Connections of each other tenant. */
const PER_TENANT = 3

/** Runs statements and closes. */
interface Sql extends AsyncDisposable {
  run(sql: string): Promise<void>
  columns(table: string): Promise<readonly string[]>
}

export async function openSql(location: StoreLocation): Promise<Sql> {
  if ('path' in location) {
    const { DatabaseSync } = await import('node:sqlite')
    const db = new DatabaseSync(location.path)
    db.exec('pragma busy_timeout = 10000; pragma synchronous = off; pragma cache_size = -200000')
    return {
      run: async (sql) => db.exec(sql),
      columns: async (table) =>
        db
          .prepare(`pragma table_info(${table})`)
          .all()
          .map(({ name }) => String(name)),
      [Symbol.asyncDispose]: async () => db.close(),
    }
  }
  // The adapter's own pg: the repository's root has none.
  const require = createRequire(new URL('../../packages/server-adapter/package.json', import.meta.url))
  const { Client } = require('pg') as typeof import('pg')
  const client = new Client({ connectionString: location.connectionString })
  await client.connect()
  await client.query(`set search_path to ${location.schema}; set synchronous_commit to off`)
  return {
    run: async (sql) => void (await client.query(sql)),
    columns: async (table) => {
      const found = await client.query(
        'select column_name as name from information_schema.columns where table_schema = $1 and table_name = $2',
        [location.schema, table],
      )
      return found.rows.map(({ name }) => String(name))
    },
    [Symbol.asyncDispose]: () => client.end(),
  }
}

/** Below 2^53, above which numbers are rounded and two would be one. */
const realmOf = (index: number) => String(4_620_816_000_000_000 + index)

/** @returns the ids of the tenant's connections */
export async function importConnections(
  adapter: QuickBooksAdapter,
  tenantId: string,
  count: number,
): Promise<readonly string[]> {
  const { connections } = adapter.forTenant(tenantId)
  const ids: string[] = []
  let next = 0
  const work = async () => {
    while (next < count) {
      const { id } = await connections.import({
        realmId: realmOf(next++),
        refreshToken: `refresh-${next}`,
        accessToken: `access-${next}`.padEnd(900, 'x'),
        accessTokenExpiresAt: new Date(Date.now() + 3_600_000).toISOString(),
      })
      ids.push(id)
    }
  }
  await Promise.all(Array.from({ length: WIDTH }, work))
  return ids
}

/** The same text with its last eight characters replaced by the copy's number. */
const numbered = (column: string) =>
  `case when t.${column} is null then null else substr(t.${column}, 1, length(t.${column}) - 8) || substr(cast(100000000 + n.i as text), 2) end`

/** What differs from one copy to the next; everything else is as in the original. */
const DIFFERENT: Readonly<Record<string, (now: number) => string>> = {
  id: () => numbered('id'),
  connection_id: () => numbered('connection_id'),
  subject_id: () => numbered('subject_id'),
  queue: () => numbered('queue'),
  realm_tag: () => numbered('realm_tag'),
  realm_claim: () => numbered('realm_claim'),
  tenant_id: () => `'tenant-' || cast(n.i / ${PER_TENANT} as text)`,
  due_at: (now) => `${now + DAY} + (cast(n.i as bigint) * 7919 % ${DUE_OVER_DAYS * DAY})`,
}

/** The tables that have rows of a connection that is at rest, and how the original's are found. */
const TABLES: readonly [table: string, column: string][] = [
  ['connections', 'id'],
  ['grants', 'connection_id'],
  ['history', 'connection_id'],
  ['events', 'connection_id'],
  ['changes', 'subject_id'],
]

/** Copies the rows of one connection that is at rest, until there are so many. */
export async function copyConnection(
  sql: Sql,
  { connectionId, copies, now }: { connectionId: string; copies: number; now: number },
  onProgress: (made: number) => void = () => {},
): Promise<void> {
  const statements: ((from: number, to: number) => string)[] = []
  for (const [table, by] of TABLES) {
    // Positions are given by the store.
    const columns = (await sql.columns(table)).filter((column) => column !== 'position')
    const values = columns.map((column) => DIFFERENT[column]?.(now) ?? `t.${column}`)
    statements.push(
      (from, to) =>
        `insert into ${table} (${columns.join(', ')})
          with recursive n (i) as (select ${from} union all select i + 1 from n where i < ${to})
          select ${values.join(', ')} from n cross join ${table} t where t.${by} = '${connectionId}'`,
    )
  }
  for (let from = 1; from <= copies; from += AT_ONCE) {
    const to = Math.min(from + AT_ONCE - 1, copies)
    for (const statement of statements) await sql.run(statement(from, to))
    onProgress(to)
  }
  await sql.run(
    `update connection_counts set count = count + ${copies} where status = 'connected' and reason = ''`,
  )
  await sql.run('analyze')
}
