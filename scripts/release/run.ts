// Programs that a release runs, from the root of the repository.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { programOf } from '../installed-program.ts'
import { root } from './packages.ts'

/** Runs a program whose output is shown. @throws Error where it fails */
export function run(program: string, ...args: string[]): void {
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: 'inherit' })
  if (status !== 0)
    throw new Error(`"${[path.basename(program), ...args].join(' ')}" failed. ${error?.message ?? ''}`.trim())
}

/** @returns what a program printed @throws Error where it fails */
export function ask(
  program: string,
  args: readonly string[],
  { env, cwd = root }: { env?: NodeJS.ProcessEnv; cwd?: string } = {},
): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    env: { ...process.env, ...env },
  })
  if (status !== 0)
    throw new Error(`"${[path.basename(program), ...args].join(' ')}" failed. ${error?.message ?? stderr}`)
  return stdout.trim()
}

/** Git in a clone. @returns what it printed */
export const gitIn =
  (clone: string) =>
  (...args: string[]): string =>
    ask('git', args, { cwd: clone })

export const git = gitIn(root)

export const changeset = (...args: string[]): void =>
  run(process.execPath, programOf('@changesets/cli'), ...args)

/** A command for pnpm's own program: the one that runs this script, else the one that the repository names. */
export function pnpm(...args: string[]): [string, ...string[]] {
  const { npm_execpath: running, npm_config_user_agent: agent = '' } = process.env
  if (running && agent.startsWith('pnpm/')) return [running, ...args]
  const { packageManager } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  return ['npx', '--yes', packageManager, ...args]
}
