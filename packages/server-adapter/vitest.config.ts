// The adapter's tests: beside the sources, the conformance suites, and over HTTP.
import { defineConfig } from 'vitest/config'

const conditions = ['source', 'node', 'module', 'default']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    name: 'server-adapter',
    environment: 'node',
    include: ['src/**/*.test.ts', 'conformance/**/*.test.ts', 'test/**/*.test.ts'],
    globalSetup: ['test/keeping/bundle-workers.ts', 'test/postgres-server.ts'],
    testTimeout: 20_000,
  },
})
