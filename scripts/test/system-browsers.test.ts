// A browser that is named and can't be started is reported before any test begins.
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { findChromium } from '../chromium.ts'
import { findFirefox } from '../firefox.ts'

afterEach(() => vi.unstubAllEnvs())

describe.each([
  ['CHROMIUM_PATH', 'Chromium', findChromium],
  ['FIREFOX_PATH', 'Firefox', async () => findFirefox()],
])('%s', (variable, name, find) => {
  it.each([
    ['nothing', '/there/is/no/such/program'],
    ['a folder', fileURLToPath(new URL('.', import.meta.url))],
    // Windows does not know which files are programs.
    ...(process.platform === 'win32' ? [] : [['a file that is no program', fileURLToPath(import.meta.url)]]),
  ])('says so in a sentence where it names %s', async (_what, chosen) => {
    vi.stubEnv(variable, chosen)
    await expect(find()).rejects.toThrow(
      `${variable} is ${chosen}, and there is no such program: name a ${name} that is installed.`,
    )
  })
})
