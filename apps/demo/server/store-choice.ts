// Where Mooring stores its connections here: in a SQLite file, or in Postgres.
import { postgresStore, type StoreFactory, sqliteStore } from '@mooring/server-adapter'
import { Client } from 'pg'
import type { Settings } from './settings.ts'
import { StartProblem } from './start-problem.ts'

/** The store that the settings name. */
export const chooseStore = ({ databaseUrl }: Pick<Settings, 'databaseUrl'>, path: string): StoreFactory =>
  databaseUrl === null ? sqliteStore({ path }) : postgresStore({ connectionString: databaseUrl })

/** Mooring's own schema, where the host names no other; beside it, with `_jobs`, the one of its background work. */
const SCHEMA = 'mooring'

/**
 * Empties Mooring's schemas in Postgres, and nothing else of the database.
 * @throws StartProblem where the schema has the connections of another app, or can't be reached
 */
export async function emptyPostgres(
  { databaseUrl, clientId, environment }: Settings,
  redirectUri: string,
): Promise<void> {
  if (databaseUrl === null) return
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    const owner = await ownerOf(client)
    const own: Owner = { clientId, environment, redirectOrigin: new URL(redirectUri).origin }
    const isOther = (key: keyof Owner) => owner !== null && owner[key] !== own[key]
    if (isOther('clientId') || isOther('environment') || isOther('redirectOrigin')) throw notOurs()
    await client.query(`drop schema if exists ${SCHEMA}, ${SCHEMA}_jobs cascade`)
  } catch (error) {
    if (error instanceof StartProblem) throw error
    throw new StartProblem(
      `The schema "${SCHEMA}" in the database that DATABASE_URL names can't be emptied: ${String(error)}`,
    )
  } finally {
    await client.end()
  }
}

const notOurs = () =>
  new StartProblem(
    `The schema "${SCHEMA}" in the database that DATABASE_URL names has the connections of another app: it is left as it is. Name a database of the demo's own.`,
  )

/** What a store notes of whose it is, as far as the demo compares it. */
interface Owner {
  readonly clientId: string
  readonly environment: string
  readonly redirectOrigin: string
}

async function ownerOf(client: Client): Promise<Owner | null> {
  const found = await client.query(`select to_regclass('${SCHEMA}.meta') is not null as there`)
  if (!found.rows[0].there) return null
  const { rows } = await client.query(`select value from ${SCHEMA}.meta where name = 'identity'`)
  return rows.length === 0 ? null : JSON.parse(rows[0].value)
}
