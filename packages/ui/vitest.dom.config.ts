// The components where hosts run their own tests: in jsdom and in happy-dom.
import { defineConfig } from 'vitest/config'

const inside = (environment: 'jsdom' | 'happy-dom') => ({
  root: import.meta.dirname,
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    name: `ui-${environment}`,
    environment,
    include: ['test/dom/*.test.tsx'],
    // A busy machine is slow, not wrong.
    testTimeout: 60_000,
  },
})

export default defineConfig({ test: { projects: [inside('jsdom'), inside('happy-dom')] } })
