// Links are locked with their connection.
import type { LinkRecord } from '../links.ts'
import type { Repositories } from '../store.ts'
import type { Lock } from './write-transaction.ts'

export function lockingLinks({ links }: Repositories, lock: Lock): Repositories['links'] {
  /** As it is once nobody else can change it. */
  async function locked(found: LinkRecord | null): Promise<LinkRecord | null> {
    if (found === null) return null
    await lock(found.connectionId)
    return await links.get(found.id)
  }
  return {
    ...links,
    get: async (id) => await locked(await links.get(id)),
    findByToken: async (tokenHash) => await locked(await links.findByToken(tokenHash)),
    async ofConnection(connectionId, limit) {
      await lock(connectionId)
      return await links.ofConnection(connectionId, limit)
    },
    async openOf(connectionId) {
      await lock(connectionId)
      return await links.openOf(connectionId)
    },
    async insert(record) {
      await lock(record.connectionId)
      await links.insert(record)
    },
    async end(id, state, at) {
      await locked(await links.get(id))
      return await links.end(id, state, at)
    },
    async makeDue(connectionId, dueAt) {
      await lock(connectionId)
      await links.makeDue(connectionId, dueAt)
    },
  }
}
