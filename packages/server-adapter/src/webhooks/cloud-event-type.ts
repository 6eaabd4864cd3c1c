// Reads the type of a CloudEvent: names and operations as in Intuit's older format of webhooks. Pure.

/** Kinds of records Intuit sends webhooks for (its webhook documentation). */
const NAMES = [
  'Account',
  'Bill',
  'BillPayment',
  'Budget',
  'Class',
  'CreditMemo',
  'Currency',
  'Customer',
  'Department',
  'Deposit',
  'Employee',
  'Estimate',
  'Invoice',
  'Item',
  'JournalCode',
  'JournalEntry',
  'Payment',
  'PaymentMethod',
  'Preferences',
  'Purchase',
  'PurchaseOrder',
  'RefundReceipt',
  'SalesReceipt',
  'TaxAgency',
  'Term',
  'TimeActivity',
  'Transfer',
  'Vendor',
  'VendorCredit',
]
const NAME_OF = new Map(NAMES.map((name) => [name.toLowerCase(), name]))

const OPERATION_OF = new Map([
  ['created', 'Create'],
  ['updated', 'Update'],
  ['deleted', 'Delete'],
  ['merged', 'Merge'],
  ['void', 'Void'],
  ['voided', 'Void'],
  ['emailed', 'Emailed'],
])

const TYPE = /^qbo\.([a-z0-9_-]+)\.([a-z0-9_-]+)\.v\d+$/i

/** What a CloudEvent's type says. A word that is not known stays as it came; so does a type of another form. */
export function parseEventType(type: string): { name: string; operation: string } {
  const [, name, operation] = TYPE.exec(type) ?? []
  if (name === undefined || operation === undefined) return { name: type, operation: type }
  return {
    name: NAME_OF.get(name.toLowerCase()) ?? name,
    operation: OPERATION_OF.get(operation.toLowerCase()) ?? operation,
  }
}
