// What node:sqlite's errors mean to a store. It knows them by SQLite's result codes (sqlite.org/rescode.html).
import { StoreUnavailableError } from '../store.ts'

const BUSY = 5
const LOCKED = 6
const NOT_A_DATABASE = 26
const CONSTRAINT_UNIQUE = 2067
const CONSTRAINT_TRIGGER = 1811

/** What the triggers of a moved file begin with; the sentence follows. */
export const MOVED_AWAY = 'moved away: '

/** Primary result code → what happened and what to do; the file is named before it. */
const SENTENCES: Readonly<Record<number, string>> = {
  3: 'may not be read or written by this process. Give it the rights to the file and its folder.',
  [BUSY]:
    'stayed locked by another process for too long. Try again; if it lasts, find the process that leaves a transaction open (a backup, a database browser).',
  [LOCKED]: 'stayed locked for too long. Try again.',
  8: 'is read-only, or was moved or deleted while it was open. Make the file and its folder writable, then start again.',
  10: 'could not be read or written (I/O error). Check the disk, its free space and its mount.',
  11: 'is damaged. Restore it from a backup; Mooring leaves the file as it is.',
  13: 'could not grow: the disk is full. Free some space; nothing of this change was stored.',
  14: 'could not be opened. Check that its folder exists and may be written.',
  15: 'is locked in a way this file system does not support. Put it on a local disk.',
  [NOT_A_DATABASE]: 'is not a SQLite database. Give another path; Mooring leaves the file as it is.',
}

/** What no second try fixes: rights, a read-only folder, a damaged file, a path that can't be used. */
const LASTING: readonly (number | null)[] = [3, 8, 11, 15, NOT_A_DATABASE]

const primaryCode = (error: unknown): number | null =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : null

/** Another process has the lock: worth another try. */
export function isBusy(error: unknown): boolean {
  const code = primaryCode(error)
  return code === BUSY || code === LOCKED
}

/** The file is something else. */
export const isNotADatabase = (error: unknown): boolean => primaryCode(error) === NOT_A_DATABASE

/** A file that is locked because it was moved says so itself, also to a process that has it open. */
function movedAway(error: unknown): string | undefined {
  const isTrigger = error instanceof Error && 'errcode' in error && error.errcode === CONSTRAINT_TRIGGER
  return isTrigger && error.message.startsWith(MOVED_AWAY)
    ? error.message.slice(MOVED_AWAY.length)
    : undefined
}

/** @param column the first column of the unique index, as `table.column` */
export const isUniqueViolation = (error: unknown, column: string): boolean =>
  error instanceof Error &&
  'errcode' in error &&
  error.errcode === CONSTRAINT_UNIQUE &&
  error.message.includes(column)

/**
 * SQLite's own failures as StoreUnavailableError; every other error as it is.
 * @param name what the sentence begins with, such as `The SQLite file "mooring.db"`
 */
export function translateSqliteError(error: unknown, name: string): unknown {
  const code = primaryCode(error)
  const moved = movedAway(error)
  const sentence = moved ?? (code === null ? undefined : SENTENCES[code])
  const retryable = moved === undefined && !LASTING.includes(code)
  return sentence === undefined
    ? error
    : new StoreUnavailableError(`${name} ${sentence}`, { cause: error, retryable })
}
