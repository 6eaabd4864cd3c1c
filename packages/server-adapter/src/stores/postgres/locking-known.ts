// What a transaction knows of a connection that it holds, it does not ask again: the generation of its grant, and the last entry
// of its history.
import type { HistoryRecord } from '../records.ts'
import type { Repositories } from '../store.ts'
import type { Hold } from './write-transaction.ts'

interface Known {
  readonly hold: Hold
  /** Connections that this transaction has made: nothing is stored of them but by itself. */
  readonly born: ReadonlySet<string>
}

export function heldGrants(
  { grants }: Repositories,
  { hold, born, certain }: Known & { readonly certain: Pick<Repositories, 'grants'> },
): Repositories['grants'] {
  /** null where there is no grant. */
  const generations = new Map<string, number | null>()
  const generationOf = (id: string) => (generations.has(id) || !born.has(id) ? generations.get(id) : null)
  return {
    ...grants,
    async get(id) {
      await hold(id)
      const grant = await grants.get(id)
      generations.set(id, grant?.generation ?? null)
      return grant
    },
    async put(grant, expected) {
      const { connectionId: id, generation } = grant
      await hold(id)
      const known = generationOf(id)
      if (known !== undefined && known !== expected) return false
      const kept = await (known === undefined ? grants : certain.grants).put(grant, expected)
      if (kept) generations.set(id, generation)
      return kept
    },
    async delete(id) {
      await hold(id)
      await grants.delete(id)
      generations.set(id, null)
    },
  }
}

export function heldHistory({ history }: Repositories, { hold, born }: Known): Repositories['history'] {
  const own = new Map<string, HistoryRecord>()
  return {
    ...history,
    async last(id) {
      await hold(id)
      const last = own.get(id)
      if (last !== undefined) return last
      return born.has(id) ? null : await history.last(id)
    },
    async append(record) {
      await hold(record.connectionId)
      await history.append(record)
      own.set(record.connectionId, record)
    },
  }
}
