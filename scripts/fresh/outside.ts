// What a run wrote outside its own folders: searched where an ordinary user may write.
import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Account } from './machine.ts'

/** Names that Mooring and what it uses give to their files. */
const OURS = /mooring|harborline|pnpm|npm|node-compile|playwright|puppeteer|chrom|vite|storybook|postgres/i

/** pnpm 12 has its locks here whatever TMPDIR says. */
const LOCKS_OF_PNPM = /^\/tmp\/pnpm-[a-z-]+-locks-\d+$/

function folders(): string[] {
  const home = os.userInfo().homedir
  const below = ['', '.cache', '.config', '.local/share', '.local/state'].map((name) => path.join(home, name))
  return [...new Set([os.tmpdir(), '/tmp', '/var/tmp', '/dev/shm', ...below])]
}

function entries(): Set<string> {
  const found = folders().map((folder) => {
    try {
      return readdirSync(folder).map((name) => path.join(folder, name))
    } catch {
      return []
    }
  })
  return new Set(found.flat())
}

/**
 * Remembers what is there, and returns a function that lists what has been added since by `account` (where that is
 * the starter's own: and has a name like ours).
 */
export function watchOutside({ uid }: Account): () => string[] {
  const before = entries()
  return () => {
    const added = [...entries()].filter((file) => !before.has(file) && isByRun(file, uid))
    const others = filesInUse()
    // Nothing of this run is still running: what a process uses is another run's.
    return added.filter((file) => !others.some((files) => files.includes(file)))
  }
}

function isByRun(file: string, uid: number | undefined): boolean {
  if (LOCKS_OF_PNPM.test(file)) return false
  const found = lstatSync(file, { throwIfNoEntry: false })
  if (found === undefined) return false
  return uid === undefined ? found.uid === process.getuid?.() && OURS.test(file) : found.uid === uid
}

/** The arguments and the mapped files of every process. */
function filesInUse(): string[] {
  if (process.platform !== 'linux') return []
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.flatMap((pid) => ['cmdline', 'maps'].map((name) => readProc(`/proc/${pid}/${name}`)))
}

function readProc(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
