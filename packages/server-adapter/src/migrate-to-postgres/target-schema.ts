// The schema in Postgres that is filled: one connection, every statement with its tables' full names.
import { identifier } from '../stores/postgres/literal.ts'
import { checkPrimary, onPrimary } from '../stores/postgres/one-server.ts'
import { PostgresFailure } from '../stores/postgres/postgres-error.ts'
import { importPg, type PostgresSession } from '../stores/postgres/postgres-pool.ts'
import { MOVE_NOTE, type StoreMove } from '../stores/store-move.ts'
import { MigrationRefused } from './migration-refused.ts'
import type { MovedTable } from './moved-table.ts'

/** How far a move has come: every table before this one is there, and this one up to a row of the source. */
export interface Progress {
  readonly table: string | null
  readonly after: number
}

/** The note of a move as the target stores it. */
export type TargetNote = StoreMove & Progress

/** An open schema. The caller closes it. */
export interface TargetSchema {
  readonly client: PostgresSession
  readonly schema: string
  /** What sentences call it; without user and password. */
  readonly label: string
  close(): Promise<void>
}

/** How long a server may be silent: a batch is far quicker, and a move that hangs can be run again. */
const SILENCE_MS = 120_000

/** @throws the server's or the network's error where it can't be reached; MigrationRefused for a server that may lag */
export async function openTarget(connectionString: string, schema: string): Promise<TargetSchema> {
  const { Client } = await importPg()
  const session = new Client({
    connectionString,
    connectionTimeoutMillis: 10_000,
    query_timeout: SILENCE_MS,
    keepAlive: true,
    application_name: 'mooring migrate',
  })
  // A connection that breaks between two queries shows at the next one.
  session.on('error', () => {})
  await session.connect()
  const client = withReadsOnPrimary(session)
  await refuseStandby(client).catch(async (error: unknown) => {
    await client.end()
    throw error
  })
  const { rows } = await client.query<{ name: string }>('select current_database() as name')
  const label = `Postgres (schema "${schema}" of database "${rows[0]?.name}" at ${client.host}:${client.port})`
  return { client, schema, label, close: () => client.end() }
}

const withReadsOnPrimary = (session: PostgresSession): PostgresSession => ({
  host: session.host,
  port: session.port,
  connect: () => session.connect(),
  query: (text, values) => session.query(onPrimary(text), values),
  on: (event, listener) => session.on(event, listener),
  end: () => session.end(),
})

/** What was copied is read again to prove it, and how far a move came is read to go on. */
async function refuseStandby(client: PostgresSession): Promise<void> {
  try {
    await checkPrimary((text) => client.query(text))
  } catch (error) {
    throw error instanceof PostgresFailure ? new MigrationRefused(error.toError().message) : error
  }
}

/** A table's name in SQL. */
export const named = ({ schema }: TargetSchema, table: string): string =>
  `${identifier(schema)}.${identifier(table)}`

/** Runs `work` in one transaction: all of it or nothing. */
export async function inTransaction<T>({ client }: TargetSchema, work: () => Promise<T>): Promise<T> {
  await client.query('begin')
  try {
    const result = await work()
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
}

/** The number of the last migration; null where the schema has no tables of Mooring's yet. */
export async function versionOfTarget(target: TargetSchema): Promise<number | null> {
  const migrations = named(target, 'migrations')
  const found = await target.client.query('select 1 where to_regclass($1) is not null', [migrations])
  if (found.rows.length === 0) return null
  const { rows } = await target.client.query<{ version: number | null }>(
    `select max(number)::int as version from ${migrations}`,
  )
  return rows[0]?.version ?? 0
}

/** Each column's type, by table and column. */
export async function columnTypes({
  client,
  schema,
}: TargetSchema): Promise<Map<string, Map<string, string>>> {
  const { rows } = await client.query<{ table: string; column: string; type: string }>(
    `select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped`,
    [schema],
  )
  const types = new Map<string, Map<string, string>>()
  for (const row of rows) types.set(row.table, (types.get(row.table) ?? new Map()).set(row.column, row.type))
  return types
}

/** The first of these tables with a row in it; null where there is nothing but what an adapter writes at its start. */
export async function firstFilled(
  target: TargetSchema,
  tables: readonly MovedTable[],
): Promise<string | null> {
  const there = await columnTypes(target)
  for (const { name } of tables) {
    if (AT_START.includes(name) || !there.has(name)) continue
    const { rows } = await target.client.query(`select 1 from ${named(target, name)} limit 1`)
    if (rows.length > 0) return name
  }
  return null
}

const AT_START = ['meta', 'key_checks']

/** What the schema says of itself. */
export interface TargetNotes {
  readonly move: TargetNote | null
  /** An adapter has opened it. */
  readonly wasUsed: boolean
}

export async function notesOf(target: TargetSchema): Promise<TargetNotes> {
  if ((await versionOfTarget(target)) === null) return { move: null, wasUsed: false }
  const { rows } = await target.client.query<{ name: string; value: string }>(
    `select name, value from ${named(target, 'meta')}`,
  )
  const values = new Map(rows.map(({ name, value }) => [name, value]))
  return {
    move: JSON.parse(values.get(MOVE_NOTE) ?? 'null'),
    wasUsed: [...values.keys()].some((name) => name !== MOVE_NOTE),
  }
}

/** Replaces the note of the move. @throws MigrationRefused where it is not the one expected: another process moves too */
export async function replaceNote(
  target: TargetSchema,
  was: TargetNote | null,
  note: TargetNote,
): Promise<void> {
  const meta = named(target, 'meta')
  const text = JSON.stringify(note)
  const { rowCount } =
    was === null
      ? await target.client.query(
          `insert into ${meta} (name, value) values ($1, $2) on conflict (name) do nothing`,
          [MOVE_NOTE, text],
        )
      : await target.client.query(`update ${meta} set value = $2 where name = $1 and value = $3`, [
          MOVE_NOTE,
          text,
          JSON.stringify(was),
        ])
  if (rowCount !== 1)
    throw new MigrationRefused(`Another "mooring migrate" is moving into ${target.label}. Let it end first.`)
}
