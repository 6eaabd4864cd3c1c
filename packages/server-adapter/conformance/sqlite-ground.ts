// The SQLite stores' grounds: a file in a folder of its own, and memory.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLogger } from '../src/platform/logger.ts'
import { memoryStore, sqliteStore } from '../src/stores/sqlite.ts'
import type { Store } from '../src/stores/store.ts'
import { writeReadyFile } from '../test/ready-file.ts'
import { NOON } from './sample-records.ts'
import type { StoreGround } from './store-ground.ts'

const context = { now: () => NOON, logger: silentLogger }

/** The store in a file. Also called by other processes. */
export const storeAt = (place: string): Store => sqliteStore({ path: place }).create(context)

/** A file in a new folder. @param isNew where it does not exist yet, so that its tables are still to be made */
export async function sqliteGround(isNew = false): Promise<StoreGround & { readonly path: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'mooring-store-'))
  const path = join(folder, 'mooring.db')
  if (!isNew) await writeReadyFile(path)
  return {
    path,
    store: () => storeAt(path),
    elsewhere: { module: import.meta.url, place: path },
    remove: () => rm(folder, { recursive: true }),
  }
}

/** Memory: each store is a ground of its own. */
export const memoryGround = async (): Promise<StoreGround> => ({
  store: () => memoryStore().create(context),
  elsewhere: null,
  remove: async () => {},
})
