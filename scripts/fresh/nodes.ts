// Versions of Node, each with the npm that comes with it, installed as npm packages into a folder of their own.
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { StepError } from './command.ts'
import { type Account, environment, give, systemNodeFolder } from './machine.ts'

const run = promisify(execFile)
const manifest = new URL('../../package.json', import.meta.url)
const INSTALL_PATIENCE_MS = 300_000

/** The npm that a release line of Node brings. */
const npmOf = (major: number): number => (major >= 24 ? 11 : 10)

/**
 * Installs Node `version` ("22" or "22.13.0") below `base` and resolves to the folder with `node`, `npm` and `npx`.
 * @throws StepError where npm has none for this machine
 */
export async function installNode(
  base: string,
  version: string,
  { account, signal }: { account: Account; signal: AbortSignal },
): Promise<string> {
  const folder = path.join(base, `node-${version}`)
  const [home, tmp, bin] = ['home', 'tmp', 'bin'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ]
  const name = nodePackage()
  for (const one of [folder, home, tmp, bin]) await mkdir(one)
  await writeFile(path.join(folder, 'package.json'), '{ "private": true }')
  await give(folder, account)
  const packages = [`${name}@${version}`, `npm@${npmOf(Number.parseInt(version, 10))}`]
  await run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...packages], {
    ...account,
    cwd: folder,
    env: await environment(systemNodeFolder(), home, tmp),
    timeout: INSTALL_PATIENCE_MS,
    signal,
  }).catch((error: Error & { stderr?: string }) => {
    throw new StepError(`Node ${version} could not be installed from npm.`, error.stderr)
  })
  const modules = path.join(folder, 'node_modules')
  await symlink(path.join(modules, name, 'bin/node'), path.join(bin, 'node'))
  await symlink(path.join(modules, 'npm/bin/npm-cli.js'), path.join(bin, 'npm'))
  await symlink(path.join(modules, 'npm/bin/npx-cli.js'), path.join(bin, 'npx'))
  return bin
}

/** The package with this machine's Node; every release of Node is a version of it. */
function nodePackage(): string {
  const { optionalDependencies } = JSON.parse(readFileSync(manifest, 'utf8'))
  const machine = `${process.platform}-${process.arch}`
  const found = [`node-${machine}`, `node-bin-${machine}`].find((one) => one in optionalDependencies)
  if (found === undefined) throw new StepError(`npm has no Node for ${machine}: leave out --node.`)
  return found
}
