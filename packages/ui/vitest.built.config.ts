// The package as it is built, from Node: run the build first.
import { defineProject } from 'vitest/config'

export default defineProject({
  root: import.meta.dirname,
  test: {
    name: 'ui-built',
    environment: 'node',
    include: ['test/built/*.test.ts'],
    // A busy machine is slow, not wrong: the page's own requests pass through this process.
    expect: { poll: { timeout: 20_000 } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
