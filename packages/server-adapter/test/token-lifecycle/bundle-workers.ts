// Bundles the worker processes and the command line once for all tests: from sources each of them would take a second to start.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'
import { endChild } from '../../../../scripts/child-process.ts'
import type { StageAddress } from './test-deps.ts'
import type { WorkerOrder } from './worker.ts'

const conditions = ['source', 'node', 'module', 'default']
const ENTRIES = {
  worker: './worker.ts',
  'host-worker': './host-worker.ts',
  'signals-worker': '../signals-worker.ts',
  mooring: '../../src/cli/main.ts',
  index: '../../src/index.ts',
}
/** What intuit-oauth loads and no bundled process uses. */
const UNUSED = ['axios', 'winston', 'jsonwebtoken']
const WARMING_MS = 60_000

declare module 'vitest' {
  interface ProvidedContext {
    /** The bundled workers, and where Node finds their code compiled. */
    workers: { readonly folder: string; readonly compileCache: string }
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await using opened = new AsyncDisposableStack()
  const made = await mkdtemp(path.join(os.tmpdir(), 'mooring-workers-'))
  const outDir = opened.adopt(made, (folder) => rm(folder, { recursive: true, force: true, maxRetries: 20 }))
  await bundle(outDir)
  const workers = { folder: outDir, compileCache: path.join(outDir, 'compiled') }
  await fillCompileCache(workers)
  project.provide('workers', workers)
  const closing = opened.move()
  return () => closing.disposeAsync()
}

async function bundle(outDir: string): Promise<void> {
  const fileOf = (file: string) => fileURLToPath(new URL(file, import.meta.url))
  await build({
    configFile: false,
    logLevel: 'warn',
    resolve: {
      conditions,
      alias: Object.fromEntries(UNUSED.map((name) => [name, fileOf('./left-out.ts')])),
    },
    ssr: { noExternal: true, resolve: { conditions } },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      minify: true,
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(ENTRIES).map(([name, file]) => [name, fileOf(file)])),
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  })
}

/** Node writes what it compiled when a process ends by itself: one that is killed writes nothing, so one runs to its end here. */
async function fillCompileCache({ folder, compileCache }: { folder: string; compileCache: string }) {
  const place: StageAddress = {
    store: { kind: 'sqlite', path: path.join(folder, 'warming.db') },
    intuitOrigin: 'http://localhost:1',
    origin: 'http://localhost:1',
  }
  const order: WorkerOrder = { clockOffset: 0, tenantId: 'nobody', connectionIds: [], callers: 0 }
  const child = fork(path.join(folder, 'worker.mjs'), [JSON.stringify(place)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
  })
  try {
    const ended = once(child, 'exit', { signal: AbortSignal.timeout(WARMING_MS) })
    child.send(order)
    await ended
  } finally {
    await endChild(child, 'SIGKILL')
  }
}
