// What the command line and the environment ask for.
/** The options of the command line. */
export interface RawArguments {
  readonly from?: string
  readonly to?: string
  readonly schema?: string
  readonly dryRun?: boolean
  readonly undo?: boolean
}

/** What is to be done. */
export interface MigrationArguments {
  readonly path: string
  readonly connectionString: string
  readonly schema: string
  readonly what: 'move' | 'check' | 'undo'
}

/** The words can't be followed; the message says which and why. */
export class ArgumentsError extends Error {
  override readonly name = 'ArgumentsError'
}

const FORM = 'It is: mooring migrate --from sqlite:./mooring.db --to postgres, with DATABASE_URL set.'

/** @throws ArgumentsError */
export function readArguments(
  { from, to, schema, dryRun, undo }: RawArguments,
  env: Readonly<Record<string, string | undefined>>,
  defaultSchema: string,
): MigrationArguments {
  if (dryRun && undo) throw new ArgumentsError('Give --dry-run or --undo, not both.')
  return {
    path: fileOf(from, env.MOORING_DB),
    connectionString: databaseOf(to, env.DATABASE_URL),
    schema: schema ?? defaultSchema,
    what: undo ? 'undo' : dryRun ? 'check' : 'move',
  }
}

function fileOf(from: string | undefined, otherwise: string | undefined): string {
  if (from === 'sqlite') return otherwise || './mooring.db'
  const [, path] = /^sqlite:(.+)$/.exec(from ?? '') ?? []
  if (path === undefined) throw new ArgumentsError(`--from is sqlite:<file>. ${FORM}`)
  return path
}

function databaseOf(to: string | undefined, otherwise: string | undefined): string {
  if (to !== undefined && /^postgres(ql)?:\/\//.test(to)) return to
  if (to !== 'postgres') throw new ArgumentsError(`--to is postgres. ${FORM}`)
  if (!otherwise) throw new ArgumentsError(`DATABASE_URL is not set. ${FORM}`)
  return otherwise
}

/** True where the command line has a password: every process of the machine can read it there. */
export const showsPassword = ({ to = '' }: RawArguments): boolean => Boolean(URL.parse(to)?.password)
