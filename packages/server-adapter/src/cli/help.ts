// What --help says.
import type { Command, Flag } from './command.ts'
import { COMMANDS } from './commands.ts'
import { flagsOf, GLOBAL_FLAGS } from './flags.ts'

const EXITS = 'Exit codes: 0 done and well · 1 done and something is wrong, or not found · 2 wrong use'
const MIGRATE = `Usage: mooring migrate --from sqlite[:<file>] --to postgres [options]

Moves a SQLite file to Postgres: mooring migrate --help`

const titleOf = ({ name, form }: Pick<Command, 'name' | 'form'>): string => `${name} ${form}`.trim()

const table = (lines: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...lines.map(([left]) => left.length))
  return lines.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n')
}

const flagLines = (flags: Readonly<Record<string, Flag>>) =>
  Object.values(flags).map(({ form, what }) => [form, what] as const)

export const helpOfAll = (): string =>
  `Usage: mooring <command> [options]

Operates the connections of a product with Mooring in it, on its own mooring.config.{ts,js,mjs}.

${table(COMMANDS.map((command) => [titleOf(command), command.what] as const))}

${table(flagLines(GLOBAL_FLAGS))}

For example: mooring explain con_4n1k…      More of one command: mooring explain --help
${EXITS}

${MIGRATE}`

export const helpOf = (command: Command): string =>
  `Usage: mooring ${titleOf(command)} [options]

${command.what.charAt(0).toUpperCase()}${command.what.slice(1)}.

${table(flagLines(flagsOf(command)))}

For example: ${command.example}
${EXITS}`
