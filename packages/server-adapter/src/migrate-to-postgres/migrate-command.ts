// The command "mooring migrate": opens both sides, has the work done, and reports how it ended.
import { silentLogger } from '../platform/logger.ts'
import { MIGRATIONS } from '../stores/migrations/migrate.ts'
import { DEFAULT_SCHEMA, postgresStore } from '../stores/postgres.ts'
import { sqliteStore } from '../stores/sqlite.ts'
import type { StoreFactory } from '../stores/store.ts'
import { rowsOf } from './copy-tables.ts'
import { isRetryable } from './is-retryable.ts'
import { MigrationRefused } from './migration-refused.ts'
import { checkPreconditions, type MigrationContext, moveStore } from './move-store.ts'
import {
  ArgumentsError,
  type MigrationArguments,
  type RawArguments,
  readArguments,
  showsPassword,
} from './read-arguments.ts'
import { moveOf, openSourceFile, type SourceFile, tablesOf, versionOf } from './source-file.ts'
import { openTarget, versionOfTarget } from './target-schema.ts'
import { undoMove } from './undo-move.ts'

/** What the command is started with. */
export interface MigrationIo extends Pick<MigrationContext, 'now' | 'id' | 'print'> {
  readonly values: RawArguments
  readonly env: Readonly<Record<string, string | undefined>>
  /** Says what went wrong. */
  readonly printError: (line: string) => void
}

const WARNING =
  'A password on the command line can be read by every process of this machine: put the address into DATABASE_URL.'

/** @returns the exit code: 0 done, 1 refused or stopped in the middle, 2 wrong use */
export async function migrateCommand(io: MigrationIo): Promise<number> {
  try {
    const given = readArguments(io.values, io.env, DEFAULT_SCHEMA)
    if (showsPassword(io.values)) io.printError(WARNING)
    await carryOut(given, io)
    return 0
  } catch (error) {
    const { code, line } = explain(error)
    io.printError(line)
    return code
  }
}

async function carryOut(given: MigrationArguments, io: MigrationIo): Promise<void> {
  const factory = postgresFor(given)
  const source = openSourceFile(given.path)
  try {
    checkVersion(source)
    if (given.what === 'undo') {
      await undoMove({
        source,
        print: io.print,
        openTarget: () => openTarget(given.connectionString, given.schema),
      })
    } else await withTarget({ ...given, factory }, source, io)
  } finally {
    source.database.close()
  }
}

function checkVersion(source: SourceFile): void {
  const [version, known] = [versionOf(source), MIGRATIONS.at(-1)?.number ?? 0]
  if (version === 0)
    throw new MigrationRefused(`No adapter has used ${source.label} yet: there is nothing to move.`)
  if (version > known) {
    throw new MigrationRefused(
      `${source.label} was written by a newer Mooring (schema ${version}; this one knows up to ${known}). Use the "mooring" of that version.`,
    )
  }
}

/** The checks of the host's own option: what they refuse here is a word that can't be followed. */
function postgresFor({ connectionString, schema }: MigrationArguments): StoreFactory {
  try {
    return postgresStore({ connectionString, schema })
  } catch (error) {
    const [, problem] = /^postgresStore: (.*)$/s.exec(error instanceof Error ? error.message : '') ?? []
    throw problem === undefined ? error : new ArgumentsError(`DATABASE_URL or --schema: ${problem}`)
  }
}

type Opening = MigrationArguments & { readonly factory: StoreFactory }

async function withTarget(given: Opening, source: SourceFile, io: MigrationIo): Promise<void> {
  const target = await openTarget(given.connectionString, given.schema)
  const context: MigrationContext = { ...io, source, target }
  try {
    io.print(`From ${source.label}\nto   ${target.label}`)
    await checkPreconditions(context, tablesOf(source))
    if (given.what === 'check') return await check(context)
    await bringUpToDate(given, context)
    await moveStore(context)
  } finally {
    await target.close()
  }
}

/** Both sides have the tables of this version before a row moves; a file whose move has begun has them already. */
async function bringUpToDate(
  { path, factory }: Opening,
  { source, target, now }: MigrationContext,
): Promise<void> {
  const open = async (made: StoreFactory) => {
    const store = made.create({ now, logger: silentLogger })
    await store.open().finally(() => store.close())
  }
  if (moveOf(source) === null) await open(sqliteStore({ path }))
  await open(factory)
  const [from, to] = [versionOf(source), await versionOfTarget(target)]
  if (from === to) return
  throw new MigrationRefused(
    `${source.label} has schema ${from}, ${target.label} has ${to}. End the move with the version of Mooring it was begun with, or take it back with --undo.`,
  )
}

/** Says what would be done. Changes nothing. */
async function check({ source, target, print }: MigrationContext): Promise<void> {
  const isNew = (await versionOfTarget(target)) === null
  const rows = rowsOf(source, tablesOf(source))
  print(`  would    ${isNew ? 'make the schema, ' : ''}lock the file and copy ${rows} rows`)
  print('Nothing was changed.')
}

function explain(error: unknown): { code: number; line: string } {
  if (error instanceof ArgumentsError) return { code: 2, line: error.message }
  if (error instanceof MigrationRefused) return { code: 1, line: capital(error.message) }
  return { code: 1, line: `Stopped: ${reasonOf(error)}\nNothing is lost. ${whatHelps(error)}` }
}

/** Another try is asked for only where it can end differently. */
const whatHelps = (error: unknown): string =>
  isRetryable(error)
    ? 'Run the same command again: it goes on from here.'
    : 'The same command would stop here once more: put this right first, then it goes on from here.'

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/** Several addresses that were tried in vain come as one error without words. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(reasonOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}
