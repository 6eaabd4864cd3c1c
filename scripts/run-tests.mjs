// What "pnpm test" runs: types, lint with its walls, a build, then every test project.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Runs a command; its output is shown as it comes, or as a whole once it has ended. */
function run(title, [command, ...args], { env = {}, held = false } = {}) {
  const from = performance.now()
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: held ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    shell: process.platform === 'win32',
  })
  const chunks = []
  child.stdout?.on('data', (chunk) => chunks.push(chunk))
  child.stderr?.on('data', (chunk) => chunks.push(chunk))
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ title, failed: true, note: error.message, chunks }))
    child.on('close', (code) => {
      const seconds = ((performance.now() - from) / 1000).toFixed(1)
      resolve({ title, failed: code !== 0, note: `${seconds} s`, chunks })
    })
  })
}

function report({ title, failed, note, chunks }) {
  for (const chunk of chunks) process.stdout.write(chunk)
  console.log(`${failed ? 'FAILED' : 'ok'}  ${title}, ${note}`)
  if (failed) process.exitCode = 1
  return !failed
}

// Most tests wait for a process, a page or a disk: a third worker fills what two cores leave free.
const chosen = process.argv.slice(2)
const vitest = [
  'vitest',
  'run',
  '--maxWorkers=3',
  ...chosen,
  ...(chosen.length > 0 ? ['--passWithNoTests'] : []),
]

const steps = [
  () => run('types', ['tsc', '-p', 'tsconfig.json', '--noEmit']),
  () => run('lint and walls', ['biome', 'ci', '.']),
  () => run('build', ['node', 'scripts/build.mjs']),
]

let well = true
for (const step of steps) well = well && report(await step())

if (well) {
  const inBrowser = run('tests in a browser', vitest, { env: { MOORING_TEST_GROUP: 'browser' }, held: true })
  const inNode = run('tests in Node', vitest, { env: { MOORING_TEST_GROUP: 'node' } })
  report(await inNode)
  report(await inBrowser)
}
