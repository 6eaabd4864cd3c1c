// From the command line to its answer and exit code.
import { type Command, CommanderError } from 'commander'
import { MooringError } from '../errors/mooring-error.ts'
import { type Definition, NotDone, type Opened, textOf, type Values, WrongUse } from './command.ts'
import { loadConfig } from './load-config.ts'
import { openAdapter } from './open-adapter.ts'
import { painter } from './paint.ts'
import { programOf } from './program.ts'
import type { Terminal } from './terminal.ts'

/** @returns the exit code: 0 done and well, 1 done and something is wrong or not found, 2 wrong use; of `migrate` its own */
export async function runCommand(terminal: Terminal): Promise<number> {
  try {
    return await run(terminal)
  } catch (error) {
    const { exit, code, message, reference } = explained(error)
    if (isJson(terminal)) terminal.print(json({ error: { code, message, reference } }))
    else terminal.printError(reference === undefined ? message : `${message} (${reference})`)
    return exit
  }
}

const isJson = ({ words }: Terminal): boolean => words.includes('--json')
const json = (data: unknown): string => JSON.stringify(data, null, 2)

async function run(terminal: Terminal): Promise<number> {
  let exit = 0
  const program = programOf({
    print: terminal.print,
    hasColours: terminal.hasColours,
    async carryOut(definition, leaf) {
      exit = await carryOut(definition, { program, leaf }, terminal)
    },
  })
  try {
    await program.parseAsync(terminal.words, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
  }
  return exit
}

async function carryOut(
  { name, isWithoutConfig, load: loadAction }: Definition,
  { program, leaf }: { readonly program: Command; readonly leaf: Command },
  terminal: Terminal,
): Promise<number> {
  const values: Values = leaf.optsWithGlobals()
  const word = String(leaf.processedArgs[0] ?? '')
  if (isWithoutConfig && values.config !== undefined) throw new WrongUse(`mooring ${name} takes no --config.`)
  const opened: Opened[] = []
  const load = () => loadConfig(textOf(values.config), terminal)
  const open = async () => {
    const adapter = await openAdapter(await load())
    opened.push(adapter)
    return adapter
  }
  try {
    const action = await loadAction()
    const paint = painter(terminal.hasColours)
    const answer = await action({ program, values, word, terminal, paint, load, open })
    if (isJson(terminal)) terminal.print(json(answer.data))
    else answer.lines.forEach((line) => void terminal.print(line))
    return answer.exit ?? (answer.well ? 0 : 1)
  } finally {
    for (const { adapter } of opened) await adapter.close()
  }
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
