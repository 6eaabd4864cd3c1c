// Who is at the simulated Intuit of this demo: no two people or companies with nearly one name.
import type { NewCompany, NewUser } from '@mooring/simulator'

const HARBOR_TEA = '9130355377388383'
const LANTERN = '9130355377391207'
const NORTHWIND = '9130357849516642'
const MAPLE = '9130359021174958'

export const COMPANIES: readonly NewCompany[] = [
  { realmId: HARBOR_TEA, name: 'Harbor Tea Co.', country: 'US' },
  { realmId: LANTERN, name: 'Lantern Books', country: 'US' },
  { realmId: NORTHWIND, name: 'Northwind Bakery', country: 'GB' },
  { realmId: MAPLE, name: 'Maple & Pine Supply', country: 'CA' },
]

/** An owner of two companies, who is the Ada of Harborline; an owner of one; an accountant of all; and someone with none. */
export const USERS: readonly NewUser[] = [
  { id: 'ada', name: 'Ada Martin', adminOf: [HARBOR_TEA, LANTERN] },
  { id: 'kofi', name: 'Kofi Okafor', adminOf: [NORTHWIND] },
  { id: 'cleo', name: 'Cleo Tan', adminOf: COMPANIES.map(({ realmId }) => realmId) },
  { id: 'dan', name: 'Dan Weiss', adminOf: [] },
]
