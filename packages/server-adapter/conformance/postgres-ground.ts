// The Postgres store's ground: a schema of its own for each test, on one real server.
import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { silentLogger } from '../src/platform/logger.ts'
import { postgresStore } from '../src/stores/postgres.ts'
import type { Store } from '../src/stores/store.ts'
import { NOON } from './sample-records.ts'
import type { StoreGround } from './store-ground.ts'

interface Address {
  readonly connectionString: string
  readonly schema: string
}

/** The store of a schema. Also called by other processes. */
export const storeAt = (place: string): Store =>
  postgresStore(JSON.parse(place) as Address).create({ now: () => NOON, logger: silentLogger })

/**
 * In a database that is dropped after the tests.
 * @param schema default: one that does not exist yet
 */
export function postgresGround(
  connectionString: string,
  schema = `test "${randomUUID().slice(0, 8)}`,
): StoreGround & Address {
  const place = JSON.stringify({ connectionString, schema })
  return {
    connectionString,
    schema,
    store: () => storeAt(place),
    elsewhere: { module: import.meta.url, place },
    // To drop a schema costs a third as much as to make it; its database takes it along.
    remove: async () => {},
  }
}

/** Runs SQL outside any store. */
export async function runSql(connectionString: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString })
  client.on('error', () => {})
  await client.connect()
  try {
    const answer = await client.query(text)
    return Array.isArray(answer) ? (answer.at(-1)?.rows ?? []) : answer.rows
  } finally {
    await client.end()
  }
}
