// What a migration is. A published one is never edited: the next change is the next number. It only adds: instances of the
// version before go on meanwhile, so a new column is null or has a default, and nothing is renamed, dropped or made narrower
// before a version after the next.
import type { SqlDialect } from '../sql/sql-dialect.ts'

export interface Migration {
  /** 1, 2, 3 … without a gap. */
  readonly number: number
  readonly name: string
  statements(dialect: SqlDialect): readonly string[]
}
