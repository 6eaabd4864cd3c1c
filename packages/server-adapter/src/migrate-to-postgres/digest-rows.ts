// A table's content as a number: the same on both sides when every value of every row is, in whatever order they come.
import { createHash } from 'node:crypto'
import { MOVE_NOTE } from '../stores/store-move.ts'
import type { MovedTable, Row } from './moved-table.ts'
import { rowsAfter, type SourceFile, START } from './source-file.ts'
import { named, type TargetSchema } from './target-schema.ts'

/** A table with what the file has of it. */
export interface DigestedTable extends MovedTable {
  readonly digest: Digest
}

export interface Digest {
  readonly rows: number
  /** The sum of the rows' hashes. */
  readonly sum: string
}

const PAGE = 200
const MODULUS = 1n << 128n

class Sum {
  #rows = 0
  #sum = 0n

  add(row: Row): void {
    // A big integer comes as text from Postgres and as a number from SQLite.
    const text = JSON.stringify(row.map((value) => (value === null ? null : String(value))))
    const hash = createHash('sha256').update(text).digest('hex')
    this.#sum = (this.#sum + BigInt(`0x${hash}`)) % MODULUS
    this.#rows += 1
  }

  digest = (): Digest => ({ rows: this.#rows, sum: this.#sum.toString(16) })
}

/** Taken before a transaction in Postgres begins: of a large file it takes a while. */
export const digestTables = (source: SourceFile, tables: readonly MovedTable[]): DigestedTable[] =>
  tables.map((table) => ({ ...table, digest: digestSource(source, table) }))

function digestSource(source: SourceFile, table: MovedTable): Digest {
  const sum = new Sum()
  for (let after = START; ; ) {
    const { rows, last } = rowsAfter(source, table, after)
    if (rows.length === 0) return sum.digest()
    for (const row of rows) sum.add(row)
    after = last
  }
}

/** Inside a transaction of the caller's. */
export async function digestTarget(target: TargetSchema, table: MovedTable): Promise<Digest> {
  const sum = new Sum()
  const except = table.name === 'meta' ? ` where name <> '${MOVE_NOTE}'` : ''
  const query = `select ${table.columns.join(', ')} from ${named(target, table.name)}${except}`
  for await (const row of throughCursor(target, query)) {
    sum.add(table.columns.map((column) => row[column] as Row[number]))
  }
  return sum.digest()
}

/** Rows of a query, a page at a time. Inside a transaction of the caller's, one at a time. */
export async function* throughCursor(
  { client }: TargetSchema,
  query: string,
): AsyncGenerator<Record<string, unknown>> {
  await client.query(`declare moving no scroll cursor for ${query}`)
  for (;;) {
    const { rows } = await client.query(`fetch ${PAGE} from moving`)
    if (rows.length === 0) break
    yield* rows
  }
  await client.query('close moving')
}
