// What "pnpm test" runs: types, lint with its walls, then every test project.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

function step(title, command, args) {
  const from = performance.now()
  console.log(`\n— ${title}`)
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  console.log(`  ${((performance.now() - from) / 1000).toFixed(1)} s`)
  if (error === undefined && status === 0) return
  console.error(`Failed: ${title}${error ? ` (${error.message})` : ''}`)
  process.exit(1)
}

step('Types', 'tsc', ['-p', 'tsconfig.json', '--noEmit'])
step('Lint and walls', 'biome', ['ci', '.'])
step('Build', 'node', ['scripts/build.mjs'])
step('Tests', 'vitest', ['run', ...process.argv.slice(2)])
