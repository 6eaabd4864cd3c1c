// mooring completion: a script for the shell.
import { type Command, onlyWord, WrongUse } from '../command.ts'
import { SHELLS } from '../shells.ts'

export const completion: Command = {
  name: 'completion',
  isWithoutConfig: true,
  form: '<shell>',
  what: 'prints a script that completes commands and options in bash, zsh or fish',
  example: 'source <(mooring completion bash)',
  async run({ words, commands }) {
    const given = onlyWord(words, `a shell: ${SHELLS.join(', ')}`)
    const shell = SHELLS.find((each) => each === given)
    if (shell === undefined) throw new WrongUse(`"${given}" is none of ${SHELLS.join(', ')}.`)
    const { completionScript } = await import('../completion-script.ts')
    const script = completionScript(shell, commands)
    return { well: true, data: { shell, script }, lines: [script.trimEnd()] }
  },
}
