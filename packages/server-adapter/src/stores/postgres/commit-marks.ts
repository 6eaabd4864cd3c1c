// What became of a commit whose answer got lost: asked of the database, never guessed.
import { setTimeout as sleep } from 'node:timers/promises'
import { StoreUnavailableError } from '../store.ts'
import { literal, type Statement } from './literal.ts'
import { remedyOf } from './postgres-error.ts'
import { Link } from './postgres-link.ts'
import { BOUNDS, type Place, tableOf } from './postgres-setting.ts'

/** How long an answer is looked for, ms: longer than a restart or a failover takes. */
const PATIENCE_MS = 15_000
const PAUSE_MS = 100

const UNKNOWN =
  'The Postgres database was lost during a commit and stayed away: whether the change was kept shows when it is back.'

/**
 * Puts a mark of its own in the place of the transaction's. Where that is taken, the transaction was committed; where a
 * server still works on it, this waits for it; and where it never comes, it can't be committed any more. Either way a row
 * is written, so that what was committed before is on disk when this is.
 * @throws StoreUnavailableError where the database stayed away: then nobody knows
 */
export async function decideCommit(place: Place, mark: string): Promise<boolean> {
  const until = performance.now() + PATIENCE_MS
  for (;;) {
    try {
      return await askFor(place, mark)
    } catch (error) {
      if (remedyOf(error) === null) throw error
      if (performance.now() > until) throw new StoreUnavailableError(UNKNOWN)
    }
    await sleep(PAUSE_MS)
  }
}

async function askFor(place: Place, mark: string): Promise<boolean> {
  const commits = tableOf(place, 'commits')
  const link = await Link.take(place)
  try {
    await link.send(`begin; ${BOUNDS};
      insert into ${commits} (mark, kept) values (${literal(mark)}, false)
      on conflict (mark) do update set at = now(); commit`)
    const { rows } = await link.send(`select kept::int from ${commits} where mark = ${literal(mark)}`)
    link.release()
    return rows[0]?.kept === 1
  } catch (error) {
    link.release(true)
    throw error
  }
}

/** The mark of a transaction, and the end of marks whose commits are certain. */
export function marking(place: Place, mark: string, settled: readonly string[]): Statement {
  const commits = tableOf(place, 'commits')
  const insert = `insert into ${commits} (mark, kept) values ($1, true)`
  if (settled.length === 0) return { sql: insert, parameters: [mark] }
  const places = settled.map((_, index) => `$${index + 2}`).join(', ')
  const sql = `with settled as (delete from ${commits} where mark in (${places})) ${insert}`
  return { sql, parameters: [mark, ...settled] }
}

export const sweeping = (place: Place, settled: readonly string[]): Statement => ({
  sql: `delete from ${tableOf(place, 'commits')} where mark in (${settled.map((_, index) => `$${index + 1}`).join(', ')})`,
  parameters: settled,
})

/** Writes the mark's row, whatever for. */
export const touching = (place: Place, mark: string): Statement => ({
  sql: `update ${tableOf(place, 'commits')} set at = now() where mark = $1`,
  parameters: [mark],
})

/** Marks of processes that are gone. */
export const sweepOldMarks = (place: Place): string =>
  `delete from ${tableOf(place, 'commits')} where at < now() - interval '1 day'`
