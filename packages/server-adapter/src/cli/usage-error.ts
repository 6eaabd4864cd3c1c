// What is wrong with a command line, in Mooring's words.
import type { Command, CommanderError } from 'commander'

/** The words after the program's name. */
export const fullName = (command: Command): string =>
  command.parent === null ? '' : `${fullName(command.parent)} ${command.name()}`.trim()

/** Each command that does something, also of two words. */
export const leavesOf = (program: Command): Command[] =>
  program.commands.flatMap((each) => (each.commands.length === 0 ? each : [...each.commands]))

export function sentenceOf({ code, message }: CommanderError, command: Command): string {
  const [argument] = command.registeredArguments
  const words = `${fullName(command)} ${command.args[0] ?? ''}`.trim()
  // The value of an unknown option may be a secret.
  const [said = '', hint = ''] = message
    .replace(/^error: /, '')
    .replace(/=.*'/s, "'")
    .split('\n')
  const better = hint.replace(/^\((.*)\)$/, ' $1')
  if (code === 'commander.unknownCommand')
    return `There is no command "${words}".${better} See them all: mooring --help`
  if (code === 'commander.missingArgument') return `Give ${argument?.description}.`
  if (code === 'commander.excessArguments')
    return argument === undefined
      ? `"${command.args.join(' ')}" is one word too many.`
      : `Give ${argument.description}, and nothing else.`
  const see = ['mooring', fullName(command), '--help'].filter((word) => word !== '').join(' ')
  return `${said.charAt(0).toUpperCase()}${said.slice(1).replace(/\.$/, '')}.${better} See: ${see}`
}
