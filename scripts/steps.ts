// The steps of a check or of a run of the tests: one program each; what it prints is shown in one piece.
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { programOf } from './installed-program.ts'
import { endLeftovers, markOf, RUN_VARIABLE } from './leftovers.ts'
import type { Failures } from './vitest-run.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

export const interrupted = new AbortController()
// A second Ctrl+C changes nothing: what the first one ends has then gone within seconds.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupted.abort())
// The reader has gone, as with "| head".
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => interrupted.abort())

/** Marks what the steps start, and what that starts. */
const run = randomUUID()
process.env[RUN_VARIABLE] = markOf(run)
/** How long a step's processes may take to end, and to clean up, after they were interrupted. */
const END_PATIENCE_MS = 2_000

/** The end of it all: after an interruption nothing of the steps still runs, and they have not passed. */
export async function endSteps(): Promise<void> {
  if (!interrupted.signal.aborted) return
  process.exitCode = 1
  await endLeftovers(run, END_PATIENCE_MS)
}

/** One part of the run; it resolves to why it failed. */
export interface Step {
  readonly title: string
  run(): Promise<Failures>
}

export const command = (title: string, program: string, ...args: string[]): Step => ({
  title,
  run: () => runCommand(program, args),
})

/** A script of this folder, on this Node. */
export const script = (title: string, file: string, ...args: string[]): Step =>
  command(title, process.execPath, path.join(root, 'scripts', file), ...args)

/** The program of an installed package, on this Node. */
export const installed = (title: string, name: string, ...args: string[]): Step =>
  command(title, process.execPath, programOf(name), ...args)

/** Resolves once it has ended; several at once stay readable. */
function runCommand(program: string, args: readonly string[]): Promise<Failures> {
  const child = spawn(program, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: interrupted.signal,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  return new Promise((resolve) => {
    child.on('error', (error) => resolve([error.message]))
    child.on('close', (code) => {
      process.stdout.write(output)
      resolve(code === 0 ? [] : [`It ended with ${code}.`])
    })
  })
}

/** Runs a step and prints how it went. @returns whether it passed; else the process will end with 1 */
export async function report({ title, run }: Step): Promise<boolean> {
  const from = performance.now()
  const failures = await run()
  const seconds = ((performance.now() - from) / 1000).toFixed(1)
  console.log(`${failures.length === 0 ? 'ok' : 'FAILED'}  ${title}, ${seconds} s`)
  for (const failure of failures) console.log(`        ${failure}`)
  if (failures.length > 0) process.exitCode = 1
  return failures.length === 0
}
