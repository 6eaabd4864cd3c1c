// What a company's books begin with: the same records at each start.
import { dayOf } from '../moments.ts'
import type { Company } from '../world.ts'
import type { EntityName } from './kinds.ts'

/** One record; `Id` is unique within its company and kind. */
export type Entity = Readonly<Record<string, unknown>> & { readonly Id: string; readonly SyncToken: string }

const PER_KIND = 120
const PAID = 80
const DAY = 86_400_000
const FIRST_INVOICE = Date.UTC(2026, 0, 5)
const GIVEN = ['Alma', 'Bruno', 'Chidi', 'Dora', 'Elif', 'Farid', 'Greta', 'Hugo', 'Ines', 'Jonas']
const TRADES = ['Tea Room', 'Hotel', 'Deli', 'Market', 'Kitchen', 'Books & Coffee', 'Catering', 'Bistro']
const SUPPLIES = ['Packaging', 'Freight', 'Imports', 'Energy', 'Printing', 'Cleaning']
const ITEMS = [
  'Assam',
  'Darjeeling',
  'Earl Grey',
  'Sencha',
  'Oolong',
  'Rooibos',
  'Teapot',
  'Strainer',
  'Tasting',
  'Delivery',
]
/** Name, type, subtype, classification; ids by position. */
const ACCOUNTS = [
  ['Checking', 'Bank', 'Checking', 'Asset'],
  ['Accounts Receivable', 'Accounts Receivable', 'AccountsReceivable', 'Asset'],
  ['Accounts Payable', 'Accounts Payable', 'AccountsPayable', 'Liability'],
  ['Sales of Product Income', 'Income', 'SalesOfProductIncome', 'Revenue'],
  ['Services', 'Income', 'ServiceFeeIncome', 'Revenue'],
  ['Cost of Goods Sold', 'Cost of Goods Sold', 'SuppliesMaterialsCogs', 'Expense'],
  ['Supplies', 'Expense', 'SuppliesMaterials', 'Expense'],
  ['Rent', 'Expense', 'RentOrLeaseOfBuildings', 'Expense'],
  ['Undeposited Funds', 'Other Current Asset', 'UndepositedFunds', 'Asset'],
  ['Retained Earnings', 'Equity', 'RetainedEarnings', 'Equity'],
] as const

const pick = (words: readonly string[], number: number): string => words[number % words.length] ?? ''

/** The fields that every record has from its creation on. */
export function stamp(id: number, time: number) {
  const at = new Date(time).toISOString()
  return {
    Id: String(id),
    SyncToken: '0',
    domain: 'QBO',
    sparse: false,
    MetaData: { CreateTime: at, LastUpdatedTime: at },
  }
}

/** A number that seems random and is always the same. */
const scatter = (id: number, { realmId }: Company): number =>
  ((id + Number(realmId.slice(-4))) * 7_919 + 104_729) % 10_007

const customerName = (id: number, company: Company): string => {
  const seed = scatter(id, company)
  return `${pick(GIVEN, seed)}'s ${pick(TRADES, Math.floor(seed / 10))} ${id}`
}
const vendorName = (id: number, company: Company) =>
  `${pick(GIVEN, scatter(id, company))} ${pick(SUPPLIES, id)} ${id}`
const accountRef = (id: number) => ({ value: String(id), name: ACCOUNTS[id - 1]?.[0] ?? '' })

const itemRef = (id: number) => ({ value: String(id), name: pick(ITEMS, id - 1) })

type Make = (id: number, company: Company) => Entity

const customer: Make = (id, company) => {
  const name = customerName(id, company)
  return { ...stamp(id, FIRST_INVOICE), DisplayName: name, CompanyName: name, Active: true, Balance: 0 }
}

const vendor: Make = (id, company) => {
  const name = vendorName(id, company)
  return { ...stamp(id, FIRST_INVOICE), DisplayName: name, CompanyName: name, Active: true, Balance: 0 }
}

const item: Make = (id) => {
  const name = pick(ITEMS, id - 1)
  const service = id > 8
  return {
    ...stamp(id, FIRST_INVOICE),
    Name: name,
    FullyQualifiedName: name,
    Active: true,
    Type: service ? 'Service' : 'NonInventory',
    UnitPrice: 4 + id * 1.5,
    IncomeAccountRef: accountRef(service ? 5 : 4),
  }
}

const account: Make = (id) => {
  const [name = '', type = '', subtype = '', classification = ''] = ACCOUNTS[id - 1] ?? []
  return {
    ...stamp(id, FIRST_INVOICE),
    Name: name,
    FullyQualifiedName: name,
    Active: true,
    Classification: classification,
    AccountType: type,
    AccountSubType: subtype,
    CurrentBalance: 0,
  }
}

const amountOf = (id: number, company: Company) => (4000 + scatter(id, company)) / 100
const customerOf = (id: number, company: Company) => {
  const customer = (scatter(id, company) % PER_KIND) + 1
  return { value: String(customer), name: customerName(customer, company) }
}

const invoice: Make = (id, company) => {
  const time = FIRST_INVOICE + id * 2 * DAY
  const amount = amountOf(id, company)
  return {
    ...stamp(id, time),
    DocNumber: String(1000 + id),
    TxnDate: dayOf(time),
    DueDate: dayOf(time + 30 * DAY),
    CustomerRef: customerOf(id, company),
    Line: [
      {
        Id: '1',
        LineNum: 1,
        Amount: amount,
        DetailType: 'SalesItemLineDetail',
        SalesItemLineDetail: { ItemRef: itemRef((id % ITEMS.length) + 1), Qty: 1, UnitPrice: amount },
      },
    ],
    TotalAmt: amount,
    Balance: id % 3 === 0 ? amount : 0,
  }
}

/** Every invoice but each third is paid, by a payment of its own. */
const payment: Make = (id, company) => {
  const paid = id + Math.floor((id - 1) / 2)
  const amount = amountOf(paid, company)
  const time = FIRST_INVOICE + (paid * 2 + 20) * DAY
  return {
    ...stamp(id, time),
    TxnDate: dayOf(time),
    CustomerRef: customerOf(paid, company),
    TotalAmt: amount,
    UnappliedAmt: 0,
    DepositToAccountRef: accountRef(9),
    Line: [{ Amount: amount, LinkedTxn: [{ TxnId: String(paid), TxnType: 'Invoice' }] }],
  }
}

const bill: Make = (id, company) => {
  const time = FIRST_INVOICE + id * 7 * DAY
  const amount = amountOf(id + 500, company)
  const vendor = (id % 12) + 1
  const detail = { AccountRef: accountRef(7), BillableStatus: 'NotBillable' }
  return {
    ...stamp(id, time),
    DocNumber: `B-${100 + id}`,
    TxnDate: dayOf(time),
    DueDate: dayOf(time + 30 * DAY),
    VendorRef: { value: String(vendor), name: vendorName(vendor, company) },
    APAccountRef: accountRef(3),
    Line: [
      {
        Id: '1',
        LineNum: 1,
        Amount: amount,
        DetailType: 'AccountBasedExpenseLineDetail',
        AccountBasedExpenseLineDetail: detail,
      },
    ],
    TotalAmt: amount,
    Balance: amount,
  }
}

const journalEntry: Make = (id, company) => {
  const time = FIRST_INVOICE + id * 30 * DAY
  const Amount = amountOf(id + 700, company)
  const line = (number: number, PostingType: string, account: number) => ({
    Id: String(number),
    LineNum: number,
    Amount,
    DetailType: 'JournalEntryLineDetail',
    JournalEntryLineDetail: { PostingType, AccountRef: accountRef(account) },
  })
  const Line = [line(1, 'Debit', 8), line(2, 'Credit', 1)]
  return {
    ...stamp(id, time),
    DocNumber: `J-${id}`,
    TxnDate: dayOf(time),
    Adjustment: false,
    TotalAmt: Amount,
    Line,
  }
}

/** `Id` is "1" and not the realm id, as at Intuit. Its names and country are the world's. */
const companyInfo: Make = (_id, { country, realmId }) => {
  const address = { Id: '1', Line1: '12 Quay Street', City: 'Harborside', Country: country }
  return {
    CompanyAddr: address,
    LegalAddr: address,
    CustomerCommunicationAddr: address,
    PrimaryPhone: { FreeFormNumber: '555-0100' },
    Email: { Address: `books-${realmId.slice(-4)}@example.com` },
    WebAddr: {},
    CompanyStartDate: '2019-03-01',
    FiscalYearStartMonth: 'January',
    SupportedLanguages: 'en',
    EmployerId: `00-000${realmId.slice(-4)}`,
    DefaultTimeZone: 'America/Los_Angeles',
    NameValue: [
      { Name: 'SubscriptionStatus', Value: 'PAID' },
      { Name: 'OfferingSku', Value: 'QuickBooks Online Plus' },
      { Name: 'AccountantFeature', Value: 'true' },
      { Name: 'PayrollFeature', Value: 'false' },
      { Name: 'IndustryType', Value: 'Food and beverage' },
    ],
    MetaData: { CreateTime: '2019-03-01T09:00:00-08:00', LastUpdatedTime: '2026-10-01T09:00:00-07:00' },
    Id: '1',
    SyncToken: '4',
    domain: 'QBO',
    sparse: false,
  }
}

const CURRENCIES: Readonly<Record<string, readonly [string, string]>> = {
  US: ['USD', 'United States Dollar'],
  GB: ['GBP', 'British Pound Sterling'],
  CA: ['CAD', 'Canadian Dollar'],
}

const preferences: Make = (_id, { country }) => {
  const [value, name] = CURRENCIES[country] ?? ['USD', 'United States Dollar']
  return {
    ...stamp(1, FIRST_INVOICE),
    AccountingInfoPrefs: {
      FirstMonthOfFiscalYear: 'January',
      UseAccountNumbers: false,
      TrackDepartments: false,
    },
    ProductAndServicesPrefs: { ForSales: true, ForPurchase: true, QuantityOnHand: true },
    SalesFormsPrefs: { AllowDeposit: true, AllowDiscount: true, CustomTxnNumbers: false },
    VendorAndPurchasesPrefs: { TrackingByCustomer: false, BillableExpenseTracking: false },
    TaxPrefs: { UsingSalesTax: false, PartnerTaxEnabled: false },
    CurrencyPrefs: { MultiCurrencyEnabled: false, HomeCurrency: { value, name } },
    ReportPrefs: { ReportBasis: 'Accrual', CalcAgingReportFromTxnDate: true },
  }
}

const SEEDS: Readonly<Record<EntityName, readonly [number, Make]>> = {
  Customer: [PER_KIND, customer],
  Vendor: [12, vendor],
  Item: [ITEMS.length, item],
  Account: [ACCOUNTS.length, account],
  Invoice: [PER_KIND, invoice],
  Payment: [PAID, payment],
  Bill: [24, bill],
  JournalEntry: [6, journalEntry],
  CompanyInfo: [1, companyInfo],
  Preferences: [1, preferences],
}

/** The records a company's books begin with, in the order of ids. */
export function seedsOf(name: EntityName, company: Company): Entity[] {
  const [count, make] = SEEDS[name]
  return Array.from({ length: count }, (_none, index) => make(index + 1, company))
}
