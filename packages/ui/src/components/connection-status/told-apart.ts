// Two companies of one name, told apart by the last four digits of their ids.
import type { Connection } from '@mooring/contract'

type List = readonly Connection[]

const alike = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase()

/** By name the ids that have it: once for a list, however many rows ask. */
const known = new WeakMap<List, Map<string, Set<string>>>()

function idsByName(all: List): Map<string, Set<string>> {
  const found = known.get(all)
  if (found) return found
  const ids = new Map<string, Set<string>>()
  for (const { company } of all) {
    const name = alike(company.name ?? '')
    ids.set(name, (ids.get(name) ?? new Set()).add(company.realmIdLast4))
  }
  known.set(all, ids)
  return ids
}

/** The connection with a name that no other of the list has, as "Harbor Tea Co. (•••• 1234)" where one has it too. */
export function toldApart(connection: Connection, all: List): Connection {
  const { company } = connection
  const { name, realmIdLast4 } = company
  if (name === null || (idsByName(all).get(alike(name))?.size ?? 0) < 2) return connection
  return { ...connection, company: { ...company, name: `${name} (•••• ${realmIdLast4})` } }
}
