// The kinds of record in a company's books: their properties, and what can be done with them.
import {
  ADDRESS,
  COMMON,
  EMAIL,
  NAME_VALUE,
  NAMED,
  PERSON,
  PHONE,
  PREFERENCES,
  TRANSACTION,
  WEB,
} from './properties.ts'
import { all, isLike, REF, type Shapes } from './shapes.ts'

/** Kinds of record. */
export type EntityName =
  | 'Customer'
  | 'Vendor'
  | 'Item'
  | 'Account'
  | 'Invoice'
  | 'Payment'
  | 'Bill'
  | 'JournalEntry'
  | 'CompanyInfo'
  | 'Preferences'

/** What can be done with a kind of record, and what it has to have. */
export interface Kind {
  readonly shapes: Shapes
  /** `name`: made inactive rather than deleted · `transaction`: can be deleted · `only`: there is one, which can be changed. */
  readonly sort: 'name' | 'transaction' | 'only'
  readonly canVoid?: boolean
  /** Without these no record is made. */
  readonly required: readonly string[]
}

/** Every kind that is known. */
export const KINDS: Readonly<Record<EntityName, Kind>> = {
  Customer: {
    sort: 'name',
    required: ['DisplayName'],
    shapes: {
      ...PERSON,
      ...all('flag', 'Taxable Job BillWithParent IsProject'),
      ...all(
        'text',
        'ResaleNum PreferredDeliveryMethod PrimaryTaxIdentifier SecondaryTaxIdentifier ClientEntityId',
      ),
      ...all('text', 'TaxExemptionReasonId'),
      ...all(REF, 'ParentRef SalesTermRef PaymentMethodRef DefaultTaxCodeRef CustomerTypeRef ARAccountRef'),
      Level: 'number',
      OpenBalanceDate: 'date',
      ShipAddr: ADDRESS,
    },
  },
  Vendor: {
    sort: 'name',
    required: ['DisplayName'],
    shapes: {
      ...PERSON,
      ...all('text', 'AcctNum GSTRegistrationType TaxReportingBasis'),
      ...all('flag', 'Vendor1099 HasTPAR T4AEligible T5018Eligible'),
      APAccountRef: REF,
      OtherContactInfo: { Type: 'text', Telephone: PHONE },
      VendorPaymentBankDetail: all(
        'text',
        'BankAccountName BankBranchIdentifier BankAccountNumber StatementText',
      ),
    },
  },
  Item: {
    sort: 'name',
    required: ['Name'],
    shapes: {
      ...NAMED,
      ...all('text', 'Sku Type PurchaseDesc ItemCategoryType Source'),
      ...all('flag', 'Taxable SalesTaxIncluded PurchaseTaxIncluded SubItem TrackQtyOnHand PrintGroupedItems'),
      ...all('number', 'UnitPrice PurchaseCost QtyOnHand ReorderPoint Level RatePercent'),
      ...all(
        REF,
        'IncomeAccountRef ExpenseAccountRef AssetAccountRef ParentRef SalesTaxCodeRef PurchaseTaxCodeRef',
      ),
      ...all(REF, 'PrefVendorRef ClassRef TaxClassificationRef'),
      InvStartDate: 'date',
    },
  },
  Account: {
    sort: 'name',
    required: ['Name', 'AccountType'],
    shapes: {
      ...NAMED,
      ...all('text', 'Classification AccountType AccountSubType AcctNum AccountAlias TxnLocationType'),
      ...all('number', 'CurrentBalance CurrentBalanceWithSubAccounts'),
      ...all(REF, 'CurrencyRef ParentRef TaxCodeRef'),
      SubAccount: 'flag',
    },
  },
  Invoice: {
    sort: 'transaction',
    canVoid: true,
    required: ['Line', 'CustomerRef'],
    shapes: {
      ...TRANSACTION,
      ...all('date', 'DueDate ShipDate'),
      ...all('text', 'PrintStatus EmailStatus InvoiceLink TrackingNum EInvoiceStatus'),
      ...all(
        'flag',
        'ApplyTaxAfterDiscount AllowOnlineCreditCardPayment AllowOnlineACHPayment AllowIPNPayment',
      ),
      ...all('flag', 'AllowOnlinePayment FreeFormAddress'),
      ...all(EMAIL, 'BillEmail BillEmailCc BillEmailBcc'),
      ...all(ADDRESS, 'BillAddr ShipAddr ShipFromAddr'),
      ...all(REF, 'CustomerRef SalesTermRef ShipMethodRef DepositToAccountRef TaxExemptionRef ProjectRef'),
      ...all('number', 'Balance HomeBalance Deposit'),
      CustomerMemo: all('text', 'value'),
      DeliveryInfo: { DeliveryType: 'text', DeliveryTime: 'time' },
    },
  },
  Payment: {
    sort: 'transaction',
    canVoid: true,
    required: ['TotalAmt', 'CustomerRef'],
    shapes: {
      ...TRANSACTION,
      ...all('text', 'PaymentRefNum PaymentType'),
      ...all(REF, 'CustomerRef DepositToAccountRef PaymentMethodRef ARAccountRef ProjectRef TaxExemptionRef'),
      UnappliedAmt: 'number',
      ProcessPayment: 'flag',
    },
  },
  Bill: {
    sort: 'transaction',
    required: ['Line', 'VendorRef'],
    shapes: {
      ...TRANSACTION,
      ...all(REF, 'VendorRef APAccountRef SalesTermRef'),
      ...all('number', 'Balance HomeBalance'),
      VendorAddr: ADDRESS,
      DueDate: 'date',
    },
  },
  JournalEntry: {
    sort: 'transaction',
    required: ['Line'],
    shapes: { ...TRANSACTION, Adjustment: 'flag', TaxRateRef: REF },
  },
  CompanyInfo: {
    sort: 'only',
    required: ['CompanyName'],
    shapes: {
      ...COMMON,
      ...all(
        'text',
        'CompanyName LegalName Country FiscalYearStartMonth SupportedLanguages EmployerId DefaultTimeZone',
      ),
      ...all(ADDRESS, 'CompanyAddr LegalAddr CustomerCommunicationAddr'),
      ...all(EMAIL, 'Email CustomerCommunicationEmailAddr'),
      CompanyStartDate: 'date',
      PrimaryPhone: PHONE,
      WebAddr: WEB,
      NameValue: NAME_VALUE,
    },
  },
  Preferences: { sort: 'only', required: [], shapes: PREFERENCES },
}

/** Every kind's name. */
const ENTITY_NAMES = Object.keys(KINDS) as EntityName[]

/** Which name an entity goes by, whatever its case. */
export const entityName = (name: string): EntityName | undefined =>
  ENTITY_NAMES.find((known) => isLike(known, name))
