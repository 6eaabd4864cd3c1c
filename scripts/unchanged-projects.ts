// Test projects that passed here with the very files that are here now: the next run leaves them out, but for CI.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, type Stats, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { filesOfClone } from './files-of-clone.ts'
import { CHROMIUMS, FIREFOXES } from './system-browsers.ts'

/** What no test of a package reads: only the projects beside the packages do. */
const BESIDE_PACKAGES = /^(apps|e2e|examples|bench)\//
const PACKAGE = /^packages\/([^/]+)\//
const WORKSPACE = 'workspace:'

/** Settings that tests follow. */
const VARIABLES = [
  ...['MOORING_TEST_LONG', 'MOORING_TEST_MATRIX', 'MOORING_PICTURES', 'CHROMIUM_PATH', 'FIREFOX_PATH'],
  ...['NODE_OPTIONS', 'TZ', 'LANG', 'LC_ALL'],
]
/** What tests use where the machine has it, and leave out elsewhere. */
const PROGRAMS = [
  ...[
    'WebKitWebDriver',
    'Xvfb',
    'nginx',
    'haproxy',
    'apache2',
    'varnishd',
    'caddy',
    'pgbouncer',
    'pgpool',
    'python3',
  ],
]
const SYSTEM_FOLDERS = ['/usr/bin', '/usr/sbin', '/usr/local/sbin']

/** Digests by project, as its configuration's path names it. */
export type Digests = Readonly<Record<string, string>>

interface Manifest {
  readonly name?: string
  readonly dependencies?: Record<string, string>
  readonly devDependencies?: Record<string, string>
  readonly peerDependencies?: Record<string, string>
}

/** The folders under `packages` that a package is made of: its own, and those of the workspace that it depends on. */
function packagesOf(root: string, folder: string, found = new Set<string>()): Set<string> {
  const file = path.join(root, 'packages', folder, 'package.json')
  if (found.has(folder) || !existsSync(file)) return found
  found.add(folder)
  const { dependencies, devDependencies, peerDependencies } = JSON.parse(
    readFileSync(file, 'utf8'),
  ) as Manifest
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies, ...peerDependencies }))
    if (version.startsWith(WORKSPACE)) packagesOf(root, name.split('/').at(-1) ?? name, found)
  return found
}

/** Whether a change of this file may change what the project's tests say. Everything may that is not known to be apart. */
function isPartOf(file: string, project: string, packages: ReadonlySet<string>): boolean {
  if (!PACKAGE.test(project)) return true
  const [, folder] = PACKAGE.exec(file) ?? []
  // The kit's tests take what stories show.
  if (file.startsWith('.storybook/')) return packages.has('ui')
  return folder === undefined ? !BESIDE_PACKAGES.test(file) : packages.has(folder)
}

/** The Node, the settings and the programs of this machine that tests depend on: the same files with others are to be tested anew. */
export function circumstancesHere(env: NodeJS.ProcessEnv = process.env): string {
  const folders = [...(env.PATH ?? '').split(path.delimiter), ...SYSTEM_FOLDERS]
  const named = [env.CHROMIUM_PATH, env.FIREFOX_PATH].flatMap((file) => file || [])
  const files = [
    ...named,
    ...CHROMIUMS,
    ...FIREFOXES,
    ...PROGRAMS.flatMap((name) => folders.map((folder) => path.join(folder, name))),
  ]
  const programs = [...new Set(files)].flatMap((file) => {
    const found = statsOf(file)
    return found === null ? [] : [[file, found.size, found.mtimeMs]]
  })
  const settings = VARIABLES.map((name) => env[name] ?? null)
  return JSON.stringify([process.version, process.platform, process.arch, settings, programs])
}

/** null where there is none, or none that this account may run: PATH may name folders of another account. */
function statsOf(file: string): Stats | null {
  try {
    return statSync(file)
  } catch {
    return null
  }
}

/**
 * What each project is made of by now, as one digest of its files and of what it runs on; null where that is not known: outside a git clone,
 * and where a file can't be read.
 * @param circumstances the Node and the settings of the run: the same files under others are another thing
 */
export function digestsOf(root: string, projects: readonly string[], circumstances: string): Digests | null {
  const files = filesOfClone(root)
  if (files === null) return null
  const hashed = hashesOf(root, files)
  if (hashed === null) return null
  return Object.fromEntries(
    projects.map((project) => {
      const packages = packagesOf(root, PACKAGE.exec(project)?.[1] ?? '')
      const digest = createHash('sha256').update(circumstances)
      for (const { file, hash } of hashed)
        if (isPartOf(file, project, packages)) digest.update(`${file}\0${hash}\n`)
      return [project, digest.digest('hex')]
    }),
  )
}

/** null where one can't be read: another account's, one of gigabytes, or one that was deleted at this moment. */
function hashesOf(root: string, files: readonly string[]): { file: string; hash: string }[] | null {
  try {
    return files.map((file) => ({
      file,
      hash: createHash('sha256')
        .update(readFileSync(path.join(root, file)))
        .digest('hex'),
    }))
  } catch {
    return null
  }
}

/** Remembers which digests passed, in a file; one that can't be read or written is as none. */
export class PassedTests {
  readonly #file: string

  constructor(file: string) {
    this.#file = file
  }

  #read(): Digests {
    try {
      return JSON.parse(readFileSync(this.#file, 'utf8')) as Digests
    } catch {
      return {}
    }
  }

  /** The projects whose digest is the one that passed. */
  unchanged(digests: Digests): readonly string[] {
    const passed = this.#read()
    return Object.keys(digests).filter((project) => passed[project] === digests[project])
  }

  add(digests: Digests): void {
    this.#write({ ...this.#read(), ...digests })
  }

  /** After a failure: the same files have not passed, whatever they did before. */
  forget(projects: readonly string[]): void {
    const rest = Object.entries(this.#read()).filter(([project]) => !projects.includes(project))
    this.#write(Object.fromEntries(rest))
  }

  #write(digests: Digests): void {
    const text = JSON.stringify(digests, null, 2)
    try {
      mkdirSync(path.dirname(this.#file), { recursive: true })
      writeFileSync(this.#file, text)
    } catch {
      // The next run tests everything.
    }
  }
}
