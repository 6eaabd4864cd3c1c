// All test projects of the workspace; `pnpm test` runs those in Node first, then those in a browser.
import { defineConfig } from 'vitest/config'
import { TEST_PROJECTS } from './scripts/test-projects.ts'

const chosen = process.env.MOORING_TEST_PROJECTS?.split(',')

export default defineConfig({
  test: {
    projects: chosen ?? Object.values(TEST_PROJECTS).flat(),
  },
})
