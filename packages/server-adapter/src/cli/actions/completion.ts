// mooring completion: a script for the shell.
import { type Action, WrongUse } from '../command.ts'
import { SHELLS } from '../shells.ts'

export const completion: Action = async ({ word: given, program }) => {
  const shell = SHELLS.find((each) => each === given)
  if (shell === undefined) throw new WrongUse(`"${given}" is none of ${SHELLS.join(', ')}.`)
  const { completionScript } = await import('../completion-script.ts')
  const script = completionScript(shell, program)
  return { well: true, data: { shell, script }, lines: [script.trimEnd()] }
}
