// Where the connections of a bench are: a SQLite file of its own, or a schema of its own on a Postgres server.
import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { postgresStore, type StoreFactory, sqliteStore } from '../packages/server-adapter/src/index.ts'

/** Can be handed to another process as JSON. */
export type StoreLocation =
  | { readonly path: string }
  | { readonly connectionString: string; readonly schema: string }

export const newFile = (): StoreLocation => ({
  path: path.join(mkdtempSync(path.join(os.tmpdir(), 'mooring-bench-')), 'bench.db'),
})

export const newSchema = (connectionString: string): StoreLocation => ({
  connectionString,
  schema: `bench_${randomUUID().slice(0, 8)}`,
})

export const storeAt = (location: StoreLocation): StoreFactory =>
  'path' in location ? sqliteStore(location) : postgresStore(location)

/** The location a process was started with. */
export const locationOfArguments = (): StoreLocation => JSON.parse(process.argv[2] ?? '') as StoreLocation
