// What the store loads when it is first opened.
import { Link } from './postgres-link.ts'
import type { Database } from './postgres-setting.ts'

export { createAnnouncements } from './announcements.ts'
export { NamedStatements } from './named-statements.ts'
export { prepareDatabase } from './open-database.ts'
export { openOwnPool, workingConnections } from './postgres-pool.ts'
export { Semaphore } from './semaphore.ts'
export { readOnce, writeOnce } from './transactions.ts'

/** The time of the database, ms since the epoch. */
export async function clockOf(database: Database): Promise<number> {
  const { rows } = await execute(
    database,
    'select (extract(epoch from clock_timestamp()) * 1000)::float8 as now',
  )
  return Math.round(Number(rows[0]?.now))
}

/** Statements of others on the pool, and the rows of them all. They may take longer than the store's own. */
export async function execute(database: Database, text: string, values?: readonly unknown[]) {
  const link = await Link.acquire(database)
  link.setTimeout(STATEMENTS_MS)
  try {
    const results = await link.ask(values === undefined ? { text } : { text, values })
    // pgpool-II in raw mode begins a transaction for a lone statement that writes, and never ends it.
    if (values !== undefined && link.isInTransaction) await link.send('commit')
    link.release()
    return { rows: results.flatMap(({ rows }) => rows) }
  } catch (error) {
    // A transaction that a failed statement left open must not go back to the pool.
    link.release(true)
    throw error
  }
}

const STATEMENTS_MS = 30_000
