// What "pnpm test" runs: types, lint with its walls, a build and its sizes, then every test project. Those that passed on this
// machine with the same files are left out, but for CI; MOORING_TEST_ALL=1 runs them too.
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { CHECKS } from './checks.ts'
import { lockClone } from './made-once.ts'
import { isSeedGiven, testSeed } from './seed.ts'
import { command, endSteps, interrupted, report, type Step, script } from './steps.ts'
import { TEST_PROJECTS, type TestGroup } from './test-projects.ts'
import { circumstancesHere, type Digests, digestsOf, PassedTests } from './unchanged-projects.ts'
import { runVitest } from './vitest-run.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
/** Arguments for Vitest: names of test files, `--project`, … */
const chosen = process.argv.slice(2)
/** Most tests wait for a process, a page or a disk: one worker more than there are cores fills what these leave free. */
const WORKERS = `--maxWorkers=${os.availableParallelism() + 1}`

const { MOORING_TEST_LONG, MOORING_TEST_ALL, CI } = process.env
const CIRCUMSTANCES = circumstancesHere()

const passedTests = new PassedTests(path.join(root, 'node_modules/.cache/mooring/passed-tests.json'))
/** Only whole projects are remembered as passed, or left out; none where a run is repeated by its seed. */
const digests = (group: TestGroup): Digests | null =>
  chosen.length > 0 || CI || isSeedGiven ? null : digestsOf(root, TEST_PROJECTS[group], CIRCUMSTANCES)

async function runProjects(projects: readonly string[]) {
  return await runVitest({
    args: [WORKERS, ...chosen, ...(chosen.length > 0 ? ['--passWithNoTests'] : [])],
    cwd: root,
    env: { MOORING_TEST_SEED: String(testSeed), MOORING_TEST_PROJECTS: projects.join(',') },
    signal: interrupted.signal,
    silencePatienceMs: MOORING_TEST_LONG ? 1_800_000 : 300_000,
  })
}

const tests = (title: string, group: TestGroup): Step => ({
  title,
  async run() {
    const before = digests(group)
    const leftOut = before === null || MOORING_TEST_ALL ? [] : passedTests.unchanged(before)
    if (leftOut.length > 0)
      console.log(
        `Left out, since they passed with the same files: ${leftOut.join(', ')}. MOORING_TEST_ALL=1 runs them too.`,
      )
    const projects = TEST_PROJECTS[group].filter((project) => !leftOut.includes(project))
    const failures = projects.length === 0 ? [] : await runProjects(projects)
    // What was changed during the run may not be what was tested.
    const isSame = JSON.stringify(before) === JSON.stringify(digests(group))
    if (before !== null && failures.length === 0 && isSame) passedTests.add(before)
    if (failures.length > 0 && chosen.length === 0 && !interrupted.signal.aborted)
      passedTests.forget(projects)
    return failures
  },
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
await endSteps()
lock[Symbol.dispose]()
