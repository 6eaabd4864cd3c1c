// The tarballs as they would be published, and what is in them.
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { root } from './packages.ts'
import { repackReadme } from './readme.ts'
import { ask, pnpm } from './run.ts'

export const OUTPUT = path.join(root, 'release')

export interface Tarball {
  readonly name: string
  readonly version: string
  readonly filename: string
  readonly files: readonly { readonly path: string }[]
}

/** Writes the tarballs into a folder that is made or emptied before. @param env variables of a CI, which says by them where the repository is */
export function packTarballs(folder: string, env?: NodeJS.ProcessEnv): Tarball[] {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const [program, ...args] = pnpm(
    '--recursive',
    '--filter',
    './packages/*',
    'pack',
    '--json',
    '--pack-destination',
    folder,
  )
  const list: Tarball[] = JSON.parse(ask(program, args, env ? { env } : {}))
  for (const { name, version, filename } of list) {
    const file = path.join(folder, path.basename(filename))
    repackReadme(file, { folder: `packages/${path.basename(name)}`, version }, { ...process.env, ...env })
  }
  return list.sort((one, other) => (one.name < other.name ? -1 : 1))
}
