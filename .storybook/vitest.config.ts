// Runs every story in a real browser with axe on each: light, and in the long suite dark as well.
import { fileURLToPath } from 'node:url'
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import { playwright } from '@vitest/browser-playwright'
import { defineProject } from 'vitest/config'
import { chromiumArgs, findChromium } from '../scripts/chromium.mjs'

const launchOptions = { executablePath: await findChromium(), args: chromiumArgs }

const inTheme = (colorScheme: 'light' | 'dark') => ({
  browser: 'chromium' as const,
  name: `stories ${colorScheme}`,
  provider: playwright({ launchOptions, contextOptions: { colorScheme } }),
})

export default defineProject({
  root: fileURLToPath(new URL('..', import.meta.url)),
  plugins: [
    storybookTest({ configDir: fileURLToPath(new URL('.', import.meta.url)), disableAddonDocs: true }),
  ],
  test: {
    name: 'stories',
    browser: {
      enabled: true,
      headless: true,
      instances: process.env.MOORING_TEST_LONG ? [inTheme('light'), inTheme('dark')] : [inTheme('light')],
    },
  },
})
