// Opens SQLite connections with the settings a durable store needs, and refuses another program's file.
import type { DatabaseSync } from 'node:sqlite'
import type { RetryWait } from '../retry.ts'
import { StoreUnavailableError } from '../store.ts'
import { retryWhileBusy } from './busy-retry.ts'

/** 'Moor': marks a SQLite file as ours (sqlite.org/fileformat.html, application id). */
const APPLICATION_ID = 0x4d6f6f72

/** Longest wait inside SQLite, where nothing else of the process runs; the longer wait is ours. In milliseconds. */
const BUSY_TIMEOUT = 5

/** The connections to an open file. */
export interface Databases {
  readonly writer: DatabaseSync
  readonly reader: DatabaseSync
}

/** A database that ends with the process. */
export const openInMemory = (): DatabaseSync => connect(':memory:')

/** Opens or creates the file. @throws StoreUnavailableError where it is another program's or cannot be shared */
export async function openFile(path: string, waiting: RetryWait): Promise<Databases> {
  const writer = connect(path)
  try {
    await retryWhileBusy(waiting, waiting.elapsed(), async () => claim(writer, path))
    await retryWhileBusy(waiting, waiting.elapsed(), async () => useWriteAheadLog(writer, path))
    writer.exec('pragma synchronous = full')
    const reader = connect(path)
    reader.exec('pragma query_only = on')
    return { writer, reader }
  } catch (error) {
    writer.close()
    throw error
  }
}

function connect(path: string): DatabaseSync {
  const { DatabaseSync: Database } = process.getBuiltinModule('node:sqlite')
  const database = new Database(path)
  // secure_delete: what is wiped is overwritten in the file.
  database.exec(`pragma busy_timeout = ${BUSY_TIMEOUT}; pragma foreign_keys = on; pragma secure_delete = on`)
  return database
}

/** Whether it has our mark. */
export const isMooringFile = (database: DatabaseSync): boolean =>
  number(database, 'pragma application_id', 'application_id') === APPLICATION_ID

/** Before anything is written: a file with tables and without our mark belongs to another program. */
function claim(database: DatabaseSync, path: string): void {
  if (isMooringFile(database)) return
  database.exec('begin immediate')
  try {
    if (number(database, 'select count(*) as tables from sqlite_schema', 'tables') > 0) {
      throw new StoreUnavailableError(
        `"${path}" is the SQLite database of another program. Give sqliteStore a file of its own; this one is left as it is.`,
      )
    }
    database.exec(`pragma application_id = ${APPLICATION_ID}; commit`)
  } catch (error) {
    database.exec('rollback')
    throw error
  }
}

function useWriteAheadLog(database: DatabaseSync, path: string): void {
  const mode = database.prepare('pragma journal_mode = wal').get()?.journal_mode
  if (mode === 'wal') return
  throw new StoreUnavailableError(
    `The SQLite file "${path}" is on a file system that cannot share memory between processes. Put it on a local disk.`,
  )
}

const number = (database: DatabaseSync, query: string, column: string): number =>
  Number(database.prepare(query).get()?.[column])
