// A project is left out only where nothing that it is made of has changed since it passed.
import { execFileSync } from 'node:child_process'
import { rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { circumstancesHere, digestsOf, PassedTests } from '../unchanged-projects.ts'
import { newFolder } from './folder.ts'

const CONTRACT = 'packages/contract/vitest.config.ts'
const ADAPTER = 'packages/server-adapter/vitest.config.ts'
const UI = 'packages/ui/vitest.config.ts'
const E2E = 'e2e/vitest.config.ts'
const PROJECTS = [CONTRACT, ADAPTER, UI, E2E]

const manifest = (dependencies: Record<string, string> = {}, devDependencies: Record<string, string> = {}) =>
  JSON.stringify({ dependencies, devDependencies })

function newClone() {
  const folder = newFolder({
    'pnpm-lock.yaml': 'lock',
    'README.md': 'words',
    '.gitignore': 'dist\n',
    'scripts/build.mjs': 'build',
    'e2e/journey.test.ts': 'journey',
    'examples/hono/app.ts': 'example',
    '.storybook/states.ts': 'states',
    'packages/contract/package.json': manifest({ zod: '4' }),
    'packages/contract/src/codes.ts': 'codes',
    'packages/server-adapter/package.json': manifest({ '@mooring/contract': 'workspace:*' }),
    'packages/server-adapter/src/index.ts': 'adapter',
    'packages/ui/package.json': manifest({}, { '@mooring/server-adapter': 'workspace:*' }),
    'packages/ui/src/index.ts': 'ui',
  })
  execFileSync('git', ['init', '--quiet'], { cwd: folder.path })
  return folder
}

it.each([
  { change: 'nothing', file: null, runs: [] },
  { change: 'a package that others depend on', file: 'packages/contract/src/codes.ts', runs: PROJECTS },
  {
    change: 'a package that one depends on',
    file: 'packages/server-adapter/src/index.ts',
    runs: [ADAPTER, UI, E2E],
  },
  { change: 'a package that none depends on', file: 'packages/ui/src/index.ts', runs: [UI, E2E] },
  { change: 'a new file', file: 'packages/ui/src/new.ts', runs: [UI, E2E] },
  { change: 'a journey', file: 'e2e/journey.test.ts', runs: [E2E] },
  { change: 'an example', file: 'examples/hono/app.ts', runs: [E2E] },
  { change: 'what stories and tests of the kit share', file: '.storybook/states.ts', runs: [UI, E2E] },
  { change: 'a script', file: 'scripts/build.mjs', runs: PROJECTS },
  { change: 'the lock file', file: 'pnpm-lock.yaml', runs: PROJECTS },
  { change: 'a page', file: 'README.md', runs: PROJECTS },
  { change: 'what is built', file: 'dist', runs: [] },
])('after a change of $change, $runs run', ({ file, runs }) => {
  using clone = newClone()
  const passed = new PassedTests(path.join(clone.path, 'dist-cache.json'))
  writeFileSync(path.join(clone.path, '.gitignore'), 'dist\ndist-cache.json\n')
  passed.add(digestsOf(clone.path, PROJECTS, 'node 26') ?? {})
  if (file !== null) writeFileSync(path.join(clone.path, file), 'changed')
  const unchanged = passed.unchanged(digestsOf(clone.path, PROJECTS, 'node 26') ?? {})
  expect(PROJECTS.filter((project) => !unchanged.includes(project))).toEqual(runs)
})

it('runs what a file was deleted from, and everything under other circumstances', () => {
  using clone = newClone()
  const before = digestsOf(clone.path, PROJECTS, 'node 26')
  expect(digestsOf(clone.path, PROJECTS, 'node 24')?.[CONTRACT]).not.toBe(before?.[CONTRACT])
  rmSync(path.join(clone.path, 'packages/ui/src/index.ts'))
  const after = digestsOf(clone.path, PROJECTS, 'node 26')
  expect(after?.[UI]).not.toBe(before?.[UI])
  expect(after?.[CONTRACT]).toBe(before?.[CONTRACT])
})

it('forgets that a project passed once it has failed with the same files', () => {
  using clone = newClone()
  const passed = new PassedTests(path.join(clone.path, 'passed.json'))
  passed.add({ [CONTRACT]: 'a', [UI]: 'b' })
  passed.forget([UI, E2E])
  expect(passed.unchanged({ [CONTRACT]: 'a', [UI]: 'b' })).toEqual([CONTRACT])
})

it('runs everything where a program was installed since, another browser is named, or a setting is another', () => {
  using folder = newFolder({})
  const here = () => circumstancesHere({ PATH: folder.path })
  const before = here()
  expect(here()).toBe(before)
  expect(circumstancesHere({ PATH: folder.path, TZ: 'Asia/Tokyo' })).not.toBe(before)
  writeFileSync(path.join(folder.path, 'nginx'), 'program')
  expect(here()).not.toBe(before)
  // A folder that can't be read.
  symlinkSync('loop', path.join(folder.path, 'loop'))
  expect(circumstancesHere({ PATH: `${folder.path}${path.delimiter}${folder.path}/loop` })).toBe(here())
  const own = { PATH: folder.path, FIREFOX_PATH: path.join(folder.path, 'own') }
  const named = circumstancesHere(own)
  writeFileSync(own.FIREFOX_PATH, 'program')
  expect(circumstancesHere(own)).not.toBe(named)
})

it.runIf(process.platform === 'linux')('leaves nothing out where a file can’t be read', () => {
  using clone = newClone()
  // Root reads everything but this.
  symlinkSync('/proc/self/mem', path.join(clone.path, 'unreadable'))
  expect(digestsOf(clone.path, PROJECTS, 'node 26')).toBeNull()
})

it('leaves nothing out where git is not there to say which files there are, or nothing is remembered', () => {
  using folder = newFolder({ 'packages/contract/package.json': manifest(), 'passed.json': 'no JSON' })
  expect(digestsOf(folder.path, PROJECTS, 'node 26')).toBeNull()
  expect(new PassedTests(path.join(folder.path, 'passed.json')).unchanged({ [CONTRACT]: 'a' })).toEqual([])
})
