// What is in each company's books, what was deleted, and what changed when.
import type { Now } from '../clock.ts'
import type { Company } from '../world.ts'
import type { EntityName } from './kinds.ts'
import { type Entity, seedsOf, stamp } from './seeds.ts'
import { valueAt } from './shapes.ts'

/** A record that was deleted, as change data capture shows it. */
export interface Deleted {
  readonly domain: 'QBO'
  readonly status: 'Deleted'
  readonly Id: string
  readonly MetaData: { readonly LastUpdatedTime: string }
}

interface Shelf {
  readonly records: Entity[]
  readonly deleted: Deleted[]
  next: number
}

type Fields = Readonly<Record<string, unknown>>

/** All companies' books; each kind is filled when first opened. */
export class Books {
  readonly #now: Now
  readonly #shelves = new Map<string, Shelf>()
  readonly #answers = new Map<string, Fields>()

  constructor(now: Now) {
    this.#now = now
  }

  /** Every record of a kind, in the order of ids. */
  list(company: Company, name: EntityName): readonly Entity[] {
    const { records } = this.#open(company, name)
    if (name === 'CompanyInfo') return records.map((record) => infoOf(record, company))
    if (name === 'Customer')
      return withBalances(records, 'CustomerRef', this.#open(company, 'Invoice').records)
    if (name === 'Vendor') return withBalances(records, 'VendorRef', this.#open(company, 'Bill').records)
    return records
  }

  find(company: Company, name: EntityName, id: string): Entity | undefined {
    return this.list(company, name).find((entity) => entity.Id === id)
  }

  /** Adds a record; id, token and times are given here. */
  add(company: Company, name: EntityName, fields: Fields): Entity {
    const shelf = this.#open(company, name)
    const entity = { ...fields, ...stamp(shelf.next, this.#now()) }
    shelf.next += 1
    shelf.records.push(entity)
    return entity
  }

  /** Puts these fields in the stead of a record's: its token goes up by one. */
  replace(company: Company, name: EntityName, { Id, SyncToken, MetaData }: Entity, fields: Fields): Entity {
    const { records } = this.#open(company, name)
    const entity = {
      ...fields,
      Id,
      SyncToken: String(Number(SyncToken) + 1),
      domain: 'QBO',
      sparse: false,
      MetaData: { ...(MetaData as object), LastUpdatedTime: this.#time() },
    }
    records.splice(
      records.findIndex((record) => record.Id === Id),
      1,
      entity,
    )
    return this.find(company, name, Id) ?? entity
  }

  remove(company: Company, name: EntityName, id: string): void {
    const { records, deleted } = this.#open(company, name)
    records.splice(
      records.findIndex((record) => record.Id === id),
      1,
    )
    deleted.push({ domain: 'QBO', status: 'Deleted', Id: id, MetaData: { LastUpdatedTime: this.#time() } })
  }

  /** Does a write once for each `requestid`: who sends one again gets the same answer. */
  once(company: Company, requestId: string | null, write: () => Fields): Fields {
    const key = `${company.realmId} ${requestId}`
    const answer = (requestId ? this.#answers.get(key) : undefined) ?? write()
    if (requestId) this.#answers.set(key, answer)
    return answer
  }

  /** What was made, changed or deleted since then, ms since the epoch: the earliest first, and what was deleted last. */
  changes(company: Company, name: EntityName, since: number): readonly (Entity | Deleted)[] {
    return [this.list(company, name), this.#open(company, name).deleted].flatMap((records) =>
      records
        .filter((record) => updatedAt(record) >= since)
        .toSorted((one, other) => updatedAt(one) - updatedAt(other)),
    )
  }

  #time = (): string => new Date(this.#now()).toISOString()

  #open(company: Company, name: EntityName): Shelf {
    const key = `${company.realmId} ${name}`
    const known = this.#shelves.get(key)
    if (known) return known
    const records = seedsOf(name, company)
    const shelf = { records, deleted: [], next: records.length + 1 }
    this.#shelves.set(key, shelf)
    return shelf
  }
}

const updatedAt = (record: Entity | Deleted): number =>
  Date.parse((record.MetaData as Deleted['MetaData']).LastUpdatedTime)

/** What customers owe, and what vendors are owed. */
function withBalances(names: readonly Entity[], ref: string, owing: readonly Entity[]): readonly Entity[] {
  const cents = new Map<unknown, number>()
  for (const transaction of owing) {
    const id = valueAt(transaction, ref)
    cents.set(id, (cents.get(id) ?? 0) + Math.round(Number(transaction.Balance) * 100))
  }
  return names.map((name) => ({ ...name, Balance: (cents.get(name.Id) ?? 0) / 100 }))
}

/** Name and country of a company are the world's: they change with it. */
const infoOf = (record: Entity, { name, country }: Company): Entity => ({
  CompanyName: name,
  LegalName: name,
  ...record,
  Country: country,
})
