// The location of a test's store, as data that can be sent to other processes.
import { setTimeout as sleep } from 'node:timers/promises'
import { postgresStore, type StoreFactory, sqliteStore } from '../src/index.ts'
import { SqliteStore } from '../src/stores/sqlite/sqlite-store.ts'
import { withoutDiskWaits } from './without-disk-waits.ts'

withoutDiskWaits()

/** A SQLite file, or a schema on a Postgres server. */
export type StoreLocation =
  | { readonly kind: 'sqlite'; readonly path: string }
  | { readonly kind: 'postgres'; readonly connectionString: string; readonly schema: string }

export function storeAt(place: StoreLocation): StoreFactory {
  if (place.kind === 'sqlite') return sqliteStore({ path: place.path })
  const { connectionString, schema } = place
  return postgresStore({ connectionString, schema })
}

/** A SQLite file whose lock is waited for this long, ms, and no longer. */
export const impatientStoreAt = (path: string, retryMs: number): StoreFactory => ({
  kind: 'sqlite',
  create({ now, logger }) {
    const elapsed = () => performance.now()
    const waiting = { retryMs, elapsed, random: Math.random, sleep: (ms: number) => sleep(ms) }
    return new SqliteStore({ path, now, logger, waiting })
  },
})
