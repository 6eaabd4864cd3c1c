// All test projects of the workspace.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      'packages/*/vitest.config.ts',
      'apps/*/vitest.config.ts',
      '.storybook/vitest.config.ts',
      'e2e/vitest.config.ts',
    ],
    // Two cores: more workers only wait for one another.
    maxWorkers: 2,
  },
})
