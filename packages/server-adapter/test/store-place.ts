// Where a test's store is, in words that can be handed to other processes.
import { postgresStore, type StoreFactory, sqliteStore } from '../src/index.ts'

/** A SQLite file, or a schema on a Postgres server. */
export type StorePlace =
  | { readonly kind: 'sqlite'; readonly path: string }
  | { readonly kind: 'postgres'; readonly connectionString: string; readonly schema: string }

export const storeAt = (place: StorePlace): StoreFactory =>
  place.kind === 'sqlite' ? sqliteStore({ path: place.path }) : postgresStore(place)
