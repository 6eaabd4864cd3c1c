// One of the hosts in examples/, from a fresh clone to its address: packs the packages, installs it and starts it.
import { spawnSync } from 'node:child_process'
import { globSync, statSync } from 'node:fs'
import path from 'node:path'
import {
  EXAMPLES,
  exampleFolder,
  forgetPackages,
  INSTALL,
  packForExamples,
  shellVariables,
  writeEnvironment,
} from './examples.ts'
import { root } from './release/packages.ts'
import { run } from './release/run.ts'

const TARBALLS = exampleFolder('tarballs')

const newest = (...files: string[]): number =>
  Math.max(0, ...globSync(files, { cwd: root }).map((file) => statSync(path.join(root, file)).mtimeMs))

/** Whether a source is newer than what was packed of it. */
const isOutdated = (): boolean =>
  newest('packages/*/src/**/*', 'packages/*/package.json') > newest('examples/tarballs/*.tgz')

/** Whether the example has what is packed now, and what its manifest says now. */
const isInstalled = (name: string): boolean =>
  newest(`examples/${name}/node_modules/.package-lock.json`) >
  newest('examples/tarballs/*.tgz', `examples/${name}/package.json`)

/** Runs npm in the example. The exit code. */
function npm(folder: string, ...words: string[]): number {
  const options = { cwd: folder, env: shellVariables(), shell: process.platform === 'win32' }
  return spawnSync('npm', words, { ...options, stdio: 'inherit' }).status ?? 1
}

function main(name: string): number {
  if (!EXAMPLES.includes(name)) {
    console.error(`Name one of the examples: ${EXAMPLES.join(', ')}.`)
    return 2
  }
  const folder = exampleFolder(name)
  if (isOutdated()) {
    run(process.execPath, path.join(root, 'scripts/build.mjs'))
    packForExamples(TARBALLS)
  }
  writeEnvironment(folder)
  if (!isInstalled(name)) {
    forgetPackages(folder)
    const code = npm(folder, ...INSTALL)
    if (code !== 0) return code
  }
  return npm(folder, 'start')
}

// Ctrl+C is for the example, which ends with it.
process.on('SIGINT', () => {})
process.exitCode = main(process.argv[2] ?? '')
