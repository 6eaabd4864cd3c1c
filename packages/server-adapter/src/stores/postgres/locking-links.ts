// Links are held with their connection.
import type { LinkRecord } from '../links.ts'
import type { Repositories } from '../store.ts'
import type { Hold } from './write-transaction.ts'

export function heldLinks({ links }: Repositories, hold: Hold): Repositories['links'] {
  /** As it is once nobody else can change it. */
  async function held(found: LinkRecord | null): Promise<LinkRecord | null> {
    if (found === null) return null
    await hold(found.connectionId)
    return await links.get(found.id)
  }
  return {
    ...links,
    get: async (id) => await held(await links.get(id)),
    findByToken: async (tokenHash) => await held(await links.findByToken(tokenHash)),
    async ofConnection(connectionId, limit) {
      await hold(connectionId)
      return await links.ofConnection(connectionId, limit)
    },
    async openOf(connectionId) {
      await hold(connectionId)
      return await links.openOf(connectionId)
    },
    async insert(record) {
      await hold(record.connectionId)
      await links.insert(record)
    },
    async end(id, state, at) {
      await held(await links.get(id))
      return await links.end(id, state, at)
    },
    async makeDue(connectionId, dueAt) {
      await hold(connectionId)
      await links.makeDue(connectionId, dueAt)
    },
  }
}
