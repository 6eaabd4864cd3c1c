// The components in a real browser: on React 19 and on React 18 against a small fake, and against the real adapter.
import path from 'node:path'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { chromiumArgs, findChromium } from '../../scripts/chromium.ts'
import { hostReset } from './test/hosts/host-reset.ts'
import { atIntuit, atIntuitHere, stayHere } from './test/real/at-intuit.ts'

const here = import.meta.dirname
const launchOptions = { executablePath: await findChromium(), args: chromiumArgs }

const inBrowser = (name: string, ...more: string[]) => ({
  name,
  include: ['src/**/*.test.{ts,tsx}', 'test/*.test.{ts,tsx}', 'test/conformance/react.test.tsx', ...more],
  setupFiles: ['./test/setup.ts'],
  browser: {
    enabled: true,
    headless: true,
    screenshotFailures: false,
    provider: playwright({ launchOptions }),
    instances: [{ browser: 'chromium' as const }],
    commands: { hostReset },
  },
})

/** What hangs on React, taken from the folder of React 18. */
const onReact18 = ['react', 'react-dom', '@testing-library/react', '@tanstack/react-query', 'radix-ui'].map(
  (name) => ({
    find: new RegExp(`^${name}(?=/|$)`),
    replacement: path.join(here, 'react-18/node_modules', name),
  }),
)

const prebundled = [
  'react',
  'react-dom',
  'react-dom/client',
  'react-dom/server',
  'react/jsx-dev-runtime',
  'react/jsx-runtime',
  '@tanstack/react-query',
  'radix-ui',
  '@testing-library/react',
  '@testing-library/user-event',
  '@testing-library/jest-dom/vitest',
  'axe-core',
]

const project = (name: string, alias: typeof onReact18, ...more: string[]) => ({
  root: here,
  cacheDir: path.join(here, `node_modules/.vite-${name}`),
  resolve: { conditions: ['source', 'browser', 'module', 'development|production'], alias },
  optimizeDeps: { include: prebundled },
  test: inBrowser(name, ...more),
})

// What styles, keys and screens do is the same on each React.
const onReact19 = project('ui', [], 'test/hosts/*.test.tsx', 'test/conformance/browser.test.tsx')

const real = {
  ...project('ui-real', []),
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    ...inBrowser('ui-real'),
    include: ['test/real/*.test.tsx'],
    globalSetup: ['./test/real/real-adapter.ts'],
    testTimeout: 30_000,
    browser: { ...inBrowser('ui-real').browser, commands: { atIntuit, atIntuitHere, stayHere } },
  },
}

export default defineConfig({
  test: { projects: [onReact19, project('ui-react-18', onReact18), real] },
})
