// mooring forget-tenant: everything of a tenant's is ended and erased.
import { type Command, onlyWord } from '../command.ts'
import { counted } from '../paint.ts'
import { confirmed, YES } from './confirmed.ts'

export const forgetTenant: Command = {
  name: 'forget-tenant',
  form: '<id>',
  what: "disconnects a tenant's connections and erases its people and companies; can't be undone",
  example: 'mooring forget-tenant acct_17 --yes',
  flags: { yes: YES },
  async run({ words, values, terminal, open }) {
    const tenantId = onlyWord(words, "your product's id of the tenant")
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
  },
}
