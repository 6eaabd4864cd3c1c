// Things that are made once and then used by every run of this clone (an unpacked browser, the demo's pages).
import {
  access,
  constants,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const CACHE_FOLDER = fileURLToPath(new URL('../node_modules/.cache/mooring', import.meta.url))
const MANIFEST = 'made-once.json'
const SQLITE_BUSY = 5
/** What SQLite says where the disk is full, and where a file can't be read or written. */
const SQLITE_FULL = [10, 13]
const SQLITE_NO_ACCESS = [8, 14, 23]
/** How long one process waits for another that makes the same thing. */
const LOCK_PATIENCE_MS = 120_000

/** Why something could not be made, in one sentence that says what to do. */
export class MadeOnceError extends Error {}

interface MadeOnceOptions {
  /** Names the thing and its version: another version is another name. Letters, digits, dots and dashes. */
  name: string
  /** Writes the whole thing into an empty folder. */
  make: (folder: string) => Promise<void>
  /** Called once before `make`. @default nothing is said */
  onMake?: () => void
  /** @default node_modules/.cache/mooring of this clone */
  cacheFolder?: string
}

/**
 * Resolves to the folder with the thing in it, made now where it is missing or no longer what was made.
 *
 * It is written beside where it belongs and renamed, so it is there whole or not at all. One process makes it; others that
 * ask meanwhile wait for that one. The lock ends with its process, however that ends.
 * @throws MadeOnceError where the disk is full, the folder can't be written, or another process takes over two minutes
 */
export async function madeOnce(options: MadeOnceOptions): Promise<string> {
  const { name, cacheFolder = CACHE_FOLDER } = options
  const folder = path.join(cacheFolder, name)
  if (await isWhole(folder)) return folder
  try {
    await mkdir(cacheFolder, { recursive: true })
    using _lock = await lock(path.join(cacheFolder, `${name}.lock`), {
      patienceMs: LOCK_PATIENCE_MS,
      late: `Another process has been making ${name} for two minutes: end it and try again.`,
    })
    if (!(await isWhole(folder))) await makeBeside(folder, options)
    return folder
  } catch (error) {
    throw explained(error, name, cacheFolder)
  }
}

async function makeBeside(folder: string, { make, onMake }: MadeOnceOptions): Promise<void> {
  await removeLeftovers(folder)
  onMake?.()
  const beside = await mkdtemp(`${folder}~`)
  try {
    await make(beside)
    await writeFile(path.join(beside, MANIFEST), JSON.stringify(await sizesIn(beside)))
    await rename(beside, folder)
  } catch (error) {
    await rm(beside, { recursive: true, force: true })
    throw error
  }
}

/** What a killed maker left, and a folder of this name that is not whole. */
async function removeLeftovers(folder: string): Promise<void> {
  const [parent, name] = [path.dirname(folder), path.basename(folder)]
  for (const entry of await readdir(parent)) {
    if (entry === name || entry.startsWith(`${name}~`)) {
      await rm(path.join(parent, entry), { recursive: true, force: true })
    }
  }
}

/** Every file with its size in bytes, by its path in the folder. */
async function sizesIn(folder: string): Promise<Record<string, number>> {
  const sizes: Record<string, number> = {}
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = path.join(entry.parentPath, entry.name)
    sizes[path.relative(folder, file)] = (await stat(file)).size
  }
  return sizes
}

async function isWhole(folder: string): Promise<boolean> {
  try {
    const sizes: Record<string, number> = JSON.parse(await readFile(path.join(folder, MANIFEST), 'utf8'))
    const files = Object.entries(sizes)
    const found = await Promise.all(files.map(([file]) => stat(path.join(folder, file))))
    return files.every(([, size], index) => found[index]?.size === size)
  } catch {
    return false
  }
}

/** How long a lock is waited for, and the sentence where that was too long. */
interface LockWait {
  readonly patienceMs: number
  readonly late: string
  /** Called once, where another process has the lock. */
  readonly onWait?: () => void
  /** Ends the wait; the lock is then not taken, and the wait rejects. */
  readonly signal?: AbortSignal
}

/**
 * Takes the lock that `name` means in this clone, until it is disposed of or this process ends.
 * @throws MadeOnceError with the sentence `late` where another process has it for longer than `patienceMs`
 */
export async function lockClone(name: string, wait: LockWait): Promise<Disposable> {
  try {
    await mkdir(CACHE_FOLDER, { recursive: true })
    return await lock(path.join(CACHE_FOLDER, `${name}.lock`), wait)
  } catch (error) {
    throw explained(error, name, CACHE_FOLDER)
  }
}

/** SQLite's lock on a file: the operating system releases it when the process ends. */
async function lock(file: string, { patienceMs, late, onWait, signal }: LockWait): Promise<Disposable> {
  const deadline = performance.now() + patienceMs
  let isFirst = true
  for (;;) {
    const database = new DatabaseSync(file)
    try {
      // Of a file that can only be read, SQLite would let any number of processes have the lock.
      await access(file, constants.W_OK)
      database.exec('pragma busy_timeout = 0; begin exclusive')
      return { [Symbol.dispose]: () => database.close() }
    } catch (error) {
      database.close()
      if (!isBusy(error)) throw error
      if (performance.now() > deadline) throw new MadeOnceError(late)
      if (isFirst) onWait?.()
      isFirst = false
    }
    await sleep(100, undefined, { signal })
  }
}

/** SQLite's code of an error, without the detail in its upper bits; 0 where it is none of SQLite's. */
const sqliteCode = (error: unknown): number =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : 0

const isBusy = (error: unknown) => sqliteCode(error) === SQLITE_BUSY

function explained(error: unknown, name: string, cacheFolder: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null
  const message = error instanceof Error ? error.message : ''
  const sqlite = sqliteCode(error)
  if (code === 'ENOSPC' || code === 'EDQUOT' || message.includes('ENOSPC') || SQLITE_FULL.includes(sqlite)) {
    return new MadeOnceError(
      `The disk is full: ${name} does not fit into ${cacheFolder}. Free some space and try again.`,
    )
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || SQLITE_NO_ACCESS.includes(sqlite)) {
    return new MadeOnceError(
      `${cacheFolder} can't be written by this account, and ${name} belongs there: make the folder writable and try again.`,
    )
  }
  return error
}
