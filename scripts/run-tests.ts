// What "pnpm test" runs: types, lint with its walls, a build and its sizes, then every test project.
import os from 'node:os'
import { fileURLToPath } from 'node:url'
import { CHECKS } from './checks.ts'
import { lockClone } from './made-once.ts'
import { testSeed } from './seed.ts'
import { command, interrupted, report, type Step, script } from './steps.ts'
import { runVitest } from './vitest-run.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
/** Arguments for Vitest: names of test files, `--project`, … */
const chosen = process.argv.slice(2)
/** Most tests wait for a process, a page or a disk: one worker more than there are cores fills what these leave free. */
const WORKERS = `--maxWorkers=${os.availableParallelism() + 1}`

const env = { MOORING_TEST_SEED: String(testSeed) }

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

/** Made once for all tests. */
const prepared = command(
  'a browser and the demo’s pages',
  process.execPath,
  '--conditions=source',
  'scripts/prepare-tests.ts',
)

async function built(): Promise<boolean> {
  return (await report(script('build', 'build.mjs'))) && (await report(script('sizes', 'check-sizes.mjs')))
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
const passed = await Promise.all([report(prepared), ...CHECKS.map(report), built()])
for (const step of [tests('tests in Node', 'node'), tests('tests in a browser', 'browser')]) {
  if (passed.every(Boolean) && !interrupted.signal.aborted) await report(step)
}
lock[Symbol.dispose]()
