// The SQLite file that is moved: opened with care, checked, and read in the order it was written.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import { isMooringFile } from '../stores/sqlite/open-database.ts'
import { problemOfPath } from '../stores/sqlite/sqlite-path.ts'
import { MOVE_NOTE, type StoreMove } from '../stores/store-move.ts'
import { MigrationRefused } from './migration-refused.ts'
import type { MovedTable, Row } from './moved-table.ts'

/** An open file. The caller closes it. */
export interface SourceFile {
  readonly database: DatabaseSync
  /** What sentences call it. */
  readonly label: string
}

/** @throws MigrationRefused where there is no file, or it is no store of Mooring's or damaged; then nothing is left open */
export function openSourceFile(path: string): SourceFile {
  const file = resolve(path)
  const problem = existsSync(file)
    ? problemOfPath(file)
    : `There is no file "${file}". Give the one the adapter was started with.`
  if (problem !== null) throw new MigrationRefused(problem)
  const { DatabaseSync: Database } = process.getBuiltinModule('node:sqlite')
  const database = new Database(file)
  // Beside another process that writes: SQLite itself waits for its turn. The option `timeout` is younger than Node 22.13.
  database.exec('pragma busy_timeout = 10000')
  const source = { database, label: `the SQLite file "${file}"` }
  try {
    checkOurs(source)
    return source
  } catch (error) {
    database.close()
    throw error
  }
}

function checkOurs({ database, label }: SourceFile): void {
  if (!isMooringFile(database)) throw new MigrationRefused(`${label} has no connections of Mooring's.`)
  const found = database.prepare('pragma integrity_check(1)').get()?.integrity_check
  if (found === 'ok') return
  throw new MigrationRefused(
    `${label} is damaged (${String(found)}). Restore it from a backup and move that; it was left as it is.`,
  )
}

/** The number of the last migration; 0 in a file that no adapter has used yet. */
export function versionOf({ database }: SourceFile): number {
  const table = `select 1 from sqlite_schema where type = 'table' and name = 'migrations'`
  if (database.prepare(table).get() === undefined) return 0
  return Number(database.prepare('select max(number) as version from migrations').get()?.version ?? 0)
}

/** Every table with rows to move, `connections` first: others point to it. */
export function tablesOf({ database }: SourceFile): MovedTable[] {
  const names = database
    .prepare(
      `select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' and name <> 'migrations'
       order by name <> 'connections', name`,
    )
    .all()
    .map(({ name }) => String(name))
  return names.map((name) => {
    const columns = database.prepare(`pragma table_info(${name})`).all()
    return { name, columns: columns.map((column) => String(column.name)) }
  })
}

/** Left out of a move: the note of the move itself differs on both sides. */
const moved = (table: MovedTable): string => (table.name === 'meta' ? `name <> '${MOVE_NOTE}'` : 'true')

export const countOf = ({ database }: SourceFile, table: MovedTable): number =>
  Number(database.prepare(`select count(*) as rows from ${table.name} where ${moved(table)}`).get()?.rows)

/** Rows in the order they were written, as many as are moved at once, and the position to go on from. */
export function rowsAfter(
  { database }: SourceFile,
  table: MovedTable,
  after: number,
): { rows: Row[]; last: number } {
  const found = database
    .prepare(
      `select rowid as "this row", ${table.columns.join(', ')} from ${table.name}
       where rowid > ? and ${moved(table)} order by rowid limit ?`,
    )
    .iterate(after, MOST_ROWS)
  const rows: Row[] = []
  let last = after
  let characters = 0
  for (const row of found) {
    const values = table.columns.map((column) => plain(row[column]))
    rows.push(values)
    last = Number(row['this row'])
    characters += values.reduce<number>((sum, value) => sum + String(value).length, 0)
    if (characters > MOST_CHARACTERS) break
  }
  return { rows, last }
}

/** Before the first row. */
export const START = Number.MIN_SAFE_INTEGER

const MOST_ROWS = 500
/** A webhook that waits may be large. */
const MOST_CHARACTERS = 2_000_000

function plain(value: SQLOutputValue | undefined): string | number | null {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value
  throw new TypeError('The store has text and whole numbers alone.')
}

/** The highest position ever given in a table, also to rows that are gone; null where it gives none. */
export function lastPosition({ database }: SourceFile, table: MovedTable): number | null {
  if (!table.columns.includes('position') || table.name === 'deliveries') return null
  const stored = database.prepare('select seq from sqlite_sequence where name = ?').get(table.name)
  return Number(stored?.seq ?? 0)
}

/** The note of an earlier move; null where there was none. */
export function moveOf(source: SourceFile): StoreMove | null {
  const row = source.database.prepare('select value from meta where name = ?').get(MOVE_NOTE)
  return row === undefined ? null : JSON.parse(String(row.value))
}
