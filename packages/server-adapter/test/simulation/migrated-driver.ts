// A store in memory for each story: migrated once, and copied from then on. To migrate it anew was a fifth of a story's time.
import { memoryStore } from '../../src/stores/sqlite.ts'
import type { Store } from '../../src/stores/store.ts'

type Database = InstanceType<ReturnType<typeof process.getBuiltinModule<'node:sqlite'>>['DatabaseSync']>

const SILENT = { debug() {}, info() {}, warn() {}, error() {} }

let migrated: Uint8Array | null = null

/** Opens a store of its own. One at a time. */
export async function openDriver(): Promise<Store> {
  const driver = memoryStore().create({ now: Date.now, logger: SILENT })
  const { prototype } = process.getBuiltinModule('node:sqlite').DatabaseSync
  const { exec } = prototype
  let opened: Database | null = null
  // The first statement of a new database: before it there is nothing to be looked at.
  prototype.exec = function (sql) {
    if (opened === null && migrated !== null) this.deserialize(migrated)
    opened ??= this
    exec.call(this, sql)
  }
  try {
    // What it loads first comes from a disk, for which no scheduler waits.
    await driver.open()
  } finally {
    prototype.exec = exec
  }
  migrated ??= (opened as Database | null)?.serialize() ?? null
  return driver
}
