// From the command line to its answer and exit code.
import { parseArgs } from 'node:util'
import { MooringError } from '../service/mooring-error.ts'
import { type Call, type Command, NotDone, type Opened, textOf, type Values, WrongUse } from './command.ts'
import { COMMANDS } from './commands.ts'
import { flagsOf, GLOBAL_FLAGS } from './flags.ts'
import { helpOf, helpOfAll } from './help.ts'
import { loadConfig } from './load-config.ts'
import { openAdapter } from './open-adapter.ts'
import { painter } from './paint.ts'
import type { Terminal } from './terminal.ts'

/** @returns the exit code: 0 done and well, 1 done and something is wrong or not found, 2 wrong use; of `migrate` its own */
export async function runCommand(terminal: Terminal): Promise<number> {
  try {
    return await run(terminal)
  } catch (error) {
    const { exit, code, message, reference } = explained(error)
    if (isJson(terminal)) terminal.say(json({ error: { code, message, reference } }))
    else terminal.complain(reference === undefined ? message : `${message} (${reference})`)
    return exit
  }
}

const isJson = ({ words }: Terminal): boolean => words.includes('--json')
const json = (data: unknown): string => JSON.stringify(data, null, 2)

async function run(terminal: Terminal): Promise<number> {
  const names = namesIn(terminal.words)
  if (names[0] === 'migrate') return await migrate(terminal)
  const command = commandOf(names)
  if (command === null) {
    if (names.length > 0) throw new WrongUse(`There is no command "${names.join(' ')}". ${SEE_ALL}`)
    if (!terminal.words.some((word) => word === '--help' || word === '-h')) throw new WrongUse(helpOfAll())
    terminal.say(helpOfAll())
    return 0
  }
  const { values, positionals } = parse(terminal.words, command)
  if (values.help) {
    terminal.say(helpOf(command))
    return 0
  }
  return await carryOut(
    command,
    { values, words: positionals.slice(command.name.split(' ').length) },
    terminal,
  )
}

const SEE_ALL = 'See them all: mooring --help'

/** The words that are no options, whichever command they belong to. */
function namesIn(words: readonly string[]): string[] {
  const flags = COMMANDS.flatMap((command) => Object.entries(command.flags ?? {}))
  const known = Object.fromEntries(
    [...flags, ...Object.entries(GLOBAL_FLAGS)].map(([name, { type }]) => [name, { type }]),
  )
  const ofMigrate = { from: { type: 'string' }, to: { type: 'string' }, schema: { type: 'string' } } as const
  const options = { ...known, ...ofMigrate }
  return parseArgs({ args: [...words], allowPositionals: true, strict: false, options }).positionals
}

function commandOf(names: readonly string[]): Command | null {
  const named = (name: string) => COMMANDS.find((command) => command.name === name)
  return named(names.slice(0, 2).join(' ')) ?? named(names[0] ?? '') ?? null
}

/** @throws WrongUse */
function parse(words: readonly string[], command: Command): { values: Values; positionals: string[] } {
  const options = Object.fromEntries(
    Object.entries(flagsOf(command)).map(([name, { type }]) => [
      name,
      name === 'help' ? ({ type, short: 'h' } as const) : { type },
    ]),
  )
  try {
    const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options })
    return { values: values as Values, positionals }
  } catch (error) {
    throw new WrongUse(`${messageOf(error)} See: mooring ${command.name} --help`)
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

async function carryOut(
  command: Command,
  { values, words }: Pick<Call, 'values' | 'words'>,
  terminal: Terminal,
): Promise<number> {
  const opened: Opened[] = []
  const load = () => loadConfig(textOf(values.config), terminal)
  const open = async () => {
    const adapter = await openAdapter(await load())
    opened.push(adapter)
    return adapter
  }
  try {
    const paint = painter(terminal.hasColours)
    const answer = await command.run({ commands: COMMANDS, values, words, terminal, paint, load, open })
    if (isJson(terminal)) terminal.say(json(answer.data))
    else answer.lines.forEach((line) => void terminal.say(line))
    return answer.well ? 0 : 1
  } finally {
    for (const { adapter } of opened) await adapter.close()
  }
}

/** A command of its own: its words, its sentences and its exit codes. */
async function migrate(terminal: Terminal): Promise<number> {
  const { migrateCommand } = await import('../moving/migrate-command.ts')
  if (!isJson(terminal)) return await migrateCommand(terminal)
  const [said, complaints]: string[][] = [[], []]
  const exitCode = await migrateCommand({
    ...terminal,
    words: terminal.words.filter((word) => word !== '--json'),
    say: (line) => void said?.push(line),
    complain: (line) => void complaints?.push(line),
  })
  terminal.say(json({ exitCode, said, complaints }))
  return exitCode
}

interface Failure {
  readonly exit: 1 | 2
  readonly code: string
  readonly message: string
  readonly reference?: string
}

function explained(error: unknown): Failure {
  if (error instanceof WrongUse) return { exit: 2, code: 'wrong_use', message: error.message }
  if (error instanceof NotDone) return { exit: 1, code: error.code, message: error.message }
  if (error instanceof MooringError) {
    const { code, message, reference } = error
    return { exit: 1, code, message, ...(code === 'not_found' ? {} : { reference }) }
  }
  return { exit: 1, code: 'internal', message: 'Something went wrong inside Mooring.' }
}
