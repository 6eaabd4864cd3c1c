// Row by row from the file to Postgres, in batches: each with the note of how far it is, in one transaction.
import type { MovedTable, Row } from './moved-table.ts'
import { countOf, lastPosition, rowsAfter, type SourceFile, START } from './source-file.ts'
import { inTransaction, named, replaceNote, type TargetNote, type TargetSchema } from './target-schema.ts'

/** What a copy goes from, to and through. */
export interface Copying {
  readonly source: SourceFile
  readonly target: TargetSchema
  readonly tables: readonly MovedTable[]
  readonly types: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** Called after each batch. */
  copied(table: MovedTable, rows: number): void
}

/**
 * Copies what is not there yet, from where an earlier move stopped.
 * @returns the note after the last batch
 */
export async function copyTables(copying: Copying, begun: TargetNote): Promise<TargetNote> {
  const { source, tables } = copying
  let note = begun
  const first = tables.findIndex(({ name }) => name === begun.table)
  for (const table of tables.slice(Math.max(first, 0))) {
    for (;;) {
      const { rows, last } = rowsAfter(source, table, note.table === table.name ? note.after : START)
      if (rows.length === 0) break
      note = await putBatch(
        copying,
        { table, rows },
        { was: note, next: { ...note, table: table.name, after: last } },
      )
      copying.copied(table, rows.length)
    }
  }
  for (const table of tables) await goOnWithPositions(copying, table)
  return note
}

async function putBatch(
  { target, types }: Copying,
  { table, rows }: { table: MovedTable; rows: readonly Row[] },
  { was, next }: { was: TargetNote; next: TargetNote },
): Promise<TargetNote> {
  const typeOf = (column: string) => types.get(table.name)?.get(column)
  const lists = table.columns.map((column, index) => `$${index + 1}::${typeOf(column)}[]`)
  const values = table.columns.map((_column, index) => rows.map((row) => row[index]))
  await inTransaction(target, async () => {
    await replaceNote(target, was, next)
    await target.client.query(
      `insert into ${named(target, table.name)} (${table.columns.join(', ')}) overriding system value
       select * from unnest(${lists.join(', ')})`,
      values,
    )
  })
  return next
}

/** The next position is beyond every one the file ever gave, also to rows that are gone: a stream goes on where it was. */
async function goOnWithPositions({ source, target }: Copying, table: MovedTable): Promise<void> {
  const last = lastPosition(source, table)
  if (last === null || last === 0) return
  await target.client.query(`select setval(pg_get_serial_sequence($1, 'position'), $2)`, [
    named(target, table.name),
    last,
  ])
}

/** How many rows there are to move. */
export const rowsOf = (source: SourceFile, tables: readonly MovedTable[]): number =>
  tables.reduce((sum, table) => sum + countOf(source, table), 0)
