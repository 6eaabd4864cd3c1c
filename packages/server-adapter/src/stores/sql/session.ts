// One transaction's ledgers: they work on one connection and stop when the transaction ends.
import {
  type ConnectionProvider,
  type DatabaseConnection,
  DefaultQueryExecutor,
  DummyDriver,
  Kysely,
} from 'kysely'
import type { Ledgers } from '../store.ts'
import { attemptLedger } from './attempts.ts'
import { campaignLedger } from './campaigns.ts'
import { changeLedger } from './changes.ts'
import { type CountConnection, connectionLedger } from './connections.ts'
import { deliveryLedger } from './deliveries.ts'
import { eventTakeLedger } from './event-takes.ts'
import { eventLedger } from './events.ts'
import { grantLedger } from './grants.ts'
import { healthLedger } from './health.ts'
import { historyLedger } from './history.ts'
import { importLedger } from './imports.ts'
import { journalLedger } from './journal.ts'
import { leaseLedger } from './leases.ts'
import { linkLedger } from './links.ts'
import { metaLedger } from './meta.ts'
import { momentLedger } from './moments.ts'
import { noticeLedger } from './notices.ts'
import { readLedger } from './reads.ts'
import { revokeLedger } from './revokes.ts'
import type { SqlDialect } from './sql-dialect.ts'
import type { LedgerDb, Tables } from './tables.ts'
import { webhookLogLedger } from './webhook-log.ts'
import { webhookLedger } from './webhooks.ts'
import { takeBackLedger, writeLedger } from './writes.ts'

/** The tables and ledgers of one transaction. */
export interface Session {
  readonly db: LedgerDb
  readonly ledgers: Ledgers
  /** From here on every query rejects: one that comes late must not run outside its transaction. */
  end(): void
}

/**
 * Opens a session on a connection that is inside a transaction.
 * @param count keeps the counts of connections, where not at once
 */
export function openSession(
  connection: DatabaseConnection,
  dialect: SqlDialect,
  count?: CountConnection,
): Session {
  let ended = false
  const provider: ConnectionProvider = {
    async provideConnection(consumer) {
      if (ended) throw new Error('This transaction has ended: await every ledger call inside it.')
      return consumer(connection)
    },
  }
  const db = kyselyOver(provider, dialect)
  return {
    db,
    ledgers: ledgersOver(db, dialect, count),
    end() {
      ended = true
    },
  }
}

/** Ledgers whose calls may do without an answer. */
export type Unanswered = Pick<
  Ledgers,
  | 'attempts'
  | 'deliveries'
  | 'events'
  | 'grants'
  | 'health'
  | 'history'
  | 'imports'
  | 'journal'
  | 'leases'
  | 'revokes'
>

/** Opens them on a connection that sends what it is given later, and answers with no rows. */
export function openUnanswered(connection: DatabaseConnection, dialect: SqlDialect): Unanswered {
  const db = kyselyOver({ provideConnection: (consumer) => consumer(connection) }, dialect)
  return {
    attempts: attemptLedger(db),
    deliveries: deliveryLedger(db),
    events: eventLedger(db),
    grants: grantLedger(db),
    health: healthLedger(db),
    history: historyLedger(db),
    imports: importLedger(db),
    journal: journalLedger(db),
    leases: leaseLedger(db),
    revokes: revokeLedger(db),
  }
}

function kyselyOver(provider: ConnectionProvider, dialect: SqlDialect): LedgerDb {
  const kyselyDialect = {
    createAdapter: () => dialect.adapter,
    createDriver: () => new DummyDriver(),
    createQueryCompiler: () => dialect.compiler,
    createIntrospector: () => {
      throw new Error('The store does not introspect.')
    },
  }
  return new Kysely<Tables>({
    config: { dialect: kyselyDialect },
    dialect: kyselyDialect,
    driver: new DummyDriver(),
    executor: new DefaultQueryExecutor(dialect.compiler, dialect.adapter, provider),
  })
}

const ledgersOver = (db: LedgerDb, dialect: SqlDialect, count?: CountConnection): Ledgers => ({
  meta: metaLedger(db),
  connections: connectionLedger(db, dialect, count),
  grants: grantLedger(db),
  journal: journalLedger(db),
  leases: leaseLedger(db),
  attempts: attemptLedger(db),
  events: eventLedger(db),
  deliveries: deliveryLedger(db),
  history: historyLedger(db),
  changes: changeLedger(db),
  revokes: revokeLedger(db),
  imports: importLedger(db),
  links: linkLedger(db),
  campaigns: campaignLedger(db),
  webhooks: webhookLedger(db),
  webhookLog: webhookLogLedger(db),
  notices: noticeLedger(db),
  health: healthLedger(db),
  writes: writeLedger(db),
  takeBacks: takeBackLedger(db),
  moments: momentLedger(db),
  reads: readLedger(db),
  takes: eventTakeLedger(db),
})
