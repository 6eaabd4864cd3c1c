// A SQLite file whose tables are there and empty: to make it takes longer than many a test that needs one.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { silentLogger } from '../src/platform/logger.ts'
import { sqliteStore } from '../src/stores/sqlite.ts'
import { withoutDiskWaits } from './without-disk-waits.ts'

let content: Promise<Buffer> | undefined

/** Writes one, as a store that was opened and closed leaves it. */
export async function writeReadyFile(file: string): Promise<void> {
  content ??= make()
  await writeFile(file, await content)
}

async function make(): Promise<Buffer> {
  withoutDiskWaits()
  const folder = await mkdtemp(path.join(os.tmpdir(), 'mooring-ready-'))
  try {
    const file = path.join(folder, 'mooring.db')
    const store = sqliteStore({ path: file }).create({ now: Date.now, logger: silentLogger })
    await store.open().finally(() => store.close())
    return await readFile(file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
