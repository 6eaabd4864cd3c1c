// What is in a company's books: invoices and customers, the same ones at each start.
import type { Now } from './clock.ts'

/** Kinds of record that can be read. */
export type EntityName = 'Invoice' | 'Customer'

/** One record; `Id` is unique within its company and kind. */
export type Entity = Readonly<Record<string, unknown>> & { readonly Id: string }

const PER_KIND = 120
const DAY = 86_400_000
const FIRST_INVOICE = Date.UTC(2026, 0, 5)
const GIVEN = ['Alma', 'Bruno', 'Chidi', 'Dora', 'Elif', 'Farid', 'Greta', 'Hugo', 'Ines', 'Jonas']
const TRADES = ['Tea Room', 'Hotel', 'Deli', 'Market', 'Kitchen', 'Books & Coffee', 'Catering', 'Bistro']

/** Which name an entity goes by, whatever its case. */
export const entityName = (name: string): EntityName | undefined =>
  (['Invoice', 'Customer'] as const).find((known) => known.toLowerCase() === name.toLowerCase())

/** All companies' books; each is filled when first opened. */
export class Books {
  readonly #now: Now
  readonly #records = new Map<string, Entity[]>()

  constructor(now: Now) {
    this.#now = now
  }

  /** Every record of a kind, in the order of ids. */
  list(realmId: string, name: EntityName): readonly Entity[] {
    return this.#open(realmId, name)
  }

  find(realmId: string, name: EntityName, id: string): Entity | undefined {
    return this.#open(realmId, name).find((entity) => entity.Id === id)
  }

  /** Adds a record; id, token and times are given here. */
  add(realmId: string, name: EntityName, fields: Readonly<Record<string, unknown>>): Entity {
    const records = this.#open(realmId, name)
    const entity = { ...fields, ...stamp(records.length + 1, this.#now()) }
    records.push(entity)
    return entity
  }

  #open(realmId: string, name: EntityName): Entity[] {
    const key = `${realmId} ${name}`
    const known = this.#records.get(key)
    if (known) return known
    const make = name === 'Invoice' ? seededInvoice : seededCustomer
    const records = Array.from({ length: PER_KIND }, (_none, index) => make(index + 1, realmId))
    this.#records.set(key, records)
    return records
  }
}

const pick = (words: readonly string[], number: number): string => words[number % words.length] ?? ''

function stamp(id: number, time: number) {
  const at = new Date(time).toISOString()
  return {
    Id: String(id),
    SyncToken: '0',
    domain: 'QBO',
    sparse: false,
    MetaData: { CreateTime: at, LastUpdatedTime: at },
  }
}

/** A number that looks random and is always the same. */
const scatter = (seed: number): number => (seed * 7_919 + 104_729) % 10_007

const customerName = (id: number, realmId: string): string => {
  const seed = scatter(id + Number(realmId.slice(-4)))
  return `${pick(GIVEN, seed)}'s ${pick(TRADES, Math.floor(seed / 10))} ${id}`
}

function seededCustomer(id: number, realmId: string): Entity {
  const name = customerName(id, realmId)
  return { ...stamp(id, FIRST_INVOICE), DisplayName: name, CompanyName: name, Active: true, Balance: 0 }
}

function seededInvoice(id: number, realmId: string): Entity {
  const seed = scatter(id + Number(realmId.slice(-4)))
  const time = FIRST_INVOICE + id * 2 * DAY
  const amount = 40 + (seed % 96_000) / 100
  const customer = (seed % PER_KIND) + 1
  return {
    ...stamp(id, time),
    DocNumber: String(1000 + id),
    TxnDate: new Date(time).toISOString().slice(0, 10),
    DueDate: new Date(time + 30 * DAY).toISOString().slice(0, 10),
    CustomerRef: { value: String(customer), name: customerName(customer, realmId) },
    Line: [{ Id: '1', LineNum: 1, Amount: amount, DetailType: 'SalesItemLineDetail' }],
    TotalAmt: amount,
    Balance: id % 3 === 0 ? amount : 0,
  }
}
