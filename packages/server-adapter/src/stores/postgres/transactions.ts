// Runs work in transactions: one view for a read, all or nothing for a write.
import { claimConflict } from '../sql/connection-writes.ts'
import { openCertain, openSession, openUnanswered, type Session } from '../sql/session.ts'
import type { MooringDb } from '../sql/tables.ts'
import type { ReadRepositories, Repositories } from '../store.ts'
import { KnownLeases } from './locking-leases.ts'
import { lockingRepositories } from './locking-repositories.ts'
import { createPostgresDialect } from './postgres-dialect.ts'
import { connectionOver, type Link } from './postgres-link.ts'
import type { Database } from './postgres-setting.ts'
import { type ReadHabits, ReadView } from './read-view.ts'
import { withUnanswered } from './unanswered.ts'
import { type SettledMarks, WriteTransaction } from './write-transaction.ts'

/** Runs `work` on one moment of the database. */
export async function readOnce<T>(
  database: Database,
  habits: ReadHabits,
  work: (tx: ReadRepositories) => Promise<T>,
): Promise<T> {
  const view = new ReadView(database, habits)
  try {
    const result = await readIn(database, view, work).catch((error: unknown) => {
      if (!view.needsTransaction) throw error
    })
    // Whatever the work made of that view: it reads again, in a transaction.
    if (!view.needsTransaction) return result as T
  } finally {
    view.end()
  }
  const second = new ReadView(database, null)
  try {
    return await readIn(database, second, work)
  } finally {
    second.end()
  }
}

async function readIn<T>(
  { schema }: Database,
  view: ReadView,
  work: (tx: ReadRepositories) => Promise<T>,
): Promise<T> {
  return await inSession(
    schema,
    (query) => view.execute(query),
    ({ tx }) => work(tx),
  )
}

/** Runs `work` in one durable transaction. */
export async function writeOnce<T>(
  database: Database,
  settled: SettledMarks,
  work: (tx: Repositories) => Promise<T>,
): Promise<T> {
  const transaction = new WriteTransaction(database, settled)
  const dialect = createPostgresDialect(database.schema)
  const certain = connectionOver((query) => transaction.enqueueCertain(query))
  const leases = new KnownLeases()
  const session = openSession(
    connectionOver((query) => transaction.execute(query)),
    dialect,
    {
      count: (of, by) => transaction.deferred.count(of, by),
      certain,
      noteLease: (read) => leases.noteRead(read),
    },
  )
  const unanswered = openUnanswered(
    connectionOver((query) => transaction.enqueue(query)),
    dialect,
  )
  const tx = lockingRepositories(withUnanswered(session.tx, unanswered), transaction, {
    certain: openCertain(certain, dialect),
    leases,
  })
  try {
    const result = await work(tx)
    session.end()
    await transaction.commit()
    return result
  } catch (error) {
    session.end()
    await transaction.rollBack()
    throw dialect.isClaimTaken(error) ? claimConflict() : error
  }
}

/** Runs `work` on the bare tables on a connection that is inside a transaction. */
export async function onTables<T>(
  link: Link,
  schema: string,
  work: (db: MooringDb) => Promise<T>,
): Promise<T> {
  return await inSession(
    schema,
    (query) => link.execute(query),
    ({ db }) => work(db),
  )
}

async function inSession<T>(
  schema: string,
  execute: Parameters<typeof connectionOver>[0],
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const session = openSession(connectionOver(execute), createPostgresDialect(schema))
  try {
    return await work(session)
  } finally {
    session.end()
  }
}
