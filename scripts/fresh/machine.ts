// Folders, account and environment in which a command finds nothing of the machine it runs on but a Node, npm and the system.
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { StepError } from './command.ts'

const run = promisify(execFile)
const repository = fileURLToPath(new URL('../..', import.meta.url))

/** How npm and pnpm get to a company's registry. */
const REGISTRY_SETTINGS = ['registry', 'cafile', 'ca', 'proxy', 'https_proxy', 'noproxy', 'strict_ssl']
const NETWORK_VARIABLES =
  /^(https?_proxy|no_proxy|all_proxy|node_extra_ca_certs|ssl_cert_file|ssl_cert_dir)$/i

export interface Account {
  uid?: number
  gid?: number
}

export interface FreshMachine {
  readonly folder: string
  readonly clone: string
  readonly home: string
  readonly tmp: string
  readonly account: Account
  readonly env: NodeJS.ProcessEnv
}

/** An ordinary user: "nobody" where this runs as root, otherwise the one it runs as. */
export function ordinaryAccount(): Account {
  if (process.getuid?.() !== 0) return {}
  const entry = readFileSync('/etc/passwd', 'utf8').match(/^nobody:[^:]*:(\d+):(\d+):/m)
  if (entry === null) throw new StepError('There is no user "nobody" here: run this as an ordinary user.')
  return { uid: Number(entry[1]), gid: Number(entry[2]) }
}

/** A temporary folder of the account's own; deleted by `remove`. */
export async function openFolder(account: Account): Promise<string> {
  const parent = os.tmpdir()
  for (let at = parent; account.uid !== undefined; at = path.dirname(at)) {
    if ((statSync(at).mode & constants.S_IXOTH) === 0) {
      throw new StepError(`No other user may enter ${at}: set TMPDIR to a folder that all may enter.`)
    }
    if (at === path.dirname(at)) break
  }
  const folder = await mkdtemp(path.join(parent, 'mooring-fresh-'))
  await give(folder, account)
  return folder
}

export const remove = (folder: string) => rm(folder, { recursive: true, force: true, maxRetries: 3 })

/** @param nodeFolder the folder of the one Node to use @param base where all its folders go */
export async function openMachine(base: string, nodeFolder: string, account: Account): Promise<FreshMachine> {
  const folder = path.join(base, randomUUID().slice(0, 8))
  const [clone, home, tmp] = ['clone', 'home', 'tmp'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ]
  for (const one of [folder, home, tmp]) {
    await mkdir(one)
    await chmod(one, 0o700)
  }
  await run('git', ['clone', '--quiet', '--no-hardlinks', repository, clone])
  await give(folder, account)
  return { folder, clone, home, tmp, account, env: await environment(nodeFolder, home, tmp) }
}

/** Makes a folder and all in it the account's own. */
export async function give(folder: string, { uid, gid }: Account): Promise<void> {
  if (uid === undefined || gid === undefined) return
  await run('chown', ['-R', `${uid}:${gid}`, folder])
}

/** What a shell of a new user has, and the way to the registry. */
export async function environment(nodeFolder: string, home: string, tmp: string): Promise<NodeJS.ProcessEnv> {
  const network = Object.entries(process.env).filter(([name]) => NETWORK_VARIABLES.test(name))
  return {
    PATH: [nodeFolder, ...systemPath()].join(path.delimiter),
    HOME: home,
    TMPDIR: tmp,
    LANG: process.env.LANG ?? 'C.UTF-8',
    ...Object.fromEntries(network),
    ...(await registrySettings()),
  }
}

/** pnpm reads `pnpm_config_*`, npm `npm_config_*`; neither finds the starter's npmrc, since HOME is empty. */
async function registrySettings(): Promise<NodeJS.ProcessEnv> {
  const { stdout } = await run('npm', ['config', 'get', 'registry', 'cafile'], {
    cwd: os.tmpdir(),
    env: { ...process.env, PATH: systemPath().join(path.delimiter) },
  })
  const fromFiles = Object.fromEntries(stdout.split('\n').map((line) => line.split(/=(.*)/s, 2)))
  const settings: NodeJS.ProcessEnv = {}
  for (const name of REGISTRY_SETTINGS) {
    const given = (prefix: string) =>
      process.env[`${prefix}_${name}`] ?? process.env[`${prefix}_${name}`.toUpperCase()]
    const value = given('pnpm_config') ?? given('npm_config') ?? fromFiles[name]
    if (value === undefined || value === '' || value === 'null' || value === 'undefined') continue
    settings[`npm_config_${name}`] = value
    settings[`pnpm_config_${name}`] = value
  }
  return settings
}

/** PATH without what packages have put there. */
function systemPath(): string[] {
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  return folders.filter((folder) => folder !== '' && !folder.split(path.sep).includes('node_modules'))
}

/** The folder of the system's own Node, with npm beside it. */
export function systemNodeFolder(): string {
  const found = systemPath().find((folder) => existsSync(path.join(folder, 'node')))
  if (found === undefined) {
    throw new StepError('There is no Node on PATH outside node_modules: name versions with --node 20,22,24.')
  }
  accessSync(path.join(found, 'npx'), constants.X_OK)
  return found
}

/** Whether the clone is all there is to see: what is not committed is not tested. */
export async function hasUncommittedChanges(): Promise<boolean> {
  const { stdout } = await run('git', ['status', '--porcelain'], { cwd: repository })
  return stdout.trim() !== ''
}
