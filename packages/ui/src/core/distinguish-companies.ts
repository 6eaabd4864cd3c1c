// Distinguishes two companies of one name by the last four digits of their ids.
import type { Connection } from '@mooring/contract'
import { memoize } from './memoize.ts'

type List = readonly Connection[]

const normalized = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase()

/** By name the ids that have it: once for a list, however many rows ask. */
const idsByName = memoize((all: List): Map<string, Set<string>> => {
  const ids = new Map<string, Set<string>>()
  for (const { company } of all) {
    const name = normalized(company.name ?? '')
    ids.set(name, (ids.get(name) ?? new Set()).add(company.realmIdLast4))
  }
  return ids
})

/** The connection with a name that no other of the list has, as "Harbor Tea Co. (•••• 1234)" where another one has it too. */
export function distinguishCompanies(connection: Connection, all: List): Connection {
  const { company } = connection
  const { name, realmIdLast4 } = company
  if (name === null || (idsByName(all).get(normalized(name))?.size ?? 0) < 2) return connection
  return { ...connection, company: { ...company, name: `${name} (•••• ${realmIdLast4})` } }
}
