// Test projects that passed here with the very files that are here now: the next run leaves them out, but for CI.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { filesOfClone } from './files-of-clone.ts'

/** What no test of a package reads: only the projects beside the packages do. */
const BESIDE_PACKAGES = /^(apps|e2e|examples|bench|\.storybook)\//
const PACKAGE = /^packages\/([^/]+)\//
const WORKSPACE = 'workspace:'

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
  return folder === undefined ? !BESIDE_PACKAGES.test(file) : packages.has(folder)
}

/**
 * What each project is made of by now, as one digest of its files and of what it runs on; null outside a git clone, where it is not known which
 * files are the project's.
 * @param circumstances the Node and the settings of the run: the same files under others are another thing
 */
export function digestsOf(root: string, projects: readonly string[], circumstances: string): Digests | null {
  const files = filesOfClone(root)
  if (files === null) return null
  const hashed = files.map((file) => ({
    file,
    hash: createHash('sha256')
      .update(readFileSync(path.join(root, file)))
      .digest('hex'),
  }))
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
    const text = JSON.stringify({ ...this.#read(), ...digests }, null, 2)
    try {
      mkdirSync(path.dirname(this.#file), { recursive: true })
      writeFileSync(this.#file, text)
    } catch {
      // The next run tests everything.
    }
  }
}
