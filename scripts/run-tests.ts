// What "pnpm test" runs: types, lint with its walls, a build and its sizes, then every test project.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { lockClone } from './made-once.ts'
import { testSeed } from './seed.ts'
import { type Failures, runVitest } from './vitest-run.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
/** Arguments for Vitest: names of test files, `--project`, … */
const chosen = process.argv.slice(2)
/** Most tests wait for a process, a page or a disk: one worker more than there are cores fills what these leave free. */
const WORKERS = `--maxWorkers=${os.availableParallelism() + 1}`

const env = { MOORING_TEST_SEED: String(testSeed) }

const interrupted = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => interrupted.abort())

/** One part of the run; it resolves to why it failed. */
interface Step {
  readonly title: string
  run(): Promise<Failures>
}

const command = (title: string, program: string, ...args: string[]): Step => ({
  title,
  run: () => runCommand(program, args),
})

const node = (title: string, script: string) =>
  command(title, process.execPath, path.join(root, 'scripts', script))

/** Runs a program; what it prints is shown when it has ended, so that several at once stay readable. */
function runCommand(program: string, args: readonly string[]): Promise<Failures> {
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, ...env },
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

const tests = (title: string, group: string): Step => ({
  title,
  run: () =>
    runVitest({
      args: [WORKERS, ...chosen, ...(chosen.length > 0 ? ['--passWithNoTests'] : [])],
      cwd: root,
      env: { ...env, MOORING_TEST_GROUP: group },
      signal: interrupted.signal,
      silencePatienceMs: process.env.MOORING_TEST_LONG ? 1_800_000 : 300_000,
    }),
})

async function report({ title, run }: Step): Promise<boolean> {
  const from = performance.now()
  const failures = await run()
  const seconds = ((performance.now() - from) / 1000).toFixed(1)
  console.log(`${failures.length === 0 ? 'ok' : 'FAILED'}  ${title}, ${seconds} s`)
  for (const failure of failures) console.log(`        ${failure}`)
  if (failures.length > 0) process.exitCode = 1
  return failures.length === 0
}

/** The program of a package that is installed here. */
function programOf(name: string): string {
  const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`)
  const { bin } = createRequire(import.meta.url)(manifest)
  return path.join(
    path.dirname(manifest),
    typeof bin === 'string' ? bin : (Object.values<string>(bin)[0] ?? ''),
  )
}

const installed = (title: string, name: string, ...args: string[]) =>
  command(title, process.execPath, programOf(name), ...args)

const checks = [
  command(
    'a browser and the demo’s pages',
    process.execPath,
    '--conditions=source',
    'scripts/prepare-tests.ts',
  ),
  installed('types', 'typescript', '-p', 'tsconfig.json', '--noEmit'),
  installed('lint and walls', '@biomejs/biome', 'ci', '.'),
]

async function built(): Promise<boolean> {
  return (await report(node('build', 'build.mjs'))) && (await report(node('sizes', 'check-sizes.mjs')))
}

/** What a run builds, the next one's start would delete under it. */
const lock = await lockClone('test-run', {
  patienceMs: 3_600_000,
  late: 'Another run of the tests has been going on in this clone for an hour: end it and try again.',
  onWait: () => console.log('Another run of the tests is going on in this clone: waiting for its end…'),
  signal: interrupted.signal,
}).catch((error: Error) => {
  console.error(interrupted.signal.aborted ? 'Interrupted while it waited.' : error.message)
  process.exit(1)
})
const passed = await Promise.all([...checks.map(report), built()])
for (const step of [tests('tests in Node', 'node'), tests('tests in a browser', 'browser')]) {
  if (passed.every(Boolean) && !interrupted.signal.aborted) await report(step)
}
lock[Symbol.dispose]()
