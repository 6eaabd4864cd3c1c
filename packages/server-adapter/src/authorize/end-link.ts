// Ends a link, with the event and the history of its connection, in one transaction.

import type { Actor } from '@mooring/contract'
import { saveConnection } from '../events/save-connection.ts'
import type { LinkEnd, LinkRecord } from '../stores/links.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import type { Repositories } from '../stores/store.ts'

/** @returns the connection as stored; nothing is written where the link has ended already */
export async function endLink(
  tx: Repositories,
  { link, connection }: { readonly link: LinkRecord; readonly connection: ConnectionRecord },
  how: { readonly state: LinkEnd; readonly now: number; readonly actor: Actor | null },
): Promise<ConnectionRecord> {
  const { state, now, actor } = how
  if (!(await tx.links.end(link.id, state, now))) return connection
  const hasLinks = (await tx.links.openOf(connection.id)) > 0
  const { id: linkId, createdBy } = link
  const event =
    state === 'used'
      ? ({ type: 'link.used', data: { linkId }, personal: { createdBy } } as const)
      : ({ type: 'link.ended', data: { linkId, state }, personal: { createdBy } } as const)
  return await saveConnection(tx, { ...connection, hasLinks }, { at: now, actor, events: [event] })
}
