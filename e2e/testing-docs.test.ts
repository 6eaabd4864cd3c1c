// The test that docs/testing.md shows for Playwright, run by Playwright's own runner in front of the demo.
import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { newFolder } from '../apps/demo/server/demo-process.ts'
import { chromiumArgs, findChromium } from '../scripts/chromium.ts'
import { openDemo } from './demo-stage.ts'

const run = promisify(execFile)
const cli = path.join(
  path.dirname(createRequire(import.meta.url).resolve('playwright/package.json')),
  'cli.js',
)

it('connects a company by accessible names alone', { timeout: 90_000 }, async () => {
  await using stage = await openDemo()
  await using folder = await newFolder()
  const env = {
    ...process.env,
    DEMO_ORIGIN: stage.origin,
    CHROMIUM: await findChromium(),
    CHROMIUM_ARGS: chromiumArgs.join(' '),
    OUTPUT: folder.path,
  }
  const words = [cli, 'test', '--config', path.join(import.meta.dirname, 'testing-docs.config.ts')]
  const { stdout } = await run(process.execPath, words, { env, timeout: 80_000 })
  expect(stdout).toContain('1 passed')
})
