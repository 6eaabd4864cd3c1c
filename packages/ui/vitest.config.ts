// The components in a real browser: on React 19 against a small fake and against the real adapter, and on React 18.
// There `test` runs the laws that depend on React and whole journeys; CI and the long suite run everything.
import { realpathSync } from 'node:fs'
import path from 'node:path'
import { defineConfig } from 'vitest/config'
import { findFirefox } from '../../scripts/firefox.ts'
import { chromiumOf, firefoxOf } from './test/browser.ts'
import { hostReset } from './test/hosts/host-reset.ts'
import { touch, type Way } from './test/hosts/touch.ts'
import { atIntuit, atIntuitHere, stayHere } from './test/real/at-intuit.ts'

const here = import.meta.dirname
/** In CI and in the long suite. */
const isWhole = Boolean(process.env.MOORING_TEST_MATRIX || process.env.MOORING_TEST_LONG)

const ON_EACH_REACT = 'test/conformance/react.test.tsx'
const EVERYWHERE = ['src/**/*.test.{ts,tsx}', 'test/*.test.{ts,tsx}', ON_EACH_REACT]
const JOURNEYS = [
  'src/components/connect-button/ConnectButton.test.tsx',
  'src/components/reauthorize-menu/ReauthorizeMenu.test.tsx',
  'src/components/disconnect-button/DisconnectButton.test.tsx',
  'src/components/connection-history/ConnectionHistory.test.tsx',
  'test/events.test.tsx',
]

const ALL_WAYS: readonly Way[] = ['mouse', 'touch', 'keyboard']

const inBrowser = (name: string, include: string[]) => ({
  name,
  include,
  setupFiles: ['./test/setup.ts'],
  provide: { ways: ALL_WAYS },
  // Most end within a second; a busy machine may take long to press twelve buttons of a page in turn.
  testTimeout: 60_000,
  expect: { poll: { timeout: 10_000 } },
  // Files share a page, which the set-up cleans: a page of its own for each took a third of the time.
  isolate: false,
  browser: {
    enabled: true,
    headless: true,
    screenshotFailures: false,
    provider: chromiumOf(),
    instances: [{ browser: 'chromium' as const }],
    commands: { hostReset, touch },
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
  'msw',
]
/** Of libraries whose modals hosts put the kit into. */
const ofModals = [
  '@ark-ui/react/dialog',
  '@headlessui/react',
  '@mantine/core',
  '@mui/material/Dialog',
  'focus-trap-react',
  'react-aria-components/Modal',
  'vaul',
]
const ofAria = path.join(here, 'node_modules/react-aria-components')
/** They name sources that they do not ship; ours are asked for by the same name. */
const builtOnes = [
  { find: /^react-aria-components\/(.*)$/, replacement: `${ofAria}/dist/exports/$1.mjs` },
  {
    find: /^(react-aria|react-stately)\/(.*)$/,
    replacement: path.join(realpathSync(ofAria), '../$1/dist/exports/$2.mjs'),
  },
]

const project = (name: string, alias: typeof onReact18, include: string[]) => ({
  root: here,
  cacheDir: path.join(here, `node_modules/.vite-${name}`),
  resolve: { conditions: ['source', 'browser', 'module', 'development|production'], alias },
  // All of them are known, so that none is found in the middle of a run, when every page would be loaded anew.
  optimizeDeps: {
    include: alias === builtOnes ? [...prebundled, ...ofModals] : prebundled,
    noDiscovery: true,
  },
  test: inBrowser(name, include),
})

// What styles, keys and screens do is the same on each React.
const onReact19 = project('ui', builtOnes, [
  ...EVERYWHERE,
  'test/hosts/*.test.tsx',
  'test/conformance/browser.test.tsx',
])

/** What each engine does its own way: a host's modal, with keys and focus in it. */
function inFirefox(executablePath: string) {
  const name = 'ui-firefox'
  const test = inBrowser(name, ['test/hosts/modals.test.tsx'])
  return {
    ...project(name, builtOnes, []),
    test: {
      ...test,
      provide: { ways: process.env.MOORING_TEST_LONG ? ALL_WAYS : (['keyboard'] as const) },
      browser: {
        ...test.browser,
        provider: firefoxOf(executablePath),
        instances: [{ browser: 'firefox' as const }],
      },
    },
  }
}
const firefox = findFirefox()

const real = {
  ...project('ui-real', [], []),
  // Vitest runs the global set-up there: the adapter from its source, and not from what happens to be built.
  environments: { __vitest__: { resolve: { conditions: ['source'] } } },
  test: {
    ...inBrowser('ui-real', ['test/real/*.test.tsx']),
    globalSetup: ['./test/real/real-adapter.ts'],
    browser: { ...inBrowser('ui-real', []).browser, commands: { atIntuit, atIntuitHere, stayHere } },
  },
}

export default defineConfig({
  test: {
    projects: [
      onReact19,
      project('ui-react-18', onReact18, isWhole ? EVERYWHERE : [ON_EACH_REACT, ...JOURNEYS]),
      ...(firefox === null ? [] : [inFirefox(firefox)]),
      real,
    ],
  },
})
