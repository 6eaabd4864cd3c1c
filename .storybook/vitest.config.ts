// Runs the stories in a real browser with axe on each: the most distinct ones in light, and in the long suite every one of them,
// in the dark in Arabic and in forced colours as well. The long suite also compares pictures, in the pinned browser alone.
import { fileURLToPath } from 'node:url'
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import type { BrowserContextOptions } from 'playwright'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'
import { chromiumOf } from '../packages/ui/test/browser.ts'
import { pinnedChromium } from '../scripts/chromium.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const isLong = Boolean(process.env.MOORING_TEST_LONG)
const pinnedPath = isLong ? await pinnedChromium().catch(() => null) : null

const seenWith = (name: string, contextOptions: BrowserContextOptions, path?: string) => ({
  browser: 'chromium' as const,
  name,
  provider: chromiumOf(contextOptions, path),
})

const light = seenWith('stories light', { colorScheme: 'light' })
// From right to left too, with play functions that find everything by the words of another language.
const dark = { ...seenWith('stories dark', { colorScheme: 'dark' }), env: { STORYBOOK_LOCALE: 'ar' } }
const forced = seenWith('stories forced colours, reduced motion', {
  colorScheme: 'dark',
  forcedColors: 'active',
  reducedMotion: 'reduce',
})

const stories: TestProjectInlineConfiguration = {
  root: here('..'),
  plugins: [
    storybookTest({
      configDir: here('.'),
      disableAddonDocs: true,
      tags: { include: ['test'], exclude: isLong ? [] : ['every-state'] },
    }),
  ],
  test: {
    name: 'stories',
    // Files share a page: a page of its own for each took as long again as the stories.
    isolate: false,
    testTimeout: 60_000,
    setupFiles: [here('../packages/ui/test/load-all.ts')],
    browser: { enabled: true, headless: true, instances: isLong ? [light, dark, forced] : [light] },
  },
}

const pinned = { colorScheme: 'light', reducedMotion: 'reduce', timezoneId: 'UTC', locale: 'en-US' } as const

const pictures = (path: string): TestProjectInlineConfiguration => ({
  root: here('.'),
  cacheDir: here('../node_modules/.cache/pictures'),
  resolve: { conditions: ['source', 'browser', 'module', 'development|production'] },
  optimizeDeps: { include: ['react', 'react-dom/client', '@storybook/react-vite', 'storybook/test'] },
  test: {
    name: 'pictures',
    include: ['pictures/*.test.ts'],
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      instances: [seenWith('pictures', pinned, path)],
      expect: {
        toMatchScreenshot: {
          // One browser alone takes them, so its name and the system's are no part of a picture's.
          resolveScreenshotPath: ({ arg, ext }) => here(`pictures/${arg}${ext}`),
          comparatorName: 'pixelmatch',
          // Measured: pictures of one machine are equal, but for a line of a dialog that grew while it was open,
          // now and then half a pixel off: up to 659 pixels of the wide one, 248 of a narrow one.
          comparatorOptions: { threshold: 0.1, allowedMismatchedPixelRatio: 0.001 },
        },
      },
    },
  },
})

if (isLong && !pinnedPath)
  console.warn('No pictures are compared: npm has no pinned Chromium for this machine.')

export default defineConfig({
  test: { projects: [stories, ...(isLong && pinnedPath ? [pictures(pinnedPath)] : [])] },
})
