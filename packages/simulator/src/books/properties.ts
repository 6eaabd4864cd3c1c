// The properties that kinds of record share, and those of the preferences.
import { all, REF, type Shapes } from './shapes.ts'

/** A postal address. */
export const ADDRESS = all(
  'text',
  'Id Line1 Line2 Line3 Line4 Line5 City Country CountryCode CountrySubDivisionCode PostalCode Lat Long Note Tag',
)
/** A phone number. */
export const PHONE = all('text', 'FreeFormNumber')
/** An e-mail address. */
export const EMAIL = all('text', 'Address')
/** An address on the web. */
export const WEB = all('text', 'URI')
/** Names with values. */
export const NAME_VALUE = { list: all('text', 'Name Value') }
const LINKED = { list: all('text', 'TxnId TxnType TxnLineId') }

/** What every record has. */
export const COMMON: Shapes = {
  ...all('text', 'Id SyncToken domain status'),
  sparse: 'flag',
  MetaData: { ...all('time', 'CreateTime LastUpdatedTime'), LastModifiedByRef: REF },
  CustomField: { list: all('text', 'DefinitionId Name Type StringValue') },
}

const SALES = {
  ...all(REF, 'ItemRef TaxCodeRef ClassRef ItemAccountRef PriceLevelRef'),
  ...all('number', 'Qty UnitPrice RatePercent DiscountAmt DiscountRate TaxInclusiveAmt'),
  ServiceDate: 'date',
} satisfies Shapes
const EXPENSE = {
  ...all(REF, 'AccountRef ItemRef CustomerRef ClassRef TaxCodeRef PriceLevelRef'),
  ...all('number', 'Qty UnitPrice TaxAmount TaxInclusiveAmt'),
  BillableStatus: 'text',
} satisfies Shapes

const LINE: Shapes = {
  ...all('text', 'Id Description DetailType'),
  ...all('number', 'LineNum Amount'),
  LinkedTxn: LINKED,
  LineEx: { any: { list: { name: 'text', value: all('text', 'Name Value') } } },
  SalesItemLineDetail: SALES,
  SubTotalLineDetail: { ItemRef: REF },
  DiscountLineDetail: {
    ...all(REF, 'DiscountAccountRef ClassRef TaxCodeRef'),
    PercentBased: 'flag',
    DiscountPercent: 'number',
  },
  DescriptionOnly: { TaxCodeRef: REF, ServiceDate: 'date' },
  DescriptionLineDetail: { TaxCodeRef: REF, ServiceDate: 'date' },
  GroupLineDetail: {
    GroupItemRef: REF,
    Quantity: 'number',
    Line: {
      list: {
        ...all('text', 'Id Description DetailType'),
        ...all('number', 'LineNum Amount'),
        SalesItemLineDetail: SALES,
      },
    },
  },
  AccountBasedExpenseLineDetail: EXPENSE,
  ItemBasedExpenseLineDetail: EXPENSE,
  JournalEntryLineDetail: {
    ...all('text', 'PostingType BillableStatus TaxApplicableOn'),
    ...all(REF, 'AccountRef ClassRef DepartmentRef TaxCodeRef'),
    Entity: { Type: 'text', EntityRef: REF },
    TaxAmount: 'number',
  },
}
const TAX: Shapes = {
  TxnTaxCodeRef: REF,
  TotalTax: 'number',
  TaxLine: {
    list: {
      DetailType: 'text',
      Amount: 'number',
      TaxLineDetail: {
        TaxRateRef: REF,
        PercentBased: 'flag',
        ...all('number', 'TaxPercent NetAmountTaxable TaxInclusiveAmount'),
      },
    },
  },
}

/** What every transaction has. */
export const TRANSACTION: Shapes = {
  ...COMMON,
  ...all('text', 'DocNumber PrivateNote TxnStatus TransactionLocationType TxnSource GlobalTaxCalculation'),
  ...all(REF, 'CurrencyRef DepartmentRef ClassRef RecurDataRef'),
  ...all('number', 'ExchangeRate TotalAmt HomeTotalAmt'),
  TxnDate: 'date',
  Line: { list: LINE },
  LinkedTxn: LINKED,
  TxnTaxDetail: TAX,
}

/** What customers and vendors have. */
export const PERSON: Shapes = {
  ...COMMON,
  ...all('text', 'Title GivenName MiddleName FamilyName Suffix DisplayName CompanyName PrintOnCheckName'),
  ...all('text', 'FullyQualifiedName Notes GSTIN BusinessNumber V4IDPseudonym Source TaxIdentifier'),
  ...all(PHONE, 'PrimaryPhone AlternatePhone Mobile Fax'),
  ...all(REF, 'TermRef CurrencyRef'),
  ...all('number', 'Balance BalanceWithJobs OverDueBalance CostRate BillRate'),
  Active: 'flag',
  PrimaryEmailAddr: EMAIL,
  WebAddr: WEB,
  BillAddr: ADDRESS,
}

/** What items and accounts have. */
export const NAMED: Shapes = {
  ...COMMON,
  ...all('text', 'Name FullyQualifiedName Description'),
  Active: 'flag',
}

/** The preferences of a company. */
export const PREFERENCES: Shapes = {
  ...COMMON,
  AccountingInfoPrefs: {
    ...all('flag', 'UseAccountNumbers TrackDepartments ClassTrackingPerTxn ClassTrackingPerTxnLine'),
    ...all('text', 'FirstMonthOfFiscalYear TaxYearMonth TaxForm CustomerTerminology DepartmentTerminology'),
    BookCloseDate: 'date',
  },
  ProductAndServicesPrefs: all(
    'flag',
    'ForSales ForPurchase QuantityWithPriceAndRate QuantityOnHand RevenueRecognition',
  ),
  SalesFormsPrefs: {
    ...all(
      'flag',
      'CustomTxnNumbers AllowDeposit AllowDiscount AllowEstimates AllowServiceDate AllowShipping',
    ),
    ...all(
      'flag',
      'AutoApplyCredit AutoApplyPayments EmailCopyToCompany UsingPriceLevels UsingProgressInvoicing',
    ),
    ...all('text', 'DefaultCustomerMessage DefaultDiscountAccount DefaultShippingAccount'),
    DefaultTerms: REF,
  },
  EmailMessagesPrefs: all(
    all('text', 'Subject Message'),
    'InvoiceMessage EstimateMessage SalesReceiptMessage StatementMessage',
  ),
  VendorAndPurchasesPrefs: {
    ...all('flag', 'TrackingByCustomer BillableExpenseTracking'),
    ...all(REF, 'DefaultTerms DefaultMarkupAccount'),
    DefaultMarkup: 'number',
  },
  TimeTrackingPrefs: {
    ...all('flag', 'UseServices BillCustomers ShowBillRateToAll MarkTimeEntriesBillable'),
    WorkWeekStartDate: 'text',
  },
  TaxPrefs: { ...all('flag', 'UsingSalesTax PartnerTaxEnabled'), TaxGroupCodeRef: REF },
  CurrencyPrefs: { MultiCurrencyEnabled: 'flag', HomeCurrency: REF },
  ReportPrefs: { ReportBasis: 'text', CalcAgingReportFromTxnDate: 'flag' },
  OtherPrefs: { NameValue: NAME_VALUE },
}
