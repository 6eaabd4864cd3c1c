// Runs every story in a real browser, light and dark, with axe on each.
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
    browser: { enabled: true, headless: true, instances: [inTheme('light'), inTheme('dark')] },
  },
})
