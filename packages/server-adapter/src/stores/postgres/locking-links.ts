// Links are locked with their connection.
import type { LinkRecord } from '../links.ts'
import type { Repositories } from '../store.ts'
import { connectionOf, itself, lockedWith } from './locked-calls.ts'
import type { Lock } from './write-transaction.ts'

export function lockingLinks({ links }: Repositories, lock: Lock): Repositories['links'] {
  const locked = lockedWith(lock)
  /** As it is once no other transaction can change it. */
  async function settled(found: LinkRecord | null): Promise<LinkRecord | null> {
    if (found === null) return null
    await lock(found.connectionId)
    return await links.get(found.id)
  }
  return {
    ...links,
    get: async (id) => await settled(await links.get(id)),
    findByToken: async (tokenHash) => await settled(await links.findByToken(tokenHash)),
    ofConnection: locked(itself, links.ofConnection),
    openOf: locked(itself, links.openOf),
    insert: locked(connectionOf, links.insert),
    async end(id, state, at) {
      await settled(await links.get(id))
      return await links.end(id, state, at)
    },
    makeDue: locked(itself, links.makeDue),
  }
}
