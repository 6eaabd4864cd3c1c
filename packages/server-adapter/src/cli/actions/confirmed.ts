// What is not done without a person's yes.
import { NotDone, type Values, WrongUse } from '../command.ts'
import type { Terminal } from '../terminal.ts'

/** @param deed what would be done, as a sentence @throws WrongUse where no person can be asked; NotDone for a no */
export async function confirmed(
  deed: string,
  { values, terminal }: { values: Values; terminal: Pick<Terminal, 'isInteractive' | 'printError' | 'ask'> },
): Promise<void> {
  if (values.yes === true) return
  if (!terminal.isInteractive)
    throw new WrongUse(`${deed} There is no terminal to ask at: give --yes to have it done.`)
  terminal.printError(deed)
  if (!(await terminal.ask('Go on?'))) throw new NotDone('declined', 'Nothing was done.')
}
