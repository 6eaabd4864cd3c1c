// mooring forget-tenant.
import type { Definition } from '../command.ts'
import { YES } from './common-arguments.ts'

export const forgetTenant: Definition = {
  name: 'forget-tenant',
  argument: { form: '<id>', what: "your product's id of the tenant" },
  what: "disconnects a tenant's connections and erases its people and companies; can't be undone",
  example: 'mooring forget-tenant acct_17 --yes',
  options: {
    ...YES,
  },
  load: async () => (await import('../actions/forget-tenant.ts')).forgetTenant,
}
