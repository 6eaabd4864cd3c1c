// The completion of shells: bash plays it; of the others the script names every command.
import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { expect, it } from 'vitest'
import { COMMANDS } from '../../src/cli/commands.ts'
import { completionScript } from '../../src/cli/completion-script.ts'
import { programOf } from '../../src/cli/program.ts'
import { SHELLS } from '../../src/cli/shells.ts'
import { runWith } from './init/project-ground.ts'

const PROGRAM = programOf({ carryOut: async () => {}, print: () => {}, hasColours: false })

/** What bash offers for these words, the last of which is being typed. */
function offered(...words: string[]): string[] {
  const script = completionScript('bash', PROGRAM)
  const given = ['mooring', ...words].map((word) => `'${word}'`).join(' ')
  const program = `${script}\nCOMP_WORDS=(${given})\nCOMP_CWORD=${words.length}\n_mooring\nprintf '%s\\n' "\${COMPREPLY[@]}"`
  return execFileSync('bash', ['-c', program], { encoding: 'utf8' })
    .split('\n')
    .filter((word) => word !== '')
}

it.each([
  [[''], ['init', 'status', 'keys', 'events', 'completion', 'migrate', '--help']],
  [['sta'], ['status']],
  [
    ['events', ''],
    ['retry', 'skip'],
  ],
  [['keys', 'n'], ['new']],
  [['init', '--f'], ['--framework']],
  [['campaign', 'start', 'payments', '--miss'], ['--missing-scope']],
  [['migrate', '--t'], ['--to']],
])('bash completes %j', (words, expected) => {
  const found = offered(...words)
  expect(found).toEqual(expect.arrayContaining(expected))
  if (words.at(-1) !== '') expect(found).toEqual(expected)
})

it.each(SHELLS)('the script for %s names every command and option', async (shell) => {
  const { code, out } = await runWith(tmpdir(), ['completion', shell])
  expect(code).toBe(0)
  for (const { name, options = {} } of COMMANDS) {
    const flags = Object.keys(options).map((form) => form.replace(/^--| .*/g, ''))
    for (const word of [...name.split(' '), ...flags]) expect(out).toContain(word)
  }
})

it('of another shell is wrong use', async () => {
  const { code, beside } = await runWith(tmpdir(), ['completion', 'tcsh'])
  expect([code, beside]).toEqual([2, '"tcsh" is none of bash, zsh, fish.\n'])
})
