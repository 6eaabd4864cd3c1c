// The schema that hosts have: which migrations the last release had, and what each of them did.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { MIGRATIONS } from '../src/stores/migrations/migrate.ts'
import { createPostgresDialect } from '../src/stores/postgres/postgres-dialect.ts'
import { createSqliteDialect } from '../src/stores/sqlite/sqlite-dialect.ts'

export const RELEASED_FILE = new URL('released-schema.json', import.meta.url)

export interface ReleasedSchema {
  /** null before the first release. */
  readonly version: string | null
  /** SHA-256 of what each migration says to both databases, by its number. */
  readonly migrations: Readonly<Record<string, string>>
}

export const readReleased = (): ReleasedSchema => JSON.parse(readFileSync(RELEASED_FILE, 'utf8'))

/** The migrations of these sources, as `released-schema.json` has them. */
export function describeSchema(version: string | null): ReleasedSchema {
  const dialects = [createSqliteDialect(), createPostgresDialect('mooring')]
  const migrations = MIGRATIONS.map(({ number, statements }) => {
    const text = JSON.stringify(dialects.map((dialect) => statements(dialect)))
    return [number, createHash('sha256').update(text).digest('hex')] as const
  })
  return { version, migrations: Object.fromEntries(migrations) }
}
