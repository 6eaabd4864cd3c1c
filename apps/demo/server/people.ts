// The people of the demo's tenants, and what each may do.
import type { Permission } from '@mooring/contract'

/** A customer of the host product. */
export interface Tenant {
  id: string
  name: string
}

/** A person who signs in to the host product. */
export interface Person {
  id: string
  name: string
  /** What the person is to the tenant, in words. */
  role: string
  tenant: Tenant
  permissions: readonly Permission[]
}

const HARBOR: Tenant = { id: 'harbor', name: 'Harbor Tea Co.' }
const NORTHWIND: Tenant = { id: 'northwind', name: 'Northwind Bakery' }
const MAPLE: Tenant = { id: 'maple', name: 'Maple & Pine Supply' }

const EVERYTHING: readonly Permission[] = ['view', 'connect', 'reauthorize', 'disconnect', 'audit', 'operate']
const MANAGE: readonly Permission[] = ['view', 'connect', 'reauthorize', 'disconnect']

/** Everybody on the sign-in page; the first may do everything. */
export const PEOPLE: readonly Person[] = [
  { id: 'ada', name: 'Ada Martin', role: 'Owner', tenant: HARBOR, permissions: EVERYTHING },
  { id: 'ben', name: 'Ben Ito', role: 'Accountant', tenant: HARBOR, permissions: MANAGE },
  { id: 'mia', name: 'Mia Santos', role: 'Viewer', tenant: HARBOR, permissions: ['view'] },
  { id: 'noor', name: 'Noor Haddad', role: 'Owner', tenant: NORTHWIND, permissions: EVERYTHING },
  {
    id: 'sam',
    name: 'Sam Reed',
    role: 'Bookkeeper',
    tenant: NORTHWIND,
    permissions: ['view', 'reauthorize'],
  },
]

/** A third tenant's owner, not on the sign-in page: an incident of Intuit's takes three tenants. */
const THIRD: Person = {
  id: 'petra',
  name: 'Petra Varga',
  role: 'Owner',
  tenant: MAPLE,
  permissions: EVERYTHING,
}

/** The person of this id, or undefined. */
export const personById = (id: string): Person | undefined =>
  [...PEOPLE, THIRD].find((person) => person.id === id)

/** What a tenant is called; null for none of the demo's. */
export const tenantName = (tenantId: string): string | null =>
  [HARBOR, NORTHWIND, MAPLE].find(({ id }) => id === tenantId)?.name ?? null

/** Who in a tenant has a permission: a person without it is shown whom to ask. */
export const whoCan = (
  tenantId: string,
  permission: Permission,
): { displayName: string; contact: string }[] =>
  PEOPLE.filter(({ tenant, permissions }) => tenant.id === tenantId && permissions.includes(permission)).map(
    ({ id, name }) => ({ displayName: name, contact: `${id}@${tenantId}.example` }),
  )
