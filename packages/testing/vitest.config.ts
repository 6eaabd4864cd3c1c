// The tests of what hosts test with: servers in Node, pages in both of the DOMs that have no browser.
import { fileURLToPath } from 'node:url'
import { defineProject } from 'vitest/config'

export default defineProject({
  root: fileURLToPath(new URL('.', import.meta.url)),
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    name: 'testing',
    environment: 'node',
    include: ['test/**/*.test.{ts,tsx}'],
    setupFiles: ['./test/setup.ts'],
    // As in the adapter's tests: servers take long on a machine that is busy.
    testTimeout: 30_000,
    expect: { poll: { timeout: 10_000 } },
  },
})
