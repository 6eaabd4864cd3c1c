// The adapter's tests: beside the sources, the conformance suites, and over HTTP.
import { defineConfig } from 'vitest/config'

const conditions = ['source', 'node', 'module', 'default']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    name: 'server-adapter',
    environment: 'node',
    isolate: false,
    include: ['src/**/*.test.ts', 'conformance/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: [
      'test/compile-cache.ts',
      'test/token-lifecycle/bundle-workers.ts',
      'test/postgres-server.ts',
    ],
    setupFiles: ['test/fast-check-seed.ts'],
    // Some tests start several processes, which takes long on a machine that is busy.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
  },
})
