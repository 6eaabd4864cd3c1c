// Bundles the worker processes once for all tests: from sources each of them would take a second to start.
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'

const conditions = ['source', 'node', 'module', 'default']
const ENTRIES = ['worker', 'host-worker']

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the bundled workers. */
    workers: string
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const outDir = await mkdtemp(path.join(os.tmpdir(), 'mooring-workers-'))
  const fileOf = (name: string) => fileURLToPath(new URL(`./${name}.ts`, import.meta.url))
  await build({
    configFile: false,
    logLevel: 'warn',
    resolve: { conditions },
    ssr: { noExternal: true, resolve: { conditions } },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      minify: true,
      rolldownOptions: {
        input: Object.fromEntries(ENTRIES.map((name) => [name, fileOf(name)])),
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  })
  project.provide('workers', outDir)
  return () => rm(outDir, { recursive: true, force: true })
}
