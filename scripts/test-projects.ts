// The test projects of the workspace, as their configurations' paths; those in Node run first, then those in a browser.

export const TEST_PROJECTS = {
  node: [
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
  ],
  browser: ['packages/ui/vitest.config.ts', '.storybook/vitest.config.ts'],
} as const

export type TestGroup = keyof typeof TEST_PROJECTS
