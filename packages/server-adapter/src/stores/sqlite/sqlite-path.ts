// Is this a path a SQLite store can live at? Asked before anything is created, so that no file is overwritten.
import { accessSync, constants, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { StoreUnavailableError } from '../store.ts'
import { isNotADatabase } from './sqlite-error.ts'

/** @returns a sentence that says what is wrong and what to do, or null */
export function problemOfPath(path: string): string | null {
  const folder = dirname(path)
  const found = statSync(folder, { throwIfNoEntry: false })
  if (!found)
    return `The folder "${folder}" of the SQLite file does not exist. Create it, or give sqliteStore another path.`
  if (!found.isDirectory()) return `"${folder}" is a file, not a folder. Give sqliteStore a path in a folder.`
  const file = statSync(path, { throwIfNoEntry: false })
  if (!file)
    return mayWrite(folder)
      ? null
      : `The folder "${folder}" of the SQLite file is read-only. Make it writable, or give sqliteStore another path.`
  if (file.isDirectory())
    return `"${path}" is a folder. Give sqliteStore the path of a file, such as "${path}/mooring.db".`
  return problemOfFile(path, file.size)
}

/**
 * SQLite goes on writing into a file that was deleted or replaced, and all of it is lost with the process.
 * @returns a check that throws StoreUnavailableError once the path names another file than now, or none
 */
export function watchFile(path: string): () => void {
  const identity = identityOf(path)
  return () => {
    if (identityOf(path) === identity) return
    throw new StoreUnavailableError(
      `The SQLite file "${path}" was moved, deleted or replaced while it was open. Stop, put the right file there, and start again; nothing more is written until then.`,
      { retryable: false },
    )
  }
}

function identityOf(path: string): string | null {
  const file = statSync(path, { throwIfNoEntry: false, bigint: true })
  return file ? `${file.dev}:${file.ino}` : null
}

function problemOfFile(path: string, size: number): string | null {
  if (!mayWrite(path))
    return `The SQLite file "${path}" is read-only. Make it writable, or give sqliteStore another path.`
  if (size > 0 && !isDatabase(path)) {
    return `"${path}" is not a SQLite database. Give sqliteStore another path; the file is left as it is.`
  }
  return null
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK)
    return true
  } catch {
    return false
  }
}

/**
 * Asked through SQLite. Reading the file here would end every lock that this process has on it, as the closing of a file does on POSIX
 * systems: another process would then take itself for the only one, and delete the write-ahead log of an adapter that is running.
 */
function isDatabase(path: string): boolean {
  const { DatabaseSync: Database } = process.getBuiltinModule('node:sqlite')
  const database = new Database(path, { readOnly: true })
  try {
    database.exec('pragma schema_version')
    return true
  } catch (error) {
    // Anything else shows when the store is opened.
    return !isNotADatabase(error)
  } finally {
    database.close()
  }
}
