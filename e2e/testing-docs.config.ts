// Playwright's own runner for the test that docs/testing.md shows; `testing-docs.test.ts` says where the demo and the browser are.
import { defineConfig } from 'playwright/test'

const { DEMO_ORIGIN, CHROMIUM, CHROMIUM_ARGS = '', OUTPUT } = process.env

export default defineConfig({
  testDir: '../packages/testing/test/samples',
  testMatch: 'books.spec.ts',
  outputDir: OUTPUT,
  reporter: 'line',
  timeout: 40_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: DEMO_ORIGIN,
    launchOptions: { executablePath: CHROMIUM, args: CHROMIUM_ARGS.split(' ') },
  },
})
