// The move itself: lock the file, copy, verify, and only then let the target be used. Killed anywhere, it goes on.
import { setTimeout as sleep } from 'node:timers/promises'
import type { StoreMove } from '../stores/store-move.ts'
import { copyTables, rowsOf } from './copy-tables.ts'
import { MoveRefused } from './move-refused.ts'
import type { MovedTable } from './moved-table.ts'
import { moveOf, type SourceFile, tablesOf } from './source-file.ts'
import { answersAwaited, beginLock, completeLock, isOpenElsewhere, sealLock } from './source-lock.ts'
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

/** What a move works with. */
export interface Moving {
  readonly source: SourceFile
  readonly target: TargetSchema
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** An id no one else has. */
  readonly id: () => string
  /** Tells the person who waits. */
  readonly say: (line: string) => void
}

/** A refresh's lease lasts 60 s: what is awaited longer was left by a process that died. */
const PATIENCE_MS = 65_000
const LOOK_MS = 100

/**
 * Moves everything, or what an earlier run left. Nothing happens where all is done already.
 * @throws MoveRefused where it must not be done; any other error leaves both sides as they are, to be gone on with
 */
export async function moveStore(moving: Moving): Promise<void> {
  const { source, target, say } = moving
  const tables = tablesOf(source)
  const earlier = moveOf(source)
  const note = await admit(moving, tables)
  if (earlier?.state === 'moved' && note?.state === 'moved') {
    return say(`Nothing to do: ${source.place} was moved to ${target.place} already.`)
  }
  const move = earlier?.state === 'moved' ? earlier : await lock(moving, earlier ?? newMove(moving))
  const copied = await copyAll(moving, tables, note ?? (await beginTarget(moving, tables, move)))
  await verify(moving, tables)
  // First the file is given up for good, then the target is opened: never are both in use.
  if (earlier?.state !== 'moved') sealLock(source, { ...move, state: 'moving' })
  await replaceNote(target, copied, { ...copied, state: 'moved' })
  say(`Moved. Start every instance with postgresStore and the same encryptionKeys.`)
  say(`The file stays as it is, locked: keep it until you are content, then delete it.`)
}

const newMove = ({ target, id, now }: Moving): StoreMove => ({
  id: id(),
  role: 'source',
  state: 'moving',
  other: target.place,
  at: now(),
})

/**
 * Looks whether the target may be filled from this source. Writes nothing.
 * @returns the note of this very move, where the target has it already
 */
export async function admit(
  { source, target }: Moving,
  tables: readonly MovedTable[],
): Promise<TargetNote | null> {
  const [earlier, there] = [moveOf(source), await notesOf(target)]
  if (there.move !== null && there.move.state !== 'undone') {
    if (there.move.id === earlier?.id) return there.move
    throw new MoveRefused(
      `${target.place} was or is being filled from ${there.move.other}. Give another --schema, or drop that one.`,
    )
  }
  // A run that was killed early may have left its note in the file alone.
  if (earlier !== null && (earlier.state === 'moved' || earlier.other !== target.place)) {
    throw new MoveRefused(
      `${source.place} was or is being moved to ${earlier.other}: go on with that one, or take the move back with --undo.`,
    )
  }
  const filled = await firstFilled(target, tables)
  if (filled !== null)
    throw new MoveRefused(`${target.place} is not empty (table "${filled}"). Give another --schema.`)
  if (there.wasUsed) {
    throw new MoveRefused(
      `An adapter was started on ${target.place} already, and may still run. Stop it and drop that empty schema, or give another --schema.`,
    )
  }
  return null
}

/** @returns the note of the move as the file has it: of two runs at once, the first one's */
async function lock({ source, say, now }: Moving, asked: StoreMove): Promise<StoreMove> {
  const move = beginLock(source, asked)
  if (isOpenElsewhere(source)) {
    say('  note     another process still has the file open: from now on its changes are refused. Stop it.')
    for (let waited = 0; answersAwaited(source, now()) > 0 && waited < PATIENCE_MS; waited += LOOK_MS) {
      if (waited === 0) say('  waiting  for answers of Intuit that are still to be saved')
      await sleep(LOOK_MS)
    }
  }
  completeLock(source, move)
  say('  locked   the file: nothing more is written to it')
  return move
}

/** Looks again, with the notes held: an adapter that was started meanwhile is found, one that comes later finds the note. */
async function beginTarget(
  moving: Moving,
  tables: readonly MovedTable[],
  move: StoreMove,
): Promise<TargetNote> {
  const { source, target } = moving
  const place: Progress = { table: null, after: 0 }
  const note: TargetNote = { ...move, role: 'target', state: 'moving', other: source.place, ...place }
  return await inTransaction(target, async () => {
    await target.client.query(`lock table ${named(target, 'meta')} in share row exclusive mode`)
    const theirs = await admit(moving, tables)
    if (theirs !== null) return theirs
    await replaceNote(target, (await notesOf(target)).move, note)
    return note
  })
}

async function copyAll(
  { source, target, say }: Moving,
  tables: readonly MovedTable[],
  begun: TargetNote,
): Promise<TargetNote> {
  const types = await columnTypes(target)
  checkColumns(tables, types)
  if (begun.table !== null) say(`  goes on  from where an earlier run stopped, in ${begun.table}`)
  const total = rowsOf(source, tables)
  let rows = 0
  let announced: string | null = null
  const copied = (table: MovedTable, count: number) => {
    rows += count
    if (table.name !== announced) say(`  copying  ${table.name}`)
    announced = table.name
  }
  const note = await copyTables({ source, target, tables, types, copied }, begun)
  say(`  copied   ${rows} rows now, of ${total}`)
  return note
}

/** Both sides are at the same migration: a column that is missing is a fault, told before anything is copied. */
function checkColumns(
  tables: readonly MovedTable[],
  types: ReadonlyMap<string, ReadonlyMap<string, string>>,
): void {
  for (const { name, columns } of tables) {
    const missing = columns.filter((column) => !types.get(name)?.has(column))
    if (missing.length > 0) throw new MoveRefused(`The target has no column ${name}.${missing.join(', ')}.`)
  }
}

async function verify({ source, target, say }: Moving, tables: readonly MovedTable[]): Promise<void> {
  const { rows, differences, histories, inherited } = await verifyMove(source, target, tables)
  if (differences.length > 0) {
    throw new MoveRefused(
      `The target does not hold what the file holds; it stays shut, the file locked and whole.\n  ${differences.join('\n  ')}\nTake the move back with --undo and try again with another --schema.`,
    )
  }
  say(`  verified ${rows} rows in ${tables.length} tables: counts and checksums are equal`)
  const broken = inherited.filter((line) => line.startsWith('the history')).length
  say(`  verified ${histories - broken} of ${histories} histories, each chain from its first entry`)
  for (const line of inherited) say(`  note     as in the file: ${line}`)
}
