// What a migration is. A published one is never edited: the next change is the next number.
import type { SqlDialect } from '../sql/sql-dialect.ts'

export interface Migration {
  /** 1, 2, 3 … without a gap. */
  readonly number: number
  readonly name: string
  statements(dialect: SqlDialect): readonly string[]
}
