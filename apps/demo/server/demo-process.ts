// The demo as a process of its own, for tests: started, listened to, ended.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtempDisposable } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { endChild } from '../../../scripts/child-process.ts'
import { RUN_VARIABLE } from '../../../scripts/leftovers.ts'

const at = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))
/** Half of a start's cost is compiling the same sources again. */
const COMPILE_CACHE = at('../../../node_modules/.cache/mooring/compile')
const START_PATIENCE_MS = 60_000
const END_PATIENCE_MS = 30_000

interface Ended {
  code: number | null
  /** All that it printed. */
  output: string
}

/** A demo that was started. Leaving the scope of `await using` ends it. */
export interface DemoProcess extends AsyncDisposable {
  /** Resolves with its output once these words are in it. @throws Error with the output where they don't come */
  until(words: string): Promise<string>
  /** Resolves with its address once it is up. @throws Error with the output where it does not come up */
  up(): Promise<string>
  /** Sends a signal and does not wait. */
  kill(signal: NodeJS.Signals): void
  /** As Ctrl+C in a terminal: SIGINT to it and all it started. Only with `isGroup`, and not on Windows. */
  interrupt(): void
  /** Reads no more of what it prints, as the end of a pipe that has closed. */
  leave(): void
  /** Sends a signal, and resolves once it and all it started are gone. */
  end(signal?: NodeJS.Signals): Promise<void>
  /** Resolves once it and all it started have ended by themselves. @throws Error with the output where they don't */
  ended(): Promise<Ended>
}

interface DemoOptions {
  /** The program under `apps/demo/server`. @default 'main.ts' */
  program?: string
  /** By default: ports that are free, and a database that is deleted in the end. */
  env?: Readonly<Record<string, string>>
  args?: readonly string[]
  /** In a process group of its own, which `interrupt` needs. @default false */
  isGroup?: boolean
}

/** A new temporary folder, deleted with `await using`. */
export async function newFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const folder = await mkdtempDisposable(path.join(os.tmpdir(), 'harborline-'))
  // Postgres must get to it, which runs as another user where this one is root.
  await chmod(folder.path, 0o755)
  return folder
}

/** Starts a demo. */
export async function startDemo(options: DemoOptions = {}): Promise<DemoProcess> {
  const { program = 'main.ts', env = {}, args = [], isGroup = false } = options
  await using opened = new AsyncDisposableStack()
  const own = env.MOORING_DB ?? path.join(opened.use(await newFolder()).path, 'mooring.db')
  const child = spawn(process.execPath, ['--conditions=source', at(program), ...args], {
    env: { ...surroundings(), MOORING_DB: own, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Otherwise a Ctrl+C that ends the tests ends it, too.
    detached: isGroup,
  })
  opened.defer(() => endChild(child))
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      output += text
    })
  }
  // What it started has the same output open: this comes once all of them are gone.
  const closed = once(child, 'close').then((): Ended => ({ code: child.exitCode, output }))
  const ended = () =>
    within(
      closed,
      END_PATIENCE_MS,
      () => `The demo, or what it started, has not ended. Its output:\n${output}`,
    )

  async function until(words: string): Promise<string> {
    const found = Promise.withResolvers<string>()
    const problem = () => `The demo did not say "${words}". Its output:\n${output}`
    const check = () => output.includes(words) && found.resolve(output)
    for (const stream of [child.stdout, child.stderr]) stream.on('data', check)
    check()
    void closed.then(() => found.reject(new Error(problem())))
    return await within(found.promise, START_PATIENCE_MS, problem)
  }
  const closing = opened.move()
  return {
    until,
    up: async () => /Open (http:\/\/[^\s,]+)/.exec(await until('Ctrl+C ends it.'))?.[1] ?? '',
    kill: (signal) => void child.kill(signal),
    interrupt: () => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT')
    },
    leave: () => child.stdout.destroy(),
    end: async (signal) => {
      await endChild(child, signal)
      await ended()
    },
    ended,
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  }
}

/** Nothing of what this machine's own demo is set to. */
const surroundings = () => ({
  PATH: process.env.PATH,
  TMPDIR: process.env.TMPDIR,
  [RUN_VARIABLE]: process.env[RUN_VARIABLE],
  NODE_COMPILE_CACHE: COMPILE_CACHE,
  PORT: '0',
  SIMULATOR_PORT: '0',
})

async function within<T>(wait: Promise<T>, ms: number, problem: () => string): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error(problem())), ms)
  return await Promise.race([wait, late.promise]).finally(() => clearTimeout(timer))
}
