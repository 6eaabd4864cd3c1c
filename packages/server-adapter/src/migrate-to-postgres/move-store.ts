// The move itself: lock the file, copy, verify, and only then let the target be used. Killed anywhere, it goes on.
import { setTimeout as sleep } from 'node:timers/promises'
import type { StoreMove } from '../stores/store-move.ts'
import { copyTables, rowsOf } from './copy-tables.ts'
import { MigrationRefused } from './migration-refused.ts'
import type { MovedTable } from './moved-table.ts'
import { moveOf, type SourceFile, tablesOf } from './source-file.ts'
import { answersAwaited, beginLock, completeLock, finalizeLock, isOpenElsewhere } from './source-lock.ts'
import {
  columnTypes,
  firstFilled,
  inTransaction,
  named,
  notesOf,
  type Progress,
  replaceNote,
  type TargetNote,
  type TargetSchema,
} from './target-schema.ts'
import { verifyMove } from './verify-move.ts'

/** What a move needs. */
export interface MigrationContext {
  readonly source: SourceFile
  readonly target: TargetSchema
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** An id no one else has. */
  readonly id: () => string
  /** Says it to the person who waits. */
  readonly print: (line: string) => void
}

/** Far longer than the lease of a refresh: what is awaited longer was left by a process that died. */
const LONGEST_WAIT_MS = 65_000
const POLL_MS = 100

/**
 * Moves everything, or what an earlier run left. Nothing happens where all is done already.
 * @throws MigrationRefused where it must not be done; any other error leaves both sides as they are, to be gone on with
 */
export async function moveStore(context: MigrationContext): Promise<void> {
  const { source, target, print } = context
  const tables = tablesOf(source)
  const earlier = moveOf(source)
  const note = await checkPreconditions(context, tables)
  if (earlier?.state === 'moved' && note?.state === 'moved') {
    return print(`Nothing to do: ${source.label} was moved to ${target.label} already.`)
  }
  const move = earlier?.state === 'moved' ? earlier : await lock(context, earlier ?? newMove(context))
  const copied = await copyAll(context, tables, note ?? (await beginTarget(context, tables, move)))
  await verify(context, tables)
  // First the file is given up for good, then the target is opened: never are both in use.
  if (earlier?.state !== 'moved') finalizeLock(source, { ...move, state: 'moving' })
  await replaceNote(target, copied, { ...copied, state: 'moved' })
  print(`Moved. Start every instance with postgresStore and the same encryptionKeys.`)
  print(`The file stays as it is, locked: delete it once you are content.`)
}

const newMove = ({ target, id, now }: MigrationContext): StoreMove => ({
  id: id(),
  role: 'source',
  state: 'moving',
  other: target.label,
  at: now(),
})

/**
 * Checks whether the target may be filled from this source. Writes nothing.
 * @returns the note of this very move, where the target has it already
 */
export async function checkPreconditions(
  { source, target }: MigrationContext,
  tables: readonly MovedTable[],
): Promise<TargetNote | null> {
  // A move writes a note into the file, then one into the target, then rows. Read from the last to the first: where a run that began
  // at the same moment has got further meanwhile, its rows are not seen without its notes.
  const filled = await firstFilled(target, tables)
  const there = await notesOf(target)
  const earlier = moveOf(source)
  if (there.move !== null && there.move.state !== 'undone') {
    if (there.move.id === earlier?.id) return there.move
    throw new MigrationRefused(
      `${target.label} was or is being filled from ${there.move.other}. Give another --schema, or drop that one.`,
    )
  }
  // A run that was killed early may have left its note in the file alone.
  if (earlier !== null && (earlier.state === 'moved' || earlier.other !== target.label)) {
    throw new MigrationRefused(
      `${source.label} was or is being moved to ${earlier.other}: go on with that one, or take the move back with --undo.`,
    )
  }
  if (filled !== null)
    throw new MigrationRefused(`${target.label} is not empty (table "${filled}"). Give another --schema.`)
  if (there.wasUsed) {
    throw new MigrationRefused(
      `An adapter was started on ${target.label} already, and may still run. Stop it and drop that empty schema, or give another --schema.`,
    )
  }
  return null
}

/** @returns the note of the move as the file has it: of two runs at once, the first one's */
async function lock({ source, print, now }: MigrationContext, asked: StoreMove): Promise<StoreMove> {
  const move = beginLock(source, asked)
  if (isOpenElsewhere(source)) {
    print('  note     another process still has the file open: from now on its changes are refused. Stop it.')
    for (let waited = 0; answersAwaited(source, now()) > 0 && waited < LONGEST_WAIT_MS; waited += POLL_MS) {
      if (waited === 0) print('  waiting  for answers of Intuit that are still to be saved')
      await sleep(POLL_MS)
    }
  }
  completeLock(source, move)
  print('  locked   the file: nothing more is written to it')
  return move
}

/** Checks again, with the notes written: an adapter that was started meanwhile is found, one that comes later finds the note. */
async function beginTarget(
  context: MigrationContext,
  tables: readonly MovedTable[],
  move: StoreMove,
): Promise<TargetNote> {
  const { source, target } = context
  const progress: Progress = { table: null, after: 0 }
  const note: TargetNote = { ...move, role: 'target', state: 'moving', other: source.label, ...progress }
  return await inTransaction(target, async () => {
    await target.client.query(`lock table ${named(target, 'meta')} in share row exclusive mode`)
    const theirs = await checkPreconditions(context, tables)
    if (theirs !== null) return theirs
    await replaceNote(target, (await notesOf(target)).move, note)
    return note
  })
}

async function copyAll(
  { source, target, print }: MigrationContext,
  tables: readonly MovedTable[],
  begun: TargetNote,
): Promise<TargetNote> {
  const types = await columnTypes(target)
  checkColumns(tables, types)
  if (begun.table !== null) print(`  goes on  from where an earlier run stopped, in ${begun.table}`)
  const total = rowsOf(source, tables)
  let rows = 0
  let announced: string | null = null
  const copied = (table: MovedTable, count: number) => {
    rows += count
    if (table.name !== announced) print(`  copying  ${table.name}`)
    announced = table.name
  }
  const note = await copyTables({ source, target, tables, types, copied }, begun)
  print(`  copied   ${rows} rows now, of ${total}`)
  return note
}

/** Both sides are at the same migration: a column that is missing is a fault, reported before anything is copied. */
function checkColumns(
  tables: readonly MovedTable[],
  types: ReadonlyMap<string, ReadonlyMap<string, string>>,
): void {
  for (const { name, columns } of tables) {
    const missing = columns.filter((column) => !types.get(name)?.has(column))
    if (missing.length > 0)
      throw new MigrationRefused(`The target has no column ${name}.${missing.join(', ')}.`)
  }
}

async function verify(
  { source, target, print }: MigrationContext,
  tables: readonly MovedTable[],
): Promise<void> {
  const { rows, differences, histories, inherited } = await verifyMove(source, target, tables)
  if (differences.length > 0) {
    throw new MigrationRefused(
      `The target does not have what the file has; it stays shut, the file locked and whole.\n  ${differences.join('\n  ')}\nTake the move back with --undo and try again with another --schema.`,
    )
  }
  print(`  verified ${rows} rows in ${tables.length} tables: counts and checksums are equal`)
  const broken = inherited.filter((line) => line.startsWith('the history')).length
  print(`  verified ${histories - broken} of ${histories} histories, each chain from its first entry`)
  for (const line of inherited) print(`  note     as in the file: ${line}`)
}
