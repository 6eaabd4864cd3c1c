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

/** A file that a script runs: `node bin/www`, `tsx watch src/api.ts`. */
const RUNS = /\.[cm]?[jt]sx?\b|\b(?:node|nodemon|tsx|ts-node|bun|deno)\s+(?:-\S+\s+)*[\w.]/

/** Whether the project has code of its own, wherever its server is made. What `init` wrote, and configs of tools, are none. */
export function hasSource({ manifest, files, text }: Project): boolean {
  const isSource = (file: string) =>
    /^[^.].*\.[cm]?[jt]sx?$/.test(path.basename(file)) &&
    !/\.(?:config|d)\.\w+$/.test(file) &&
    text(file)?.includes('@mooring/') !== true
  return (
    Object.values(manifest.scripts ?? {}).some((script) => RUNS.test(script)) ||
    ['.', 'src', 'server', 'lib'].some((folder) => files(folder).some(isSource))
  )
}

/** The only one of them in which the server is made; null where there is none, or several. */
export function entryOf(files: readonly Entry[], makesServer: RegExp): Entry | null {
  const found = files.filter(({ text }) => makesServer.test(text))
  return found.length === 1 ? (found[0] ?? null) : null
}
