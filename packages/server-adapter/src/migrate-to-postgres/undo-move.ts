// Takes a move back: the file is unlocked, as long as the target was never used.
import { MOVE_NOTE } from '../stores/store-move.ts'
import { type DigestedTable, digestTables } from './digest-rows.ts'
import { MigrationRefused } from './migration-refused.ts'
import type { MigrationContext } from './move-store.ts'
import { moveOf, type SourceFile, tablesOf } from './source-file.ts'
import { unlock } from './source-lock.ts'
import { inTransaction, named, notesOf, replaceNote, type TargetSchema } from './target-schema.ts'
import { compareTables } from './verify-move.ts'

/** A move to take back. A target that can't be reached is only needed where it may have been used. */
export type Undoing = Pick<MigrationContext, 'source' | 'print'> & {
  readonly openTarget: () => Promise<TargetSchema>
}

/** @throws MigrationRefused where the file was not moved, or the target was used since */
export async function undoMove({ source, openTarget, print }: Undoing): Promise<void> {
  const move = moveOf(source)
  if (move === null) throw new MigrationRefused(`There is no move of ${source.label} to take back.`)
  if (move.state === 'moved') await withdraw(source, move.id, openTarget)
  unlock(source, move)
  print(`Taken back: ${source.label} may be used again. ${whatStays(move.state === 'moved', move.other)}`)
}

const whatStays = (isEmpty: boolean, label: string): string =>
  isEmpty
    ? `${label} is empty.`
    : `${label} may have a part of it, which no adapter opens: drop that schema, or give the next move another.`

/** Empties the target, if it still is what was moved: compared and emptied under one lock. */
async function withdraw(
  source: SourceFile,
  id: string,
  openTarget: () => Promise<TargetSchema>,
): Promise<void> {
  const target = await openTarget()
  try {
    const { move: note } = await notesOf(target)
    if (note?.id !== id) throw new MigrationRefused(`${target.label} is not the one the file was moved to.`)
    // A run that was killed between the two sides left only this half to do.
    if (note.state === 'undone') return
    const tables = digestTables(source, tablesOf(source))
    await inTransaction(target, async () => {
      await replaceNote(target, note, { ...note, state: 'undone' })
      await empty(target, tables)
    })
  } finally {
    await target.close()
  }
}

async function empty(target: TargetSchema, tables: readonly DigestedTable[]): Promise<void> {
  const names = tables.map(({ name }) => named(target, name)).join(', ')
  await target.client.query(`lock table ${names} in access exclusive mode`)
  const { differences } = await compareTables(target, tables)
  if (differences.length > 0) {
    throw new MigrationRefused(
      `${target.label} was used since the move (${differences.join('; ')}): the file would not know of it. Nothing was changed.`,
    )
  }
  const rest = tables.filter(({ name }) => name !== 'meta').map(({ name }) => named(target, name))
  // The one who owns a table that refuses to be emptied may, on purpose, for this transaction.
  const history = named(target, 'history')
  await target.client.query(`alter table ${history} disable trigger user`)
  await target.client.query(`truncate ${rest.join(', ')}`)
  await target.client.query(`alter table ${history} enable trigger user`)
  await target.client.query(`delete from ${named(target, 'meta')} where name <> '${MOVE_NOTE}'`)
}
