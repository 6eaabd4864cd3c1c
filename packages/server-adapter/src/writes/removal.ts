// How a record is taken out of a company's books: deleted where Intuit has that, else voided, else made inactive.

/**
 * Lists of names have no delete: they are made inactive (Intuit's API reference, each entity's "Delete" or "Update" section).
 * Every other kind is tried with delete; where Intuit refuses the operation itself, with void, then inactive.
 */
const MADE_INACTIVE: readonly string[] = [
  'Account',
  'Class',
  'CompanyCurrency',
  'Customer',
  'Department',
  'Employee',
  'Item',
  'PaymentMethod',
  'TaxAgency',
  'Term',
  'Vendor',
]

export type Way = 'delete' | 'void' | 'inactive'

/** The ways to remove a record of this kind, the first that Intuit has wins. */
export const waysFor = (entity: string): readonly Way[] =>
  MADE_INACTIVE.includes(entity) ? ['inactive'] : ['delete', 'void', 'inactive']

/** Kinds whose answer bears another name than their path. */
const PATHS: Readonly<Record<string, string>> = { CreditCardPaymentTxn: 'creditcardpayment' }

/** Where a kind of record is, below the company. */
export const pathFor = (entity: string): string => `/${PATHS[entity] ?? entity.toLowerCase()}`
