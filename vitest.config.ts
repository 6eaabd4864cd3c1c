// All test projects of the workspace; `pnpm test` runs those in Node first, then those in a browser.
import { defineConfig } from 'vitest/config'

const inNode = [
  'packages/contract/vitest.config.ts',
  'packages/messages/vitest.config.ts',
  'packages/server-adapter/vitest.config.ts',
  'packages/simulator/vitest.config.ts',
  'packages/testing/vitest.config.ts',
  'packages/ui/vitest.built.config.ts',
  'packages/ui/vitest.dom.config.ts',
  'apps/demo/vitest.config.ts',
  'e2e/vitest.config.ts',
  'docs/recipes/code/vitest.config.ts',
  'scripts/vitest.config.ts',
]
const inBrowser = ['packages/ui/vitest.config.ts', '.storybook/vitest.config.ts']

const groups: Record<string, string[]> = { node: inNode, browser: inBrowser }

export default defineConfig({
  test: {
    projects: groups[process.env.MOORING_TEST_GROUP ?? ''] ?? [...inNode, ...inBrowser],
  },
})
