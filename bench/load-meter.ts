// How many statements a process sends to its store, and how many rows come back or change.
import { createRequire } from 'node:module'
import { DatabaseSync, type SQLInputValue, StatementSync } from 'node:sqlite'

export interface Load {
  readonly statements: number
  readonly rows: number
  /** Of this process; SQLite's work is in it, a Postgres server's is not. */
  readonly cpuMs: number
  readonly wallMs: number
}

const counted = { statements: 0, rows: 0 }

const NONE: Load = { statements: 0, rows: 0, cpuMs: 0, wallMs: 0 }

export const sum = (one: Load, other: Load): Load => ({
  statements: one.statements + other.statements,
  rows: one.rows + other.rows,
  cpuMs: one.cpuMs + other.cpuMs,
  wallMs: one.wallMs + other.wallMs,
})

interface Asked {
  all(this: StatementSync, ...values: SQLInputValue[]): ReturnType<StatementSync['all']>
  run(this: StatementSync, ...values: SQLInputValue[]): ReturnType<StatementSync['run']>
}

interface Answer {
  readonly rows: readonly unknown[]
  readonly rowCount: number | null
}

function noteAnswer(answer: Answer | readonly Answer[]): void {
  for (const { rows, rowCount } of [answer].flat() as Answer[]) {
    counted.statements++
    counted.rows += rowCount ?? rows.length
  }
}

/** Counts what every SQLite database and every connection of pg in this process is asked from here on. */
export function countStatements(): void {
  const { all, run } = StatementSync.prototype as unknown as Asked
  StatementSync.prototype.all = function (this: StatementSync, ...values: SQLInputValue[]) {
    const rows = all.apply(this, values)
    counted.statements++
    counted.rows += rows.length
    return rows
  } as StatementSync['all']
  StatementSync.prototype.run = function (this: StatementSync, ...values: SQLInputValue[]) {
    const result = run.apply(this, values)
    counted.statements++
    counted.rows += Number(result.changes)
    return result
  } as StatementSync['run']
  const { exec } = DatabaseSync.prototype
  DatabaseSync.prototype.exec = function (text) {
    counted.statements++
    exec.call(this, text)
  }
  // The adapter's own pg: the repository's root has none.
  const require = createRequire(new URL('../packages/server-adapter/package.json', import.meta.url))
  const { Client } = require('pg') as {
    Client: {
      prototype: { query(...asked: unknown[]): Promise<Answer> | undefined }
    }
  }
  const { query } = Client.prototype
  Client.prototype.query = function (...asked) {
    const answer = query.apply(this, asked)
    answer?.then(noteAnswer, () => {})
    return answer
  }
}

/** Adds up what is measured around pieces of work. */
export class LoadMeter {
  #load = NONE

  async around<T>(work: () => Promise<T>): Promise<T> {
    const before = { ...counted }
    const [cpu, from] = [process.cpuUsage(), performance.now()]
    try {
      return await work()
    } finally {
      const { user, system } = process.cpuUsage(cpu)
      this.#load = sum(this.#load, {
        statements: counted.statements - before.statements,
        rows: counted.rows - before.rows,
        cpuMs: (user + system) / 1_000,
        wallMs: performance.now() - from,
      })
    }
  }

  /** What came together since the last time. */
  take(): Load {
    const load = this.#load
    this.#load = NONE
    return load
  }
}
