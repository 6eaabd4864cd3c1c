// The lock on a file that is moved. SQLite itself refuses every change, so that a process that still runs needs not know.

import { MOVED_AWAY } from '../stores/sqlite/sqlite-error.ts'
import { MOVE_NOTE, problemOfMove, type StoreMove } from '../stores/store-move.ts'
import { leaseName } from '../tokens/refresh-intent.ts'
import { MigrationRefused } from './migration-refused.ts'
import { moveOf, type SourceFile, tablesOf } from './source-file.ts'

const TRIGGER = 'moved_'

/** What begins a call to Intuit whose answer has to be stored. */
const BEGINNINGS = {
  refresh: 'before insert on refresh_journal',
  consent:
    'before update of returned_at on attempts when old.returned_at is null and new.returned_at is not null',
}

/**
 * Refuses new refreshes and consents; those under way may still be saved. Writes the note of the move.
 * @returns the note that is there: this one, or the one of a run that was first
 */
export function beginLock(source: SourceFile, asked: StoreMove): StoreMove {
  const { database } = source
  return inTransaction(source, () => {
    const move = moveOf(source) ?? asked
    database
      .prepare('insert into meta (name, value) values (?, ?) on conflict (name) do nothing')
      .run(MOVE_NOTE, JSON.stringify(move))
    for (const [name, when] of Object.entries(BEGINNINGS)) refuse(source, { name, when, move })
    return move
  })
}

/** How many calls to Intuit are under way, by live processes, whose answer is still to be saved. */
export function answersAwaited({ database }: SourceFile, now: number): number {
  const { awaited } = database
    .prepare(
      `select (
         select count(*) from refresh_journal as intent
         join leases on leases.name = ? || intent.connection_id and leases.fence = intent.fence
         where leases.owner <> '' and leases.expires_at > ?
       ) + (
         select count(*) from attempts where outcome = 'pending' and step = 'returned' and due_at > ?
       ) as awaited`,
    )
    .get(leaseName(''), now, now) ?? { awaited: 0 }
  return Number(awaited)
}

/** Refuses every change from now on, but of the note of the move. */
export function completeLock(source: SourceFile, move: StoreMove): void {
  inTransaction(source, () => {
    for (const { name: table } of [...tablesOf(source), { name: 'migrations' }]) {
      for (const [event, row] of [
        ['insert', 'new'],
        ['update', 'new'],
        ['delete', 'old'],
      ]) {
        const except = table === 'meta' ? ` when ${row}.name <> '${MOVE_NOTE}'` : ''
        refuse(source, { name: `${table}_${event}`, when: `before ${event} on ${table}${except}`, move })
      }
    }
  })
}

/** From "is being moved" to "was moved". @throws MigrationRefused where the move was undone meanwhile */
export function finalizeLock({ database, label }: SourceFile, move: StoreMove): void {
  const sealed = database
    .prepare('update meta set value = ? where name = ? and value = ?')
    .run(JSON.stringify({ ...move, state: 'moved' }), MOVE_NOTE, JSON.stringify({ ...move, state: 'moving' }))
  if (Number(sealed.changes) === 1) return
  throw new MigrationRefused(`The move was taken back while it went on: ${label} is in use again.`)
}

/** The file may be used again. @throws MigrationRefused where another move has begun meanwhile */
export function unlock(source: SourceFile, move: StoreMove): void {
  const { database, label } = source
  inTransaction(source, () => {
    if (moveOf(source)?.id !== move.id)
      throw new MigrationRefused(`Another move of ${label} has begun meanwhile.`)
    const triggers = database
      .prepare(`select name from sqlite_schema where type = 'trigger' and substr(name, 1, ?) = ?`)
      .all(TRIGGER.length, TRIGGER)
    for (const { name } of triggers) database.exec(`drop trigger ${String(name)}`)
    database.prepare('delete from meta where name = ?').run(MOVE_NOTE)
  })
}

/** Whether another process has the file open now. */
export function isOpenElsewhere({ database }: SourceFile): boolean {
  database.exec('pragma busy_timeout = 0')
  try {
    // SQLite leaves the write-ahead log only for the last one who has the file open (sqlite.org/wal.html).
    database.exec('pragma journal_mode = delete')
    return false
  } catch {
    return true
  } finally {
    database.exec('pragma busy_timeout = 10000; pragma journal_mode = wal')
  }
}

interface Refusal {
  readonly name: string
  readonly when: string
  readonly move: StoreMove
}

function refuse({ database }: SourceFile, { name, when, move }: Refusal): void {
  const sentence = `${MOVED_AWAY}${problemOfMove({ ...move, state: 'moved' })}`
  const text = sentence.replaceAll("'", "''")
  database.exec(
    `create trigger if not exists ${TRIGGER}${name} ${when} begin select raise(abort, '${text}'); end`,
  )
}

function inTransaction<T>({ database }: SourceFile, work: () => T): T {
  database.exec('begin immediate')
  try {
    const result = work()
    database.exec('commit')
    return result
  } catch (error) {
    database.exec('rollback')
    throw error
  }
}
