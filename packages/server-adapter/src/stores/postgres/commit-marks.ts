// What became of a commit whose answer got lost: asked of the database, never guessed.
import { setTimeout as sleep } from 'node:timers/promises'
import { StoreUnavailableError } from '../store.ts'
import { literal, type Statement } from './literal.ts'
import { PostgresFailure, remedyOf } from './postgres-error.ts'
import { type Link, withLink } from './postgres-link.ts'
import { BOUNDS, type Database, tableOf } from './postgres-setting.ts'

/** How long it tries to find out, ms: longer than a restart or a failover takes. */
const PATIENCE_MS = 15_000
const PAUSE_MS = 100

const UNKNOWN =
  'The Postgres database was lost during a commit and stayed away: whether the change was stored shows when it is back.'

/** A primary server that was set to be read-only. */
const isReadOnly = (error: unknown): boolean => error instanceof PostgresFailure && error.code === '25006'

/**
 * Writes a mark of its own instead of the transaction's. Where that is taken, the transaction was committed; where a
 * server still works on it, this waits for it; and where it never comes, it can't be committed any more. Either way a row
 * is written, so that what was committed before is on disk when this is.
 * @param isAnswered whether the server has ended the transaction for certain: where nothing can be written, the mark is then read alone
 * @throws StoreUnavailableError where the database stayed away: then it is not known
 */
export async function decideCommit(database: Database, mark: string, isAnswered = false): Promise<boolean> {
  const until = performance.now() + PATIENCE_MS
  for (;;) {
    try {
      return await askFor(database, mark)
    } catch (error) {
      if (isAnswered && isReadOnly(error)) return await isCommitted(database, mark)
      if (remedyOf(error) === null) throw error
      if (performance.now() > until) throw new StoreUnavailableError(UNKNOWN)
    }
    await sleep(PAUSE_MS)
  }
}

async function askFor(database: Database, mark: string): Promise<boolean> {
  const commits = tableOf(database, 'commits')
  return await withLink(database, async (link) => {
    await link.send(`begin; ${BOUNDS};
      insert into ${commits} (mark, kept) values (${literal(mark)}, false)
      on conflict (mark) do update set at = now(); commit`)
    return await hasMark(link, commits, mark)
  })
}

const isCommitted = (database: Database, mark: string): Promise<boolean> =>
  withLink(database, (link) => hasMark(link, tableOf(database, 'commits'), mark))

async function hasMark(link: Link, commits: string, mark: string): Promise<boolean> {
  const { rows } = await link.send(`select kept::int as answer from ${commits} where mark = ${literal(mark)}`)
  return rows[0]?.answer === 1
}

/** The mark of a transaction, and the end of marks whose commits are certain. */
export function marking(database: Database, mark: string, settled: readonly string[]): Statement {
  const commits = tableOf(database, 'commits')
  const insert = `insert into ${commits} (mark, kept) values ($1, true)`
  if (settled.length === 0) return { sql: insert, parameters: [mark] }
  const numbers = settled.map((_, index) => `$${index + 2}`).join(', ')
  const sql = `with settled as (delete from ${commits} where mark in (${numbers})) ${insert}`
  return { sql, parameters: [mark, ...settled] }
}

export const sweeping = (database: Database, settled: readonly string[]): Statement => ({
  sql: `delete from ${tableOf(database, 'commits')} where mark in (${settled.map((_, index) => `$${index + 1}`).join(', ')})`,
  parameters: settled,
})

/** Writes the mark's row, whatever for. */
export const touching = (database: Database, mark: string): Statement => ({
  sql: `update ${tableOf(database, 'commits')} set at = now() where mark = $1`,
  parameters: [mark],
})

/** Marks of processes that are gone. */
export const sweepOldMarks = (database: Database): string =>
  `delete from ${tableOf(database, 'commits')} where at < now() - interval '1 day'`
