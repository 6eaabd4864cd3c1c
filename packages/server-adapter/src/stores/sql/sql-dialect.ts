// What differs between SQL databases, in one object.
import type { DialectAdapter, QueryCompiler } from 'kysely'

/** A database's own words. Everything else in the repositories is SQL that all of them speak. */
export interface SqlDialect {
  readonly adapter: DialectAdapter
  readonly compiler: QueryCompiler
  /** The column type of whole numbers up to 2^53. */
  readonly integer: string
  /** The column type of a primary key that grows with every insert and is never given twice. */
  readonly position: string
  /**
   * What one database has besides the tables, by migration number: what makes it refuse to change what must not change,
   * and what only its store needs.
   */
  readonly guards: Readonly<Record<number, readonly string[]>>
  /** A query with one row where the table `migrations` is there. */
  readonly findMigrations: string
  /** Is this the unique index on live `realm_claim`s, refusing? */
  isClaimTaken(error: unknown): boolean
}
