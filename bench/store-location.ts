// Where the connections of a bench are: a SQLite file of its own, or a schema of its own on a Postgres server.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { postgresStore, type StoreFactory, sqliteStore } from '../packages/server-adapter/src/index.ts'

/** Can be handed to another process as JSON. */
export type StoreLocation =
  | { readonly path: string }
  | { readonly connectionString: string; readonly schema: string }

const folders: string[] = []
process.once('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A new file, which is deleted as this process ends. */
export function newFile(): StoreLocation {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'mooring-bench-'))
  folders.push(folder)
  return { path: path.join(folder, 'bench.db') }
}

export const newSchema = (connectionString: string): StoreLocation => ({
  connectionString,
  schema: `bench_${randomUUID().slice(0, 8)}`,
})

export const storeAt = (location: StoreLocation): StoreFactory =>
  'path' in location ? sqliteStore(location) : postgresStore(location)

/** The location a process was started with. */
export const locationOfArguments = (): StoreLocation => JSON.parse(process.argv[2] ?? '') as StoreLocation
