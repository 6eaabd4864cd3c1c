// A CHROMIUM_PATH that can't be started is named before any test begins.
import { fileURLToPath } from 'node:url'
import { afterEach, expect, it, vi } from 'vitest'
import { findChromium } from '../chromium.ts'

afterEach(() => vi.unstubAllEnvs())

it.each([
  ['nothing', '/there/is/no/such/program'],
  ['a folder', fileURLToPath(new URL('.', import.meta.url))],
  ['a file that is no program', fileURLToPath(import.meta.url)],
])('says so in a sentence where it names %s', async (_what, chosen) => {
  vi.stubEnv('CHROMIUM_PATH', chosen)
  await expect(findChromium()).rejects.toThrow(
    `CHROMIUM_PATH is ${chosen}, and there is no such program: name a Chromium that is installed.`,
  )
})
