// `mooring init` killed at each of its steps: every file is whole or absent, and the next run completes.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { RUN_VARIABLE } from '../../../../../scripts/leftovers.ts'
import { openProject, runWith } from './project-ground.ts'
import { STARTERS } from './starters.ts'

const CLI = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url))
const RUN_MS = 30_000

/** Ends the process in the place of its nth call that makes a file appear. */
const killer = (count: number): string => {
  const source = `
import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
let left = ${count}
for (const name of ['link', 'rename']) {
  const real = fs[name]
  fs[name] = (...given) => {
    if (left === 0) process.kill(process.pid, 'SIGKILL')
    left -= 1
    return real(...given)
  }
}
syncBuiltinESMExports()`
  return `data:text/javascript,${encodeURIComponent(source)}`
}

/** @returns the signal that ended it; null where it ended by itself */
async function killedAfter(count: number, folder: string): Promise<string | null> {
  const { PATH, NODE_COMPILE_CACHE, [RUN_VARIABLE]: run } = process.env
  const child = spawn(
    process.execPath,
    ['--conditions=source', '--import', killer(count), CLI, 'init', '--yes'],
    { cwd: folder, env: { PATH, NODE_COMPILE_CACHE, [RUN_VARIABLE]: run }, stdio: 'ignore', timeout: RUN_MS },
  )
  const [, signal] = await once(child, 'close')
  return signal
}

it.each([0, 1, 2, 3, 4])('is completed by the next run, killed after %i files', async (count) => {
  await using opened = new AsyncDisposableStack()
  const starter = STARTERS.NestJS
  const { folder, files } = await openProject(opened, starter)
  expect(await killedAfter(count, folder)).toBe('SIGKILL')
  const left = await files()
  const own = Object.keys(left).filter((name) => !name.startsWith('.mooring-init/'))
  // Those that appeared are whole; main.ts is the last and was not touched.
  expect(own).toHaveLength(Object.keys(starter).length + count)
  expect(left['src/main.ts']).toBe(starter['src/main.ts'])
  // What a killed run leaves is nothing for git.
  expect(left[path.posix.join('.mooring-init', '.gitignore')]).toBe('*\n')

  const { code, out } = await runWith(folder, ['init', '--yes'])
  expect([code, out]).toEqual([0, expect.stringContaining(`${5 - count} file`)])
  const whole = await files()
  expect(Object.keys(whole).filter((name) => name.startsWith('.mooring-init'))).toEqual([])
  for (const name of own.filter((each) => each !== 'src/main.ts')) expect(whole[name]).toBe(left[name])
  expect(whole['src/main.ts']).toContain('mountQuickBooks(app);')
})
