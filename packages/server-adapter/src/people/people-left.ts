// A person of the host's is gone: the connections that hang on their consent say so, while they still work.

import type { Deps } from '../deps.ts'
import { mooringError } from '../errors/mooring-error.ts'
import { saveConnection } from '../events/save-connection.ts'
import { isHostId } from '../platform/ids.ts'
import type { ConnectionRecord } from '../stores/records.ts'

/**
 * Marks a tenant's connections that this person authorized and that are not disconnected, once. A re-authorization clears it.
 * @returns all of them that are marked
 * @throws MooringError `invalid_request` without the id of a person
 */
export async function personLeft(
  { config, store }: Pick<Deps, 'config' | 'store'>,
  tenantId: string,
  userId: string,
): Promise<ConnectionRecord[]> {
  if (!isHostId(userId)) throw mooringError('invalid_request', 'people.left needs the id of a person.')
  const now = config.now()
  return await store.write(async (tx) => {
    const marked: ConnectionRecord[] = []
    for (const record of await tx.connections.list(tenantId)) {
      const { authorizedBy, status } = record
      if (authorizedBy?.userId !== userId || status === 'disconnected') continue
      if (authorizedBy.left) marked.push(record)
      else {
        const next: ConnectionRecord = { ...record, authorizedBy: { ...authorizedBy, left: true } }
        const events = [{ type: 'connection.owner_left', data: { userId } }] as const
        marked.push(await saveConnection(tx, next, { at: now, actor: null, events }))
      }
    }
    return marked
  })
}
