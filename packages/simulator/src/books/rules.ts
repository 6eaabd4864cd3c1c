// What has to be right about a record before it is written, and what Intuit adds to it by itself.
import { dayOf } from '../moments.ts'
import { businessRule, duplicateName, invalidReference, missingParameter } from '../refusals.ts'
import type { Company } from '../world.ts'
import type { Books } from './books.ts'
import { type EntityName, KINDS } from './kinds.ts'

type Fields = Readonly<Record<string, unknown>>

/** A record on its way into the books; `id` is null for a new one. */
export interface Writing {
  readonly books: Books
  readonly company: Company
  readonly name: EntityName
  readonly id: string | null
  /** Today, as `2026-11-21`. */
  readonly today: string
}

/**
 * The record as it is written.
 * @throws {Refusal} for what is missing, taken or refers to nothing
 */
export function completed(fields: Fields, writing: Writing): Fields {
  const { name } = writing
  const whole = { ...DEFAULTS[name](fields, writing), ...fields, ...COMPUTED[name](fields) }
  for (const required of KINDS[name].required) {
    if (isMissing(whole[required])) throw missingParameter(required)
  }
  if (name === 'JournalEntry') requireBalance(fields)
  requireReferences(whole, writing)
  requireOwnName(whole, writing)
  return { ...whole, ...namedRef('Customer', whole, writing), ...namedRef('Vendor', whole, writing) }
}

const isMissing = (value: unknown): boolean =>
  value === undefined || (typeof value === 'string' && value.trim() === '')

/** A reference to a customer or vendor bears its name. */
function namedRef(kind: 'Customer' | 'Vendor', whole: Fields, { books, company }: Writing): Fields {
  const key = `${kind}Ref`
  const ref = whole[key] as { readonly value?: string } | undefined
  const found = ref?.value === undefined ? undefined : books.find(company, kind, ref.value)
  return found ? { [key]: { ...ref, name: found.DisplayName } } : {}
}

type Line = {
  readonly Amount?: number
  readonly DetailType?: string
  readonly JournalEntryLineDetail?: { readonly PostingType?: string }
}
const linesOf = ({ Line }: Fields): readonly Line[] => (Array.isArray(Line) ? Line : [])
const cents = (amount: number): number => Math.round(amount * 100) / 100

function totalOf(fields: Fields): number {
  const sum = linesOf(fields).reduce((total, { Amount = 0, DetailType }) => {
    if (DetailType === 'SubTotalLineDetail') return total
    return DetailType === 'DiscountLineDetail' ? total - Amount : total + Amount
  }, 0)
  const tax = fields.TxnTaxDetail as { TotalTax?: number } | undefined
  return cents(sum + (tax?.TotalTax ?? 0))
}

const posted = (fields: Fields, type: string): number =>
  cents(
    linesOf(fields)
      .filter(({ JournalEntryLineDetail }) => JournalEntryLineDetail?.PostingType === type)
      .reduce((total, { Amount = 0 }) => total + Amount, 0),
  )

function requireBalance(fields: Fields): void {
  const sides = ['Debit', 'Credit'].map((side) =>
    linesOf(fields).some(({ JournalEntryLineDetail }) => JournalEntryLineDetail?.PostingType === side),
  )
  if (sides.includes(false) || posted(fields, 'Debit') !== posted(fields, 'Credit')) {
    throw businessRule('You must have at least one debit and one credit, and they must be equal')
  }
}

const personName = (fields: Fields): string =>
  ['Title', 'GivenName', 'MiddleName', 'FamilyName', 'Suffix']
    .map((part) => fields[part])
    .filter((part) => typeof part === 'string' && part !== '')
    .join(' ') || String(fields.CompanyName ?? '')

const person = (fields: Fields): Fields => {
  const name = fields.DisplayName ?? personName(fields)
  return { DisplayName: name, PrintOnCheckName: name, Active: true, Balance: 0 }
}

const CLASSES: Readonly<Record<string, string>> = {
  'Accounts Payable': 'Liability',
  'Credit Card': 'Liability',
  'Long Term Liability': 'Liability',
  'Other Current Liability': 'Liability',
  Equity: 'Equity',
  Income: 'Revenue',
  'Other Income': 'Revenue',
  'Cost of Goods Sold': 'Expense',
  Expense: 'Expense',
  'Other Expense': 'Expense',
}

const transaction = (writing: Writing): Fields => ({
  DocNumber: String(1001 + writing.books.list(writing.company, writing.name).length),
  TxnDate: writing.today,
})

function due(fields: Fields, { today }: Writing): string {
  return dayOf(Date.parse(String(fields.TxnDate ?? today).slice(0, 10)) + 30 * 86_400_000)
}

/** What a record gets that does not say. */
const DEFAULTS: Readonly<Record<EntityName, (fields: Fields, writing: Writing) => Fields>> = {
  Customer: (fields) => ({ ...person(fields), Taxable: false, Job: false }),
  Vendor: (fields) => person(fields),
  Item: () => ({ Active: true, Type: 'Service', UnitPrice: 0 }),
  Account: ({ AccountType }) => ({
    Active: true,
    CurrentBalance: 0,
    Classification: CLASSES[String(AccountType)] ?? 'Asset',
  }),
  Invoice: (fields, writing) => ({ ...transaction(writing), DueDate: due(fields, writing) }),
  Payment: (_fields, { today }) => ({ TxnDate: today, Line: [] }),
  Bill: (fields, writing) => ({ TxnDate: writing.today, DueDate: due(fields, writing) }),
  JournalEntry: (_fields, writing) => ({ ...transaction(writing), Adjustment: false }),
  CompanyInfo: () => ({}),
  Preferences: () => ({}),
}

const numbered = (fields: Fields): Fields =>
  Array.isArray(fields.Line)
    ? {
        Line: fields.Line.map((line: Fields, index) => ({
          Id: String(index + 1),
          LineNum: index + 1,
          ...line,
        })),
      }
    : {}

/** What is never taken from a request. The balances are those of a record nothing was paid of. */
const COMPUTED: Readonly<Record<EntityName, (fields: Fields) => Fields>> = {
  Customer: () => ({}),
  Vendor: () => ({}),
  Item: ({ Name }) => ({ FullyQualifiedName: Name }),
  Account: ({ Name }) => ({ FullyQualifiedName: Name }),
  Invoice: (fields) => ({ ...numbered(fields), TotalAmt: totalOf(fields), Balance: totalOf(fields) }),
  Payment: (fields) => ({ UnappliedAmt: cents(Number(fields.TotalAmt ?? 0) - totalOf(fields)) }),
  Bill: (fields) => ({ ...numbered(fields), TotalAmt: totalOf(fields), Balance: totalOf(fields) }),
  JournalEntry: (fields) => ({ ...numbered(fields), TotalAmt: posted(fields, 'Debit') }),
  CompanyInfo: () => ({}),
  Preferences: () => ({}),
}

const REFERS: readonly (readonly [RegExp, EntityName])[] = [
  [/^CustomerRef$/, 'Customer'],
  [/VendorRef$/, 'Vendor'],
  [/^ItemRef$/, 'Item'],
  [/Account(Ref)$/, 'Account'],
]

/** Every reference to a record that there is none of; Intuit's own items (`SHIPPING_ITEM_ID`) are no numbers. */
function requireReferences(value: unknown, writing: Writing): void {
  if (Array.isArray(value)) for (const item of value) requireReferences(item, writing)
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    const kind = REFERS.find(([pattern]) => pattern.test(key))?.[1]
    const id = kind && (inner as { value?: string }).value
    if (kind && id !== undefined && /^\d+$/.test(id) && !writing.books.find(writing.company, kind, id)) {
      throw invalidReference(kind === 'Account' ? 'Accounts' : 'Names', id)
    }
    requireReferences(inner, writing)
  }
}

/** Customers and vendors share their names; items and accounts have their own. */
const SHARING: Partial<Record<EntityName, readonly EntityName[]>> = {
  Customer: ['Customer', 'Vendor'],
  Vendor: ['Customer', 'Vendor'],
  Item: ['Item'],
  Account: ['Account'],
}

function requireOwnName(whole: Fields, { books, company, name, id }: Writing): void {
  const called = (fields: Fields) => String(fields.DisplayName ?? fields.Name).toLowerCase()
  for (const kind of SHARING[name] ?? []) {
    const other = books
      .list(company, kind)
      .find((record) => called(record) === called(whole) && !(kind === name && record.Id === id))
    if (other) throw duplicateName(other.Id)
  }
}
