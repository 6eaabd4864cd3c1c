// The steps of a check or of a run of the tests: one program each; what it prints is shown in one piece.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Failures } from './vitest-run.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

export const interrupted = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => interrupted.abort())

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

/** The file of an installed package's program: the one of its name, else its first. */
export function programOf(name: string): string {
  const manifest = path.join(root, 'node_modules', name, 'package.json')
  const { bin } = createRequire(import.meta.url)(manifest)
  return path.join(
    path.dirname(manifest),
    typeof bin === 'string' ? bin : (bin[name] ?? Object.values<string>(bin)[0]),
  )
}

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
