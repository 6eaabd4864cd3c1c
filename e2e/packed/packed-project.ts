// An empty project outside the workspace into which the packed packages are installed, for each consumer a folder.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { consumerFiles } from './consumers.ts'
import { packedTarballs } from './tarballs.ts'
import { nodePackages, OLD_TYPESCRIPT, RUNTIME, TYPES } from './versions.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))
const samples = fileURLToPath(new URL('project', import.meta.url))
const NAMES = ['contract', 'simulator', 'messages', 'server-adapter', 'ui', 'testing'] as const
const PATIENCE_MS = 170_000

/** JSON is YAML. Nothing is hoisted: a package finds what it names, and nothing else. */
const SETTINGS = {
  packages: ['*'],
  hoist: false,
  autoInstallPeers: false,
  packageExtensions: {
    // It imports React's types and does not say so: https://pnpm.io/settings#packageextensions
    '@tanstack/react-query': { peerDependencies: { '@types/react': '*' } },
  },
}

/** What a program said and how it ended. Null: it was ended by a signal. */
export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface PackedProject {
  /** Runs a program in a folder of the project, as a product's shell would: without what the test runner has set. */
  run(command: string, words: string[], options: { in: string; patienceMs: number }): Promise<Ended>
  readonly folder: string
  remove(): Promise<void>
}

/** Where the folders of its consumers are, one of each age: `runtime/lowest`, `types/newest`. */
const CONSUMERS = { runtime: RUNTIME, types: TYPES }

/** @param isWhole whether all of the matrix is installed, or only what the newest Node and compiler need */
export async function openPackedProject({ isWhole }: { isWhole: boolean }): Promise<PackedProject> {
  const folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'mooring-packed-')))
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    const own = await pack()
    // Two workspaces, for pnpm gives an optional peer to all of one where any of its folders has it: types live without pg.
    const installs = await Promise.allSettled([
      install(path.join(folder, 'runtime'), isWhole ? nodePackages() : {}, { own, isWhole }),
      install(path.join(folder, 'types'), isWhole ? { typescript: OLD_TYPESCRIPT } : {}, { own, isWhole }),
    ])
    for (const one of installs) if (one.status === 'rejected') throw one.reason
  } catch (error) {
    await remove()
    throw error
  }
  return { folder, run: (command, words, options) => runIn(folder, command, words, options), remove }
}

/** The pnpm that runs the tests where one does; else the one the workspace names, which npx brings. */
async function pnpm(words: string[], folder: string): Promise<void> {
  const { npm_execpath: running = '', npm_config_user_agent: agent = '' } = process.env
  const [command = '', ...first] =
    agent.startsWith('pnpm/') && existsSync(running) ? [running] : ['npx', '--yes', await namedPnpm()]
  const shell = process.platform === 'win32'
  await run(command, [...first, ...words], { cwd: folder, timeout: PATIENCE_MS, shell })
}

const namedPnpm = async (): Promise<string> =>
  JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')).packageManager

/** The packages' tarballs, as a manifest names them. */
async function pack(): Promise<Record<string, string>> {
  const folder = await packedTarballs()
  return Object.fromEntries(
    NAMES.map((name) => [`@mooring/${name}`, `file:${path.join(folder, `mooring-${name}.tgz`)}`]),
  )
}

/** Writes a workspace with a folder for each age, and installs it. */
async function install(
  folder: string,
  tools: Record<string, string>,
  { own, isWhole }: { own: Record<string, string>; isWhole: boolean },
): Promise<void> {
  const kind = path.basename(folder) as keyof typeof CONSUMERS
  await writeFiles(folder, {
    ...manifest(tools),
    'pnpm-workspace.yaml': JSON.stringify({ ...SETTINGS, overrides: own }),
  })
  for (const age of isWhole ? (['lowest', 'newest'] as const) : (['newest'] as const)) {
    const consumer = path.join(folder, age)
    await writeFiles(consumer, { ...manifest({ ...own, ...CONSUMERS[kind][age] }) })
    if (kind === 'types') await writeFiles(consumer, consumerFiles())
    else await cp(samples, consumer, { recursive: true })
  }
  await pnpm(['install', '--prefer-offline', '--no-lockfile'], folder)
}

const manifest = (dependencies: Record<string, string>) => ({
  'package.json': JSON.stringify({ private: true, type: 'module', dependencies }),
})

async function writeFiles(folder: string, files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, text)
  }
}

function runIn(
  folder: string,
  command: string,
  words: string[],
  options: { in: string; patienceMs: number },
): Promise<Ended> {
  const { NODE_OPTIONS: _options, NODE_ENV: _env, ...env } = process.env
  const setting = { cwd: path.join(folder, options.in), env, timeout: options.patienceMs }
  return new Promise((resolve) => {
    execFile(command, words, setting, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : null
      resolve({ code, stdout, stderr: code === null ? `${stderr}${error?.message}` : stderr })
    })
  })
}
