// mooring forget-tenant: everything of a tenant's is ended and erased.
import type { Action } from '../command.ts'
import { counted } from '../paint.ts'
import { confirmed } from './confirmed.ts'

export const forgetTenant: Action = async ({ word: tenantId, values, terminal, open }) => {
  const { adapter } = await open()
  const books = adapter.forTenant(tenantId)
  const before = await books.connections.list()
  const live = before.filter(({ status }) => status !== 'disconnected').length
  const deed = `${counted(live, 'live connection')} of tenant ${tenantId} will be disconnected, and its people and companies erased from ${counted(before.length, 'connection')}, attempts, events and history. This can't be undone.`
  await confirmed(deed, { values, terminal })
  await books.forget()
  return {
    well: true,
    data: { tenantId, disconnected: live, forgotten: before.length },
    lines: [
      before.length === 0
        ? `Tenant ${tenantId} has no connection here; whatever else named it is erased.`
        : `Tenant ${tenantId} is forgotten: ${counted(live, 'connection')} disconnected, ${before.length} erased.`,
    ],
  }
}
