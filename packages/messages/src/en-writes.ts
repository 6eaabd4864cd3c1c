// The English words of what was written to QuickBooks, and of taking it back.
import type { LeftWhy, WrittenRecord } from '@mooring/contract'

const operations: Record<WrittenRecord['operation'], string> = {
  create: 'Created',
  update: 'Changed',
  delete: 'Deleted',
  void: 'Voided',
}

/** Kinds of records, by Intuit's name; a kind that is not here is shown by that name. */
const entities = {
  Invoice: 'Invoice',
  SalesReceipt: 'Sales receipt',
  Estimate: 'Estimate',
  CreditMemo: 'Credit memo',
  RefundReceipt: 'Refund receipt',
  Payment: 'Payment',
  Bill: 'Bill',
  BillPayment: 'Bill payment',
  Purchase: 'Expense',
  PurchaseOrder: 'Purchase order',
  VendorCredit: 'Vendor credit',
  Deposit: 'Deposit',
  Transfer: 'Transfer',
  JournalEntry: 'Journal entry',
  TimeActivity: 'Time activity',
  Customer: 'Customer',
  Vendor: 'Vendor',
  Item: 'Product or service',
  Account: 'Account',
  Employee: 'Employee',
  Class: 'Class',
  Department: 'Location',
  Attachable: 'Attachment',
}

const leftWhys: Record<LeftWhy, string> = {
  changed_since: 'Changed in QuickBooks since.',
  updated_not_created: 'Was there before; this product only changed it.',
  already_gone: 'Is gone already.',
  refused_by_quickbooks: 'QuickBooks refused to remove it.',
}

export const enWrites = {
  writesNote: 'The list goes back 400 days. The contents of the records are not kept.',
  writesEmpty: 'Nothing has been written in the last 400 days.',
  writesClosed: 'Only people with the right to audit see what was written. Ask an admin of your account.',
  writesExported: 'The list is saved as a file.',
  operations,
  entities,
  recordId: 'QuickBooks ID',
  recordVersion: 'Version',
  recordRun: 'Run',
  takeBack: 'Take back…',
  takeBackAsk: 'Ask an admin of your account to take records back.',
  takeBackNeeds: 'Records can be taken back while the connection works.',
  takeBackTitle: 'Take back what was written?',
  takeBackWhat: (company: string) =>
    `What this product has created in ${company} is removed from its books: deleted, voided or made inactive. What was changed there since, or was there before, is left.`,
  takeBackReading: 'Reading what can be taken back…',
  takeBackNothing: 'There is nothing that can be taken back.',
  takeBackRemoves: (count: number) =>
    count === 1 ? '1 record is removed:' : `${count} records are removed:`,
  takeBackLeaves: (count: number) => (count === 1 ? '1 record is left:' : `${count} records are left:`),
  andMore: (count: number) => `and ${count} more`,
  takeBackNo: 'Change nothing',
  takeBackYes: 'Take back',
  takeBackBusy: 'Starting…',
  takeBackGoesOn: 'It continues if you leave this page.',
  takeBackWaits: (company: string) => `Taking back what was written to ${company} is paused.`,
  takeBackResumes: 'Once the connection works again, it continues by itself from where it stopped.',
  takeBackEnded: 'Taking back ended before all records were removed.',
  tookBack: (count: number) =>
    count === 1 ? '1 record was taken back.' : `${count} records were taken back.`,
  leftWhys,
}
