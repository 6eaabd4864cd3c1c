// The packages that are published: what they are called, and what of a tarball is worth checking.
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Manifest {
  readonly name: string
  readonly version: string
  readonly private?: boolean
  readonly [field: string]: unknown
}

export const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'))

/** Folders of the packages, by name. */
export const FOLDERS: readonly string[] = globSync('packages/*', { cwd: root }).sort()

export const packageName = (folder: string): string => readManifest(folder).name

/** Until the first release. */
export const UNRELEASED = '0.0.0'

/** Packages so that each comes after those of ours that it needs. @param names all of them */
export function inOrder(names: readonly string[]): string[] {
  const needs = new Map(FOLDERS.map(readManifest).map(({ name, ...manifest }) => [name, neededBy(manifest)]))
  const ordered: string[] = []
  const add = (name: string): void => {
    if (ordered.includes(name) || !names.includes(name)) return
    for (const needed of needs.get(name) ?? []) add(needed)
    ordered.push(name)
  }
  for (const name of names) add(name)
  return ordered
}

const neededBy = ({ dependencies = {}, peerDependencies = {} }: Pick<Manifest, string>): string[] =>
  Object.keys({ ...(dependencies as object), ...(peerDependencies as object) })

/** The one version of all packages. @throws Error where they differ */
export function commonVersion(): string {
  const versions = new Set(FOLDERS.map((folder) => readManifest(folder).version))
  const [version, ...others] = versions
  if (version === undefined || others.length > 0)
    throw new Error(`The packages have different versions: ${[...versions].join(', ')}.`)
  return version
}

/**
 * What kinds of files are where: a new file of a kind that was there before changes nothing.
 * @param files paths in a tarball
 */
export function kindsOf(files: readonly string[]): string[] {
  const kinds = files.map((file) => {
    const { dir, base } = path.posix.parse(file)
    if (dir === '') return base
    const kind = /(\.d\.ts|\.[a-z]+\.map|\.[a-z]+)$/.exec(base)?.[1] ?? base
    return `${dir.split('/').slice(0, 2).join('/')}/**/*${kind}`
  })
  return [...new Set(kinds)].sort()
}

/** The adapter says its version in support bundles. */
export const VERSION_FILE = path.join(root, 'packages/server-adapter/src/version.ts')

export const versionFile = (version: string): string =>
  `// The adapter's version, for support bundles. Written by \`pnpm release\`.\nexport const VERSION = '${version}'\n`
