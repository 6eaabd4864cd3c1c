// Things that are made once and then used by every run of this clone (an unpacked browser, the demo's pages).
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const CACHE_FOLDER = fileURLToPath(new URL('../node_modules/.cache/mooring', import.meta.url))
const MANIFEST = 'made-once.json'
const SQLITE_BUSY = 5
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
 * Resolves to the folder that holds the thing, made now where it is missing or no longer what was made.
 *
 * It is written beside its place and renamed, so it is there whole or not at all. One process makes it; others that
 * ask meanwhile wait for that one. The lock ends with its process, however that ends.
 * @throws MadeOnceError where the disk is full, the folder can't be written, or another process takes over two minutes
 */
export async function madeOnce(options: MadeOnceOptions): Promise<string> {
  const { name, cacheFolder = CACHE_FOLDER } = options
  const folder = path.join(cacheFolder, name)
  if (await isWhole(folder)) return folder
  try {
    await mkdir(cacheFolder, { recursive: true })
    using _lock = await lock(path.join(cacheFolder, `${name}.lock`))
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

/** What a killed maker left beside the place, and what stands in the place but is not whole. */
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

/** SQLite's lock on a file: the operating system releases it when the process ends. */
async function lock(file: string): Promise<Disposable> {
  const deadline = performance.now() + LOCK_PATIENCE_MS
  for (;;) {
    const database = new DatabaseSync(file)
    try {
      database.exec('pragma busy_timeout = 0; begin exclusive')
      return { [Symbol.dispose]: () => database.close() }
    } catch (error) {
      database.close()
      if (!isBusy(error)) throw error
      if (performance.now() > deadline) {
        throw new MadeOnceError(
          `Another process has been making ${path.basename(file, '.lock')} for two minutes: end it and try again.`,
        )
      }
    }
    await sleep(100)
  }
}

const isBusy = (error: unknown) =>
  error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY

function explained(error: unknown, name: string, cacheFolder: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null
  const message = error instanceof Error ? error.message : ''
  if (code === 'ENOSPC' || code === 'EDQUOT' || message.includes('ENOSPC')) {
    return new MadeOnceError(
      `The disk is full: ${name} does not fit into ${cacheFolder}. Free some space and try again.`,
    )
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new MadeOnceError(
      `${cacheFolder} can't be written by this account: ${name} has no place. Make the folder writable and try again.`,
    )
  }
  return error
}
