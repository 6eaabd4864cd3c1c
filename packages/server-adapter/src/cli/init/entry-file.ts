// The file in which a host makes its server.
import path from 'node:path/posix'
import type { Project } from './project.ts'

export interface Entry {
  readonly path: string
  readonly text: string
}

const FOLDERS = ['src', '.', 'server']
const NAMES = ['index', 'main', 'server', 'app']
const ENDINGS = ['ts', 'mts', 'js', 'mjs', 'cjs']

/** Every file that may be one: what the scripts name, and the usual names. */
export function entryFiles({ manifest, text }: Project): Entry[] {
  const words = [manifest.main ?? '', ...Object.values(manifest.scripts ?? {})].join(' ')
  const named = [...words.matchAll(/[\w@.\-/]+\.[cm]?[jt]s\b/g)].map(([file]) => path.normalize(file))
  const usual = FOLDERS.flatMap((folder) =>
    NAMES.flatMap((name) => ENDINGS.map((ending) => path.join(folder, `${name}.${ending}`))),
  )
  const isSource = (file: string) =>
    !/^(\.\.|\/)|(^|\/)(node_modules|dist|build)\/|\.(test|spec|config)\./.test(file)
  return [...new Set([...named, ...usual])].filter(isSource).flatMap((file) => {
    const found = text(file)
    return found === null ? [] : [{ path: file, text: found }]
  })
}

/** The only one of them in which the server is made; null where there is none, or several. */
export function entryOf(files: readonly Entry[], makesServer: RegExp): Entry | null {
  const found = files.filter(({ text }) => makesServer.test(text))
  return found.length === 1 ? (found[0] ?? null) : null
}
