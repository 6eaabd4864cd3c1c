// Kysely's connection over node:sqlite's DatabaseSync, with a cache of prepared statements.
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely'

/** Far above the number of different statements the repositories make. */
const MOST_STATEMENTS = 300

/** Wraps an open database. The caller closes it. */
export function sqliteConnection(database: DatabaseSync): DatabaseConnection {
  const statements = new Map<string, StatementSync>()
  const prepare = (text: string): StatementSync => {
    const prepared = statements.get(text)
    if (prepared) return prepared
    const statement = database.prepare(text)
    if (statements.size >= MOST_STATEMENTS) statements.clear()
    statements.set(text, statement)
    return statement
  }
  return {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const statement = prepare(query.sql)
      const parameters = query.parameters as readonly SQLInputValue[]
      if (returnsRows(query)) return { rows: statement.all(...parameters) as R[] }
      return { rows: [], numAffectedRows: BigInt(statement.run(...parameters).changes) }
    },
    streamQuery(): never {
      throw new Error('The store does not stream: its reads are short and paged.')
    },
  }
}

/** From the query's shape: `StatementSync.columns` is younger than the oldest Node we run on. */
function returnsRows({ query }: CompiledQuery): boolean {
  if (query.kind === 'SelectQueryNode' || query.kind === 'RawNode') return true
  return 'returning' in query && query.returning !== undefined
}
