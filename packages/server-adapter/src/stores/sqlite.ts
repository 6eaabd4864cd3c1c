// The SQLite store's entry point: a file through node:sqlite, or memory. Opening it, not importing it, loads what it needs.
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RetryWait } from './retry.ts'
import { problemOfPath } from './sqlite/sqlite-path.ts'
import { SqliteStore } from './sqlite/sqlite-store.ts'
import { type StoreFactory, StoreUnavailableError } from './store.ts'
import { refuseUnknown } from './store-options.ts'

/** Where the SQLite file is. */
export interface SqliteOptions {
  /** The file, made when it isn't there; its folder must exist. Relative to the working directory. */
  readonly path: string
}

const machine: RetryWait = {
  retryMs: 5_000,
  elapsed: () => performance.now(),
  random: Math.random,
  sleep: (ms) => sleep(ms),
}

/**
 * Connections in one SQLite file, on a local disk. Several processes of one machine may share it.
 * @throws TypeError where `path` is not a path; `create` throws StoreUnavailableError where nothing can live there
 */
export function sqliteStore(options: SqliteOptions): StoreFactory {
  const path: unknown = options?.path
  refuseUnknown('sqliteStore', options, { path: true })
  if (typeof path !== 'string' || path.trim() === '') {
    throw new TypeError('sqliteStore: "path" is missing. Give the path of a file, such as "./mooring.db".')
  }
  if (path === ':memory:') {
    throw new TypeError('sqliteStore: ":memory:" is not a file. Use memoryStore() instead.')
  }
  const file = resolve(path)
  return {
    kind: 'sqlite',
    create({ now, logger }) {
      const problem = problemOfPath(file)
      if (problem !== null) throw new StoreUnavailableError(problem, { retryable: false })
      return new SqliteStore({ path: file, now, logger, waiting: machine })
    },
  }
}

/** Connections in memory, gone with the process: for tests and trials. The same SQL as in a file. */
export const memoryStore = (): StoreFactory => ({
  kind: 'memory',
  create: ({ now, logger }) => new SqliteStore({ path: null, now, logger, waiting: machine }),
})
