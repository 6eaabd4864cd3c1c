// A project whose tests leave a process behind: run by vitest-run.test.ts, and by nothing else.
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  test: { include: ['*.case.ts'], maxWorkers: 1 },
})
