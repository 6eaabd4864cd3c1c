// Rows that are read, changed and written: locked by their id, or found to have changed by the time they are written.
import type { AttemptRecord, ConnectionRecord, RevokeRecord } from '../records.ts'
import { ConflictError, type Repositories } from '../store.ts'
import { PostgresFailure } from './postgres-error.ts'
import type { Lock } from './write-transaction.ts'

/** What a transaction reads in a list is not locked: a row of it that has changed by the time it is written is a lost race. */
class SeenRows {
  readonly #seen = new Map<string, string>()

  saw<T>(rows: T[], key: (row: T) => string, state: (row: T) => string): T[] {
    for (const row of rows) this.#seen.set(key(row), state(row))
    return rows
  }

  stateOf(key: string): string | undefined {
    return this.#seen.get(key)
  }

  forget(key: string): void {
    this.#seen.delete(key)
  }
}

export function lockingConnections(
  { connections }: Repositories,
  { lock, lockNew }: { readonly lock: Lock; readonly lockNew: (id: string) => void },
): Repositories['connections'] {
  const seen = new SeenRows()
  const note = (rows: ConnectionRecord[]) =>
    seen.saw(
      rows,
      (row) => row.id,
      (row) => String(row.version),
    )
  const ofTenant = (tenantId: string) => `tenant ${tenantId}`
  return {
    ...connections,
    async get(id) {
      await lock(id)
      const row = await connections.get(id)
      if (row !== null) note([row])
      return row
    },
    async refreshState(id, lease) {
      await lock(id)
      const found = await connections.refreshState(id, lease)
      if (found !== null) note([found.record])
      return found
    },
    async list(tenantId) {
      await lock(ofTenant(tenantId))
      return note(await connections.list(tenantId))
    },
    async listPage(tenantId, after, limit) {
      await lock(ofTenant(tenantId))
      return note(await connections.listPage(tenantId, after, limit))
    },
    async all(tenantId) {
      await lock(ofTenant(tenantId))
      return note(await connections.all(tenantId))
    },
    async findByRealm(environment, realmTag) {
      await lock(`company ${environment} ${realmTag}`)
      return note(await connections.findByRealm(environment, realmTag))
    },
    due: async (now, limit) => note(await connections.due(now, limit)),
    setupDue: async (now, limit) => note(await connections.setupDue(now, limit)),
    scheduleDue: async (now, limit) => note(await connections.scheduleDue(now, limit)),
    page: async (filter) => note(await connections.page(filter)),
    async insert(record) {
      lockNew(record.id)
      await connections.insert(record)
    },
    async update(record) {
      await lock(record.id)
      return note([await unlessRaced(connections.update(record), record, seen)])[0] as ConnectionRecord
    },
  }
}

export function lockingAttempts({ attempts }: Repositories, lock: Lock): Repositories['attempts'] {
  const seen = new SeenRows()
  const note = (rows: AttemptRecord[]) =>
    seen.saw(
      rows,
      (row) => row.id,
      (row) => String(row.version),
    )
  const get = async (id: string) => {
    await lock(id)
    const row = await attempts.get(id)
    if (row !== null) note([row])
    return row
  }
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
    async pendingOf(tenantId, userId) {
      await lock(ofUser(tenantId, userId))
      return note(await attempts.pendingOf(tenantId, userId))
    },
    async oldestBeyond(tenantId, userId, keep) {
      await lock(ofUser(tenantId, userId))
      return note(await attempts.oldestBeyond(tenantId, userId, keep))
    },
    ofConnection: async (connectionId, limit) => note(await attempts.ofConnection(connectionId, limit)),
    due: async (now, limit) => note(await attempts.due(now, limit)),
    notSealedWith: async (keyId, limit) => note(await attempts.notSealedWith(keyId, limit)),
    async update(record) {
      await lock(record.id)
      return note([await unlessRaced(attempts.update(record), record, seen)])[0] as AttemptRecord
    },
  }
}

/** A version this very transaction has read and somebody else has changed since: the work runs again on what is now. */
async function unlessRaced<T>(
  writing: Promise<T>,
  { id, version }: { readonly id: string; readonly version: number },
  seen: SeenRows,
): Promise<T> {
  try {
    return await writing
  } catch (error) {
    const raced = error instanceof ConflictError && error.kind === 'version'
    throw raced && seen.stateOf(id) === String(version) ? new PostgresFailure('MOORING_RACE') : error
  }
}

export function lockingRevokes({ revokes }: Repositories, lock: Lock): Repositories['revokes'] {
  const seen = new SeenRows()
  const note = (rows: RevokeRecord[]) =>
    seen.saw(
      rows,
      (row) => row.connectionId,
      (row) => JSON.stringify(row),
    )
  return {
    due: async (now, limit) => note(await revokes.due(now, limit)),
    ofRealm: async (realmTag) => note(await revokes.ofRealm(realmTag)),
    notSealedWith: async (keyId, limit) => note(await revokes.notSealedWith(keyId, limit)),
    async get(connectionId) {
      await lock(connectionId)
      const row = await revokes.get(connectionId)
      if (row !== null) note([row])
      return row
    },
    async put(record) {
      await lock(record.connectionId)
      const before = seen.stateOf(record.connectionId)
      const now = before && JSON.stringify(await revokes.get(record.connectionId))
      if (before !== now) throw new PostgresFailure('MOORING_RACE')
      await revokes.put(record)
      note([record])
    },
    async delete(connectionId) {
      await lock(connectionId)
      await revokes.delete(connectionId)
      seen.forget(connectionId)
    },
  }
}
