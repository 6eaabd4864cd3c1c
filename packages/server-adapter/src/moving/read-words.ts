// What the command line and the environment ask for.
import { parseArgs } from 'node:util'

export const USAGE = `Usage: mooring migrate --from sqlite[:<file>] --to postgres [options]

Moves everything an adapter keeps from a SQLite file to Postgres. Run again, it goes on where it stopped.

  --from sqlite[:<file>]   the file (default: MOORING_DB, then ./mooring.db)
  --to postgres[://…]      the database (default: the one that DATABASE_URL names)
  --schema <name>          the schema to fill (default: {schema})
  --dry-run                looks at both sides and says what would be done; changes nothing
  --undo                   takes a move back, as long as no adapter has used the target
  --help                   this text

Exit codes: 0 done · 1 stopped in the middle, with what to do · 2 wrong arguments · 3 refused, with the reason`

/** What is to be done. */
export interface Order {
  readonly path: string
  readonly connectionString: string
  readonly schema: string
  readonly what: 'move' | 'look' | 'undo'
}

/** The words can't be followed; the message says which and why. */
export class WordsError extends Error {
  override readonly name = 'WordsError'
}

const FORM = 'It is: mooring migrate --from sqlite:./mooring.db --to postgres, with DATABASE_URL set.'

/**
 * Reads an order.
 * @returns null where help is asked for
 * @throws WordsError
 */
export function readWords(
  words: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  defaultSchema: string,
): Order | null {
  const { values, positionals } = parse(words)
  if (values.help) return null
  if (positionals.join(' ') !== 'migrate') throw new WordsError(`There is one command, migrate. ${FORM}`)
  if (values['dry-run'] && values.undo) throw new WordsError('Give --dry-run or --undo, not both.')
  return {
    path: fileOf(values.from, env.MOORING_DB),
    connectionString: databaseOf(values.to, env.DATABASE_URL),
    schema: values.schema ?? defaultSchema,
    what: values.undo ? 'undo' : values['dry-run'] ? 'look' : 'move',
  }
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        schema: { type: 'string' },
        'dry-run': { type: 'boolean' },
        undo: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    })
  } catch (error) {
    throw new WordsError(`${error instanceof Error ? error.message : String(error)} ${FORM}`)
  }
}

function fileOf(from: string | undefined, otherwise: string | undefined): string {
  if (from === 'sqlite') return otherwise || './mooring.db'
  const [, path] = /^sqlite:(.+)$/.exec(from ?? '') ?? []
  if (path === undefined) throw new WordsError(`--from is sqlite:<file>. ${FORM}`)
  return path
}

function databaseOf(to: string | undefined, otherwise: string | undefined): string {
  if (to !== undefined && /^postgres(ql)?:\/\//.test(to)) return to
  if (to !== 'postgres') throw new WordsError(`--to is postgres. ${FORM}`)
  if (!otherwise) throw new WordsError(`DATABASE_URL is not set. ${FORM}`)
  return otherwise
}

/** True where the command line holds a password: every process of the machine can read it there. */
export const showsPassword = (words: readonly string[]): boolean =>
  words.some((word) => URL.parse(word.replace(/^--to=/, ''))?.password)
