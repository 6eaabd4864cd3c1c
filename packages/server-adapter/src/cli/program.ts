// The command line as the library has it, made of the definitions.
import { Command, Help, InvalidArgumentError } from 'commander'
import { VERSION } from '../version.ts'
import { type Argument, type Definition, WrongUse } from './command.ts'
import { COMMANDS } from './commands.ts'
import { type Paint, painter } from './paint.ts'
import { fullName, leavesOf, sentenceOf } from './usage-error.ts'

const WHAT =
  'Operates the connections of a product with Mooring in it, on its own mooring.config.{ts,js,mjs}.'
const EXITS = 'Exit codes: 0 done and well · 1 done and something is wrong, or not found · 2 wrong use'
const MORE = `For example: mooring explain con_4n1k…      More of one command: mooring explain --help
${EXITS}
Usage: mooring migrate --from sqlite[:<file>] --to postgres [options]`

const CONFIG = ['--config <file>', 'the config (default: mooring.config.* here)', notAnOption] as const
const JSON_FLAG = ['--json', 'one JSON value on standard output, errors included'] as const

interface Deps {
  /** Runs what was chosen. */
  carryOut(definition: Definition, leaf: Command): Promise<void>
  print(text: string): void
  readonly hasColours: boolean
}

/** Its errors are thrown: WrongUse, or a CommanderError with exit code 0 where help was asked for. */
export function programOf({ carryOut, print, hasColours }: Deps): Command {
  let complaint = ''
  const program = new Command('mooring')
    .configureOutput({
      writeOut: (text) => print(text.trimEnd()),
      writeErr: (text) => {
        complaint += text
      },
      outputError: () => {},
      getOutHasColors: () => hasColours,
    })
    .configureHelp(helpStyle(painter(hasColours)))
    .helpOption('-h, --help', 'this text')
    .version(VERSION, '-V, --version', 'the version of Mooring')
  throwing(program, () => complaint.trimEnd())
    .usage('<command> [options]')
    .description(WHAT)
    .option(...CONFIG)
    .option(...JSON_FLAG)
    .addHelpText('after', `\n${MORE}`)
  for (const definition of COMMANDS) {
    const leaf = leafIn(program, definition)
    leaf.action(() => carryOut(definition, leaf))
  }
  return program
}

/** @param shown what was written instead of an answer */
const throwing = (command: Command, shown: () => string): Command =>
  command.exitOverride((error) => {
    if (error.exitCode === 0) throw error
    throw new WrongUse(error.code === 'commander.help' ? shown() : sentenceOf(error, command))
  })

function leafIn(program: Command, definition: Definition): Command {
  const { name, what, example, argument, options = {}, isWithoutConfig, exits = EXITS } = definition
  const [head = '', tail] = name.split(' ')
  const leaf = tail === undefined ? program.command(head) : groupIn(program, head).command(tail)
  throwing(leaf, () => '').summary(what)
  leaf.description(`${what.charAt(0).toUpperCase()}${what.slice(1)}.`)
  if (argument !== undefined) leaf.argument(argument.form, argument.what, readerOf(argument))
  for (const [form, does] of Object.entries(options))
    if (form.includes('<')) leaf.option(form, does, notAnOption)
    else leaf.option(form, does)
  if (!isWithoutConfig) leaf.option(...CONFIG)
  return leaf.option(...JSON_FLAG).addHelpText('after', `\nFor example: ${example}\n${exits}`)
}

function groupIn(program: Command, name: string): Command {
  const known = program.commands.find((each) => each.name() === name)
  if (known !== undefined) return known
  const group = program.command(name).usage('<command> [options]').summary(`${name} …`)
  return throwing(group, () => {
    const choices = group.commands.map(fullName).join(' or ')
    return `There is no command "${name}" by itself: it is ${choices}.`
  })
}

/** An option whose value was forgotten takes no other option for it. */
function notAnOption(value: string): string {
  if (value.startsWith('--')) throw new InvalidArgumentError('It is another option.')
  return value
}

const readerOf =
  ({ what, prefix = '' }: Argument) =>
  (word: string): string => {
    if (word === '') throw new WrongUse(`Give ${what}.`)
    if (!word.startsWith(prefix)) throw new WrongUse(`"${word}" is not ${what}.`)
    return word
  }

const helpStyle = (paint: Paint): Partial<Help> => ({
  styleTitle: (title) => paint('bold', title),
  subcommandTerm: (command) => `${fullName(command)}${command.usage().replace('[options]', '')}`,
  // Commands of two words are listed themselves; for suggestions they are not.
  formatHelp: (command, helper) =>
    Help.prototype.formatHelp.call(helper, command, Object.assign(helper, { visibleCommands: leavesOf })),
})
