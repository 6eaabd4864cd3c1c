// mooring completion.
import type { Definition } from '../command.ts'
import { SHELLS } from '../shells.ts'

export const completion: Definition = {
  name: 'completion',
  isWithoutConfig: true,
  argument: { form: '<shell>', what: `a shell: ${SHELLS.join(', ')}` },
  what: 'prints a script that completes commands and options in bash, zsh or fish',
  example: 'source <(mooring completion bash)',
  load: async () => (await import('../actions/completion.ts')).completion,
}
