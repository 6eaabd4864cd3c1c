// The people and companies a simulator starts with when none are handed in.
import type { NewCompany, NewUser } from './world.ts'

/** Four companies with 16-digit realm ids whose last four digits differ. */
export const DEFAULT_COMPANIES: readonly NewCompany[] = [
  { realmId: '9130355377388383', name: 'Harbor Tea Co.', country: 'US' },
  { realmId: '9130355377391207', name: 'Harbor Tea Wholesale', country: 'US' },
  { realmId: '9130357849516642', name: 'Northwind Bakery', country: 'GB' },
  { realmId: '9130359021174958', name: 'Maple & Pine Supply', country: 'CA' },
]

/** An owner of two companies, one of one, an accountant with all of them, and someone with none. */
export const DEFAULT_USERS: readonly NewUser[] = [
  { id: 'ada', name: 'Ada Martin', adminOf: ['9130355377388383', '9130355377391207'] },
  { id: 'ben', name: 'Ben Okafor', adminOf: ['9130357849516642'] },
  { id: 'cleo', name: 'Cleo Tan', adminOf: DEFAULT_COMPANIES.map((company) => company.realmId) },
  { id: 'dan', name: 'Dan Weiss', adminOf: [] },
]

/** The same people for companies of the caller's: Ada and Cleo administer all of them, Ben the first, Dan none. */
export function usersFor(companies: readonly NewCompany[]): NewUser[] {
  const all = companies.map((company) => company.realmId)
  const adminOf: Readonly<Record<string, readonly string[]>> = { ada: all, ben: all.slice(0, 1), cleo: all }
  return DEFAULT_USERS.map((user) => ({ ...user, adminOf: adminOf[user.id] ?? [] }))
}
