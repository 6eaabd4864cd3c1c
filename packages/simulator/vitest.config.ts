// The simulator's tests: real HTTP through the public API, and one run in a browser.
import { defineProject } from 'vitest/config'

export default defineProject({
  test: {
    name: 'simulator',
    environment: 'node',
    isolate: false,
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    expect: { poll: { timeout: 10_000 } },
  },
})
