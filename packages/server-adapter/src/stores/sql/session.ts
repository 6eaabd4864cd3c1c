// One transaction's repositories: they work on one connection and stop when the transaction ends.
import {
  type ConnectionProvider,
  type DatabaseConnection,
  DefaultQueryExecutor,
  DummyDriver,
  Kysely,
} from 'kysely'
import type { LeaseRecord } from '../records.ts'
import type { Repositories } from '../store.ts'
import { attemptRepository } from './attempts.ts'
import { campaignRepository } from './campaigns.ts'
import { changeRepository } from './changes.ts'
import type { CountConnection } from './connection-counts.ts'
import { type ConnectionTools, connectionRepository, type NoteLease } from './connections.ts'
import { deliveryRepository } from './deliveries.ts'
import { eventTakeRepository } from './event-takes.ts'
import { eventRepository } from './events.ts'
import { grantRepository } from './grants.ts'
import { healthRepository } from './health.ts'
import { historyRepository } from './history.ts'
import { importRepository } from './imports.ts'
import { journalRepository } from './journal.ts'
import { leaseRepository, writeLease } from './leases.ts'
import { linkRepository } from './links.ts'
import { metaRepository } from './meta.ts'
import { momentRepository } from './moments.ts'
import { noticeRepository } from './notices.ts'
import { readRepository } from './reads.ts'
import { revokeRepository } from './revokes.ts'
import type { SqlDialect } from './sql-dialect.ts'
import type { MooringDb, Tables } from './tables.ts'
import { webhookLogRepository } from './webhook-log.ts'
import { webhookRepository } from './webhooks.ts'
import { takeBackRepository, writeRepository } from './writes.ts'

/** The tables and repositories of one transaction. */
export interface Session {
  readonly db: MooringDb
  readonly tx: Repositories
  /** From here on every query rejects: one that comes late must not run outside its transaction. */
  end(): void
}

export interface SessionTools {
  /** Stores the counts of connections, where not at once. */
  readonly count?: CountConnection
  /** Writes one row that is known to be there, without an answer. */
  readonly certain?: DatabaseConnection
  readonly noteLease?: NoteLease
}

/** Opens a session on a connection that is inside a transaction. */
export function openSession(
  connection: DatabaseConnection,
  dialect: SqlDialect,
  { count, certain, noteLease }: SessionTools = {},
): Session {
  let ended = false
  const provider: ConnectionProvider = {
    async provideConnection(consumer) {
      if (ended) throw new Error('This transaction has ended: await every repository call inside it.')
      return consumer(connection)
    },
  }
  const db = kyselyOver(provider, dialect)
  return {
    db,
    tx: repositoriesOver(db, dialect, {
      count,
      noteLease,
      certain:
        certain === undefined
          ? null
          : kyselyOver({ provideConnection: (consumer) => consumer(certain) }, dialect),
    }),
    end() {
      ended = true
    },
  }
}

/** Repositories whose calls may do without an answer. */
export type Unanswered = Pick<
  Repositories,
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
  | 'webhookLog'
>

/** Opens them on a connection that sends what it is given later, and answers with no rows. */
export function openUnanswered(connection: DatabaseConnection, dialect: SqlDialect): Unanswered {
  const db = kyselyOver({ provideConnection: (consumer) => consumer(connection) }, dialect)
  return {
    attempts: attemptRepository(db),
    deliveries: deliveryRepository(db),
    events: eventRepository(db),
    grants: grantRepository(db),
    health: healthRepository(db),
    history: historyRepository(db),
    imports: importRepository(db),
    journal: journalRepository(db),
    leases: leaseRepository(db),
    revokes: revokeRepository(db),
    webhookLog: webhookLogRepository(db),
  }
}

/** Writes of rows that are known. */
export interface CertainWrites extends Pick<Repositories, 'grants'> {
  writeLease(lease: LeaseRecord, before: LeaseRecord | null): Promise<void>
}

/** Opens them on a connection that fails its transaction where a statement writes no row. */
export function openCertain(connection: DatabaseConnection, dialect: SqlDialect): CertainWrites {
  const db = kyselyOver({ provideConnection: (consumer) => consumer(connection) }, dialect)
  return { grants: grantRepository(db), writeLease: (lease, before) => writeLease(db, lease, before) }
}

function kyselyOver(provider: ConnectionProvider, dialect: SqlDialect): MooringDb {
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

const repositoriesOver = (db: MooringDb, dialect: SqlDialect, tools: ConnectionTools): Repositories => ({
  meta: metaRepository(db),
  connections: connectionRepository(db, dialect, tools),
  grants: grantRepository(db),
  journal: journalRepository(db),
  leases: leaseRepository(db),
  attempts: attemptRepository(db),
  events: eventRepository(db),
  deliveries: deliveryRepository(db),
  history: historyRepository(db),
  changes: changeRepository(db),
  revokes: revokeRepository(db),
  imports: importRepository(db),
  links: linkRepository(db),
  campaigns: campaignRepository(db),
  webhooks: webhookRepository(db),
  webhookLog: webhookLogRepository(db),
  notices: noticeRepository(db),
  health: healthRepository(db),
  writes: writeRepository(db),
  takeBacks: takeBackRepository(db),
  moments: momentRepository(db),
  reads: readRepository(db),
  takes: eventTakeRepository(db),
})
