// Rows that are read, changed and written: locked by their id, or found to have changed by the time they are written.
import type { AttemptRecord, ConnectionRecord, RevokeRecord } from '../records.ts'
import { ConflictError, type Repositories } from '../store.ts'
import { connectionOf, lockedWith } from './locked-calls.ts'
import { PostgresFailure } from './postgres-error.ts'
import type { Lock } from './write-transaction.ts'

/** What a transaction reads in a list is not locked: a row of it that has changed by the time it is written is a lost race. */
class SeenRows<Row> {
  readonly #seen = new Map<string, string>()
  readonly #key: (row: Row) => string
  readonly #state: (row: Row) => string

  constructor(key: (row: Row) => string, state: (row: Row) => string) {
    this.#key = key
    this.#state = state
  }

  note<Found extends Row | null>(row: Found): Found {
    if (row !== null) this.#seen.set(this.#key(row), this.#state(row))
    return row
  }

  /** The same list, whose rows are noted. */
  noting<A extends unknown[]>(list: (...given: A) => Promise<Row[]>): (...given: A) => Promise<Row[]> {
    return async (...given) => (await list(...given)).map((row) => this.note(row))
  }

  stateOf(key: string): string | undefined {
    return this.#seen.get(key)
  }

  forget(key: string): void {
    this.#seen.delete(key)
  }
}

interface Versioned {
  readonly id: string
  readonly version: number
}

const seenVersions = <Row extends Versioned>(): SeenRows<Row> =>
  new SeenRows(
    ({ id }) => id,
    ({ version }) => String(version),
  )

export function lockingConnections(
  { connections }: Repositories,
  { lock, lockNew }: { readonly lock: Lock; readonly lockNew: (id: string) => void },
): Repositories['connections'] {
  const seen = seenVersions<ConnectionRecord>()
  const locked = lockedWith(lock)
  const ofTenant = (tenantId: string) => `tenant ${tenantId}`
  const ofCompany = (environment: string, realmTag: string) => `company ${environment} ${realmTag}`
  return {
    ...connections,
    async get(id) {
      await lock(id)
      return seen.note(await connections.get(id))
    },
    async refreshState(id, lease) {
      await lock(id)
      const found = await connections.refreshState(id, lease)
      if (found !== null) seen.note(found.record)
      return found
    },
    list: locked(ofTenant, seen.noting(connections.list)),
    listPage: locked(ofTenant, seen.noting(connections.listPage)),
    all: locked(ofTenant, seen.noting(connections.all)),
    findByRealm: locked(ofCompany, seen.noting(connections.findByRealm)),
    due: seen.noting(connections.due),
    setupDue: seen.noting(connections.setupDue),
    scheduleDue: seen.noting(connections.scheduleDue),
    page: seen.noting(connections.page),
    async insert(record) {
      lockNew(record.id)
      await connections.insert(record)
    },
    async update(record) {
      await lock(record.id)
      return seen.note(await unlessRaced(connections.update(record), record, seen))
    },
  }
}

export function lockingAttempts({ attempts }: Repositories, lock: Lock): Repositories['attempts'] {
  const seen = seenVersions<AttemptRecord>()
  const get = async (id: string) => {
    await lock(id)
    return seen.note(await attempts.get(id))
  }
  const locked = lockedWith(lock)
  const ofUser = (tenantId: string, userId: string) => `person ${JSON.stringify([tenantId, userId])}`
  return {
    ...attempts,
    get,
    async findByState(hash) {
      const found = await attempts.findByState(hash)
      const row = found && (await get(found.id))
      return row?.stateHash === hash ? row : null
    },
    async findByTicket(hash) {
      const found = await attempts.findByTicket(hash)
      const row = found && (await get(found.id))
      return row?.ticketHash === hash ? row : null
    },
    pendingOf: locked(ofUser, seen.noting(attempts.pendingOf)),
    oldestBeyond: locked(ofUser, seen.noting(attempts.oldestBeyond)),
    ofConnection: seen.noting(attempts.ofConnection),
    due: seen.noting(attempts.due),
    notSealedWith: seen.noting(attempts.notSealedWith),
    async update(record) {
      await lock(record.id)
      return seen.note(await unlessRaced(attempts.update(record), record, seen))
    },
  }
}

/** Where the version that this very transaction read has changed since, the work runs again on the row as it now is. */
async function unlessRaced<T>(
  writing: Promise<T>,
  { id, version }: Versioned,
  seen: Pick<SeenRows<Versioned>, 'stateOf'>,
): Promise<T> {
  try {
    return await writing
  } catch (error) {
    const raced = error instanceof ConflictError && error.kind === 'version'
    throw raced && seen.stateOf(id) === String(version) ? new PostgresFailure('MOORING_RACE') : error
  }
}

export function lockingRevokes({ revokes }: Repositories, lock: Lock): Repositories['revokes'] {
  const seen = new SeenRows<RevokeRecord>(connectionOf, (row) => JSON.stringify(row))
  return {
    due: seen.noting(revokes.due),
    ofRealm: seen.noting(revokes.ofRealm),
    notSealedWith: seen.noting(revokes.notSealedWith),
    async get(connectionId) {
      await lock(connectionId)
      return seen.note(await revokes.get(connectionId))
    },
    async put(record) {
      await lock(record.connectionId)
      const before = seen.stateOf(record.connectionId)
      const now = before && JSON.stringify(await revokes.get(record.connectionId))
      if (before !== now) throw new PostgresFailure('MOORING_RACE')
      await revokes.put(record)
      seen.note(record)
    },
    async delete(connectionId) {
      await lock(connectionId)
      await revokes.delete(connectionId)
      seen.forget(connectionId)
    },
  }
}
