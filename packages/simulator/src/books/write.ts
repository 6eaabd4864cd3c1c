// Creates, changes, voids and deletes records, as a POST on their path or an item of a batch asks for.
import { dayOf } from '../moments.ts'
import {
  missingParameter,
  notFound,
  staleObject,
  unknownProperty,
  unsupportedOperation,
} from '../refusals.ts'
import type { Company, World } from '../world.ts'
import type { Books } from './books.ts'
import { type EntityName, KINDS } from './kinds.ts'
import { applyPayment } from './payments.ts'
import { completed, type Writing } from './rules.ts'
import type { Entity } from './seeds.ts'
import { PropertyError, readProperties } from './shapes.ts'

type Fields = Readonly<Record<string, unknown>>

/** What a write needs. */
export interface WriteDeps {
  readonly books: Books
  readonly world: World
  readonly company: Company
  readonly now: number
}

/** One write: the body as it came, and the operation's name; null lets the body say (with an Id it is an update). */
export interface WriteOrder {
  readonly name: EntityName
  readonly body: unknown
  readonly operation: string | null
}

/**
 * Does what is asked for, and gives the record, or what is left of it.
 * @throws {Refusal} for everything Intuit would refuse
 */
export function writeRecord(order: WriteOrder, deps: WriteDeps): Fields {
  const { name } = order
  const { sort, canVoid } = KINDS[name]
  const fields = properties(order)
  const operation = (order.operation ?? (fields.Id === undefined ? 'create' : 'update')).toLowerCase()
  if (operation === 'create' && sort === 'only') throw missingParameter('Id')
  if (operation === 'create') return create(name, fields, deps)
  if (operation === 'update') return update(name, fields, deps)
  if (operation === 'delete' && sort === 'transaction') return remove(name, fields, deps)
  if (operation === 'void' && canVoid) return voided(name, fields, deps)
  throw unsupportedOperation(order.operation ?? operation)
}

function properties({ name, body }: WriteOrder): Fields {
  try {
    return readProperties(body, KINDS[name].shapes)
  } catch (error) {
    if (error instanceof PropertyError) throw unknownProperty(error.message)
    throw error
  }
}

/** What the books give by themselves. */
const OWN = ['Id', 'SyncToken', 'MetaData', 'domain', 'sparse', 'status']
/** What follows from other records; never taken from a request. */
const DERIVED = [
  'Balance',
  'BalanceWithJobs',
  'OverDueBalance',
  'HomeBalance',
  'UnappliedAmt',
  'LinkedTxn',
].concat(['CurrentBalance', 'CurrentBalanceWithSubAccounts'])

const without = (fields: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))

const writing = (name: EntityName, { books, company, now }: WriteDeps, id: string | null): Writing => ({
  books,
  company,
  name,
  id,
  today: dayOf(now),
})

function create(name: EntityName, fields: Fields, deps: WriteDeps): Entity {
  const whole = completed(without(fields, [...OWN, ...DERIVED]), writing(name, deps, null))
  const links = name === 'Payment' ? applyPayment(deps, null, whole) : null
  const entity = deps.books.add(deps.company, name, whole)
  links?.()
  return entity
}

/** The record that a change is meant for. */
function meant(name: EntityName, { Id, SyncToken }: Fields, { books, company }: WriteDeps): Entity {
  if (typeof Id !== 'string' || Id === '') throw missingParameter('Id')
  if (typeof SyncToken !== 'string' || SyncToken === '') throw missingParameter('SyncToken')
  const record = books.find(company, name, Id)
  if (!record) throw notFound()
  if (record.SyncToken !== SyncToken) throw staleObject()
  return record
}

/** A sparse update changes what it names; a full one takes away what it does not name. */
function update(name: EntityName, fields: Fields, deps: WriteDeps): Entity {
  const record = meant(name, fields, deps)
  const derived = DERIVED.filter((property) => record[property] !== undefined)
  const base = fields.sparse === true ? record : Object.fromEntries(derived.map((at) => [at, record[at]]))
  const whole = completed(
    { ...without(base, OWN), ...without(fields, [...OWN, ...DERIVED]) },
    writing(name, deps, record.Id),
  )
  return put(name, record, name === 'Invoice' || name === 'Bill' ? stillOwed(record, whole) : whole, deps)
}

/** What was paid of a record before stays paid. */
function stillOwed(record: Fields, whole: Fields): Fields {
  const paid = Number(record.TotalAmt) - Number(record.Balance)
  return { ...whole, Balance: Math.round((Number(whole.TotalAmt) - paid) * 100) / 100 }
}

function put(name: EntityName, record: Entity, whole: Fields, deps: WriteDeps): Entity {
  const { books, world, company } = deps
  const links = name === 'Payment' ? applyPayment(deps, record, whole) : null
  if (name !== 'CompanyInfo') {
    const entity = books.replace(company, name, record, whole)
    links?.()
    return entity
  }
  const follows = whole.LegalName === company.name ? ['LegalName'] : []
  world.updateCompany(company.realmId, { name: String(whole.CompanyName) })
  const renamed = world.findCompany(company.realmId) ?? company
  return books.replace(renamed, name, record, without(whole, ['CompanyName', 'Country', ...follows]))
}

/** What becomes nothing in a void. */
const VOIDED = ['Amount', 'Qty', 'Quantity', 'TotalTax', 'NetAmountTaxable', 'TaxInclusiveAmt']

function emptied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(emptied)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, VOIDED.includes(name) ? 0 : emptied(inner)]),
  )
}

function voided(name: EntityName, fields: Fields, deps: WriteDeps): Entity {
  const record = meant(name, fields, deps)
  const { Line, TxnTaxDetail: tax } = record
  const note = record.PrivateNote === undefined ? 'Voided' : `Voided - ${record.PrivateNote}`
  const nothing = name === 'Payment' ? { UnappliedAmt: 0 } : { Balance: 0 }
  const whole = {
    ...record,
    ...nothing,
    TotalAmt: 0,
    Line: name === 'Payment' ? [] : emptied(Line ?? []),
    ...(tax === undefined ? {} : { TxnTaxDetail: emptied(tax) }),
    PrivateNote: note,
  }
  return put(name, record, whole, deps)
}

function remove(name: EntityName, fields: Fields, deps: WriteDeps): Fields {
  const record = meant(name, fields, deps)
  const links = name === 'Payment' ? applyPayment(deps, record, {}) : null
  deps.books.remove(deps.company, name, record.Id)
  links?.()
  return { domain: 'QBO', status: 'Deleted', Id: record.Id }
}
