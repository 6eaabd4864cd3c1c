// One run of Vitest that is sure to end: with the right code, and with nothing of it left running.
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { endChild } from './child-process.ts'
import { endLeftovers, markOf, RUN_VARIABLE } from './leftovers.ts'
import type { Progress } from './progress-reporter.ts'

const REPORTER = fileURLToPath(new URL('progress-reporter.ts', import.meta.url))
const VITEST = path.join(createRequire(import.meta.url).resolve('vitest/package.json'), '../vitest.mjs')

interface VitestRun {
  /** Arguments after `vitest run`. */
  readonly args: readonly string[]
  readonly cwd: string
  readonly env?: NodeJS.ProcessEnv
  /** Marks the run's processes. @default a random id */
  readonly run?: string
  /** How long Vitest may take to end after its last test, ms. @default 7,000 */
  readonly endPatienceMs?: number
  /** Where Vitest's output goes. @default 'inherit', to this process' own */
  readonly output?: 'inherit' | 'ignore'
  /** Ends the run early. */
  readonly signal?: AbortSignal
  /** How long no test file may end, ms: longer than the longest file. @default 300,000 */
  readonly silencePatienceMs?: number
}

/** Why a run failed, a sentence each; empty where it passed. */
export type Failures = readonly string[]

/**
 * Runs Vitest with its output shown here. Fails it for processes that outlive it, and names and ends these; for not
 * ending after the last test; and for test files that never end.
 */
export async function runVitest({
  args,
  cwd,
  env = {},
  run = randomUUID(),
  output = 'inherit',
  signal,
  endPatienceMs = 7_000,
  silencePatienceMs = 300_000,
}: VitestRun): Promise<Failures> {
  const reporters = ['--reporter=default', `--reporter=${REPORTER}`]
  const child = spawn(process.execPath, [VITEST, 'run', ...reporters, ...args], {
    cwd,
    env: { ...process.env, ...env, [RUN_VARIABLE]: markOf(run) },
    stdio: ['ignore', output, output, 'ipc'],
  })
  const exited = once(child, 'exit')
  const reason = await Promise.race([
    exited.then(() => null),
    overdue(child, { endPatienceMs, silencePatienceMs }),
    aborted(signal),
  ])
  const left = await endLeftovers(run, reason === null ? 2_000 : 0)
  await endChild(child, 'SIGKILL')
  const [code] = await exited
  const failures = left
    .filter(({ pid }) => pid !== child.pid)
    .map(({ pid, command }) => `It left process ${pid} running, which was ended: ${command}`)
  if (reason !== null) return [reason, ...failures]
  if (code === 0 || failures.length > 0) return failures
  return [code === null ? 'It was ended by a signal.' : `It ended with ${code}.`]
}

const aborted = (signal: AbortSignal | undefined) =>
  new Promise<string>((resolve) => {
    const stop = () => resolve('It was interrupted.')
    if (signal?.aborted) stop()
    signal?.addEventListener('abort', stop, { once: true })
  })

interface Patience {
  readonly endPatienceMs: number
  readonly silencePatienceMs: number
}

/** Resolves to a sentence when the run is overdue. */
function overdue(child: ChildProcess, { endPatienceMs, silencePatienceMs }: Patience): Promise<string> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined
    const within = (ms: number, sentence: string) => {
      clearTimeout(timer)
      // What it sent last may arrive after its end.
      if (child.exitCode === null && child.signalCode === null) timer = setTimeout(resolve, ms, sentence)
    }
    within(silencePatienceMs, 'No test file ended: it never began.')
    child.on('message', ({ pending }: Progress) => {
      if (pending.length === 0) {
        within(endPatienceMs, `It did not end within ${endPatienceMs / 1000} s of its last test.`)
      } else {
        within(
          silencePatienceMs,
          `No test file ended for ${silencePatienceMs / 1000} s. Not ended: ${pending.join(', ')}`,
        )
      }
    })
    child.once('exit', () => clearTimeout(timer))
  })
}
