// What a transaction knows of a connection that it has locked, it does not ask again: the generation of its grant, and the last entry
// of its history.
import type { HistoryRecord } from '../records.ts'
import type { CertainWrites } from '../sql/session.ts'
import type { Repositories } from '../store.ts'
import type { Lock } from './write-transaction.ts'

interface Known {
  readonly lock: Lock
  /** Connections that this transaction has created: no other transaction can have stored anything for them. */
  readonly born: ReadonlySet<string>
}

export function lockingGrants(
  { grants }: Repositories,
  { lock, born, certain }: Known & { readonly certain: Pick<CertainWrites, 'grants'> },
): Repositories['grants'] {
  /** null where there is no grant. */
  const generations = new Map<string, number | null>()
  const generationOf = (id: string) => (generations.has(id) || !born.has(id) ? generations.get(id) : null)
  return {
    ...grants,
    async get(id) {
      await lock(id)
      const grant = await grants.get(id)
      generations.set(id, grant?.generation ?? null)
      return grant
    },
    async put(grant, expected) {
      const { connectionId: id, generation } = grant
      await lock(id)
      const known = generationOf(id)
      if (known !== undefined && known !== expected) return false
      const stored = await (known === undefined ? grants : certain.grants).put(grant, expected)
      if (stored) generations.set(id, generation)
      return stored
    },
    async delete(id) {
      await lock(id)
      await grants.delete(id)
      generations.set(id, null)
    },
  }
}

export function lockingHistory({ history }: Repositories, { lock, born }: Known): Repositories['history'] {
  const own = new Map<string, HistoryRecord>()
  return {
    ...history,
    async last(id) {
      await lock(id)
      const last = own.get(id)
      if (last !== undefined) return last
      return born.has(id) ? null : await history.last(id)
    },
    async append(record) {
      await lock(record.connectionId)
      await history.append(record)
      own.set(record.connectionId, record)
    },
  }
}
