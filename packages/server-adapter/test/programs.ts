// Programs of the machine's own packages (Debian's), each at work on a port of its own; without one, its tests are left out.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { endChild } from '../../../scripts/child-process.ts'
import { freePort } from '../../../scripts/free-port.ts'
import { accountFor, give } from '../../../scripts/postgres-programs.ts'
import { until } from './until.ts'

/** Where Debian and others put them. */
const FOLDERS = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin']

const programOf = (name: string): string | null =>
  FOLDERS.map((folder) => path.join(folder, name)).find((file) => existsSync(file)) ?? null

/** Why the tests of a program are left out; null: they are not. @param quick they run without `test:long`, too */
export function reasonToSkip(name: string, { quick = false } = {}): string | null {
  if (!quick && !process.env.MOORING_TEST_LONG) return 'runs in test:long'
  return programOf(name) === null ? `the program ${name} is not installed` : null
}

/** A program on a port of its own. */
export interface RunningProgram extends AsyncDisposable {
  readonly port: number
  /** The folder of its files. */
  readonly home: string
  /** What it has written to its output. */
  log(): string
}

export interface ProgramFiles {
  /** Text by name, written into `home` for the account that runs it. */
  files(home: string, port: number): Record<string, string>
  args(home: string, port: number): readonly string[]
  /** What asks it to end. Default: SIGTERM. */
  readonly signal?: NodeJS.Signals
  /** Default: any free one. */
  readonly port?: number
}

/** Writes its files as the account that reads them, starts it, and waits until it takes connections. */
export async function startProgram(
  name: string,
  { files, args, signal = 'SIGTERM', port: given }: ProgramFiles,
): Promise<RunningProgram> {
  await using opened = new AsyncDisposableStack()
  const program = programOf(name)
  if (program === null) throw new Error(`The program ${name} is not installed.`)
  const made = await mkdtemp(path.join(os.tmpdir(), `mooring-${name}-`))
  // Tried again where a program that was ended still writes.
  const home = opened.adopt(made, (folder) => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  const account = accountFor(home)
  await chmod(home, 0o755)
  const port = given ?? (await freePort())
  for (const [file, text] of Object.entries(files(home, port))) {
    await writeFile(path.join(home, file), text)
    await give(path.join(home, file), account)
  }
  await give(home, account)
  const [command = '', ...words] = [...account.prefix, program, ...args(home, port)]
  const { uid, gid } = account
  const child: ChildProcess = opened.adopt(
    spawn(command, words, {
      cwd: '/',
      env: { ...process.env, HOME: home },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(uid === undefined || gid === undefined ? {} : { uid, gid }),
    }),
    (running) => endChild(running, signal),
  )
  let log = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (data) => {
      log = (log + data).slice(-100_000)
    })
  await until(() => {
    if (child.exitCode !== null) throw new Error(`${name} did not start: ${log}`)
    return accepts(port)
  }, `${name} takes connections`)
  const closing = opened.move()
  return { port, home, log: () => log, [Symbol.asyncDispose]: () => closing.disposeAsync() }
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1')
    const end = (is: boolean) => {
      socket.destroy()
      resolve(is)
    }
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })
