// The command "mooring migrate": opens both sides, has the work done, and reports how it ended.
import { silentLogger } from '../platform/logger.ts'
import { MIGRATIONS } from '../stores/migrations/migrate.ts'
import { DEFAULT_SCHEMA, postgresStore } from '../stores/postgres.ts'
import { sqliteStore } from '../stores/sqlite.ts'
import type { StoreFactory } from '../stores/store.ts'
import { rowsOf } from './copy-tables.ts'
import { MoveRefused } from './move-refused.ts'
import { admit, type Moving, moveStore } from './move-store.ts'
import { passesByItself } from './passes-by-itself.ts'
import { ArgumentsError, type Order, type OrderWords, readOrder, showsPassword } from './read-order.ts'
import { moveOf, openSourceFile, type SourceFile, tablesOf, versionOf } from './source-file.ts'
import { openTarget, versionOfTarget } from './target-schema.ts'
import { undoMove } from './undo-move.ts'

/** What the command is started with. */
export interface CommandIo extends Pick<Moving, 'now' | 'id' | 'say'> {
  readonly values: OrderWords
  readonly env: Readonly<Record<string, string | undefined>>
  /** Tells what went wrong. */
  readonly complain: (line: string) => void
}

const WARNING =
  'A password on the command line can be read by every process of this machine: put the address into DATABASE_URL.'

/** @returns the exit code: 0 done, 1 refused or stopped in the middle, 2 wrong use */
export async function migrateCommand(means: CommandIo): Promise<number> {
  try {
    const order = readOrder(means.values, means.env, DEFAULT_SCHEMA)
    if (showsPassword(means.values)) means.complain(WARNING)
    await carryOut(order, means)
    return 0
  } catch (error) {
    const { code, line } = explain(error)
    means.complain(line)
    return code
  }
}

async function carryOut(order: Order, means: CommandIo): Promise<void> {
  const factory = postgresFor(order)
  const source = openSourceFile(order.path)
  try {
    checkVersion(source)
    if (order.what === 'undo') {
      await undoMove({
        source,
        say: means.say,
        openTarget: () => openTarget(order.connectionString, order.schema),
      })
    } else await withTarget({ ...order, factory }, source, means)
  } finally {
    source.database.close()
  }
}

function checkVersion(source: SourceFile): void {
  const [version, known] = [versionOf(source), MIGRATIONS.at(-1)?.number ?? 0]
  if (version === 0)
    throw new MoveRefused(`No adapter has used ${source.place} yet: there is nothing to move.`)
  if (version > known) {
    throw new MoveRefused(
      `${source.place} was written by a newer Mooring (schema ${version}; this one knows up to ${known}). Use the "mooring" of that version.`,
    )
  }
}

/** The checks of the host's own option: what they refuse here is a word that can't be followed. */
function postgresFor({ connectionString, schema }: Order): StoreFactory {
  try {
    return postgresStore({ connectionString, schema })
  } catch (error) {
    const [, problem] = /^postgresStore: (.*)$/s.exec(error instanceof Error ? error.message : '') ?? []
    throw problem === undefined ? error : new ArgumentsError(`DATABASE_URL or --schema: ${problem}`)
  }
}

type Opening = Order & { readonly factory: StoreFactory }

async function withTarget(order: Opening, source: SourceFile, means: CommandIo): Promise<void> {
  const target = await openTarget(order.connectionString, order.schema)
  const moving: Moving = { ...means, source, target }
  try {
    means.say(`From ${source.place}\nto   ${target.place}`)
    await admit(moving, tablesOf(source))
    if (order.what === 'look') return await look(moving)
    await bringUpToDate(order, moving)
    await moveStore(moving)
  } finally {
    await target.close()
  }
}

/** Both sides have the tables of this version before a row moves; a file whose move has begun has them already. */
async function bringUpToDate({ path, factory }: Opening, { source, target, now }: Moving): Promise<void> {
  const open = async (made: StoreFactory) => {
    const store = made.create({ now, logger: silentLogger })
    await store.open().finally(() => store.close())
  }
  if (moveOf(source) === null) await open(sqliteStore({ path }))
  await open(factory)
  const [from, to] = [versionOf(source), await versionOfTarget(target)]
  if (from === to) return
  throw new MoveRefused(
    `${source.place} has schema ${from}, ${target.place} has ${to}. End the move with the version of Mooring it was begun with, or take it back with --undo.`,
  )
}

/** Says what would be done. Changes nothing. */
async function look({ source, target, say }: Moving): Promise<void> {
  const isNew = (await versionOfTarget(target)) === null
  const rows = rowsOf(source, tablesOf(source))
  say(`  would    ${isNew ? 'make the schema, ' : ''}lock the file and copy ${rows} rows`)
  say('Nothing was changed.')
}

function explain(error: unknown): { code: number; line: string } {
  if (error instanceof ArgumentsError) return { code: 2, line: error.message }
  if (error instanceof MoveRefused) return { code: 1, line: capital(error.message) }
  return { code: 1, line: `Stopped: ${reasonOf(error)}\nNothing is lost. ${whatHelps(error)}` }
}

/** Another try is asked for only where it can end differently. */
const whatHelps = (error: unknown): string =>
  passesByItself(error)
    ? 'Run the same command again: it goes on from here.'
    : 'The same command would stop here once more: put this right first, then it goes on from here.'

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/** Several addresses that were tried in vain come as one error without words. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(reasonOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}
