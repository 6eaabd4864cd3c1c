// What "pnpm test" runs: types, lint with its walls, a build and its sizes, then every test project.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const chosen = process.argv.slice(2)

/** Runs a command and shows its output. */
function run(title, [command, ...args], env = {}) {
  const from = performance.now()
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ title, failed: true, note: error.message }))
    child.on('close', (code) => {
      const seconds = ((performance.now() - from) / 1000).toFixed(1)
      resolve({ title, failed: code !== 0, note: `${seconds} s` })
    })
  })
}

function report({ title, failed, note }) {
  console.log(`${failed ? 'FAILED' : 'ok'}  ${title}, ${note}`)
  if (failed) process.exitCode = 1
  return !failed
}

// Most tests wait for a process, a page or a disk: a third worker fills what two cores leave free.
// On CI one more try tells a machine that was busy from a fault; a test that needed it is named in the output.
const vitest = ['vitest', 'run', '--maxWorkers=3', ...(process.env.CI ? ['--retry=1'] : []), ...chosen]

const steps = [
  () => run('types', ['tsc', '-p', 'tsconfig.json', '--noEmit']),
  () => run('lint and walls', ['biome', 'ci', '.']),
  () => run('build', ['node', 'scripts/build.mjs']),
  () => run('sizes', ['node', 'scripts/check-sizes.mjs']),
]

let well = true
for (const step of steps) well = well && report(await step())

const groups = [
  ['tests in Node', 'node'],
  ['tests in a browser', 'browser'],
]
for (const [title, group] of groups) {
  if (!well) break
  const some = chosen.length > 0 ? ['--passWithNoTests'] : []
  report(await run(title, [...vitest, ...some], { MOORING_TEST_GROUP: group }))
}
