// Where a bench keeps its connections: a SQLite file of its own, or a schema of its own on a Postgres server.
import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { postgresStore, type StoreFactory, sqliteStore } from '../packages/server-adapter/src/index.ts'

/** Can be handed to another process as JSON. */
export type Place = { readonly path: string } | { readonly connectionString: string; readonly schema: string }

export const newFile = (): Place => ({
  path: path.join(mkdtempSync(path.join(os.tmpdir(), 'mooring-bench-')), 'bench.db'),
})

export const newSchema = (connectionString: string): Place => ({
  connectionString,
  schema: `bench_${randomUUID().slice(0, 8)}`,
})

export const storeAt = (place: Place): StoreFactory =>
  'path' in place ? sqliteStore(place) : postgresStore(place)

/** The place a process was started with. */
export const placeOfArguments = (): Place => JSON.parse(process.argv[2] ?? '') as Place
