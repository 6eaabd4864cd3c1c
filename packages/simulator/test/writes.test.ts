// Writing records under a company: what is written, and what is refused.
import { expect, it } from 'vitest'
import { NORTHWIND } from './app.ts'
import { books, ids, journal, KINDS, line, NEW, type Row } from './books.ts'

it.each(KINDS)('creates, changes and reads %s with its SyncToken', async (kind) => {
  const { ask } = await books()
  const path = `/${kind.toLowerCase()}`
  const made = (await ask(path, NEW[kind]))[kind]
  expect(made).toMatchObject({ SyncToken: '0', domain: 'QBO' })
  const custom = { CustomField: [{ DefinitionId: '1', StringValue: 'x' }] }
  const sparse = await ask(path, { Id: made.Id, SyncToken: '0', sparse: true, ...custom })
  expect(sparse[kind]).toMatchObject({ Id: made.Id, SyncToken: '1', ...custom })
  expect(Object.keys(sparse[kind])).toEqual(expect.arrayContaining(Object.keys(made)))
  const full = await ask(`${path}?operation=update`, { ...made, SyncToken: 1 })
  expect(full[kind]).toMatchObject({ Id: made.Id, SyncToken: '2' })
  expect(full[kind]).not.toHaveProperty('CustomField')
  expect((await ask(`${path}/${made.Id}`))[kind]).toEqual(full[kind])
  const stale = { Id: made.Id, SyncToken: '1', sparse: true }
  expect((await ask(path, stale)).fault).toBe('400 ValidationFault 5010')
  expect((await ask(path, { ...stale, Id: '9999' })).fault).toBe('400 ValidationFault 610')
  expect((await ask(path, { Id: made.Id, sparse: true })).fault).toBe('400 ValidationFault 2020')
  expect((await ask(path, { ...NEW[kind], Colour: 'red' })).fault).toBe('400 ValidationFault 2010')
  expect((await ask(path, {})).fault).toBe('400 ValidationFault 2020')
})

it.each(['Invoice', 'Payment', 'Bill', 'JournalEntry'])('deletes %s for good', async (kind) => {
  const { ask, rows } = await books()
  const path = `/${kind.toLowerCase()}?operation=delete`
  expect((await ask(path, { Id: '1', SyncToken: '7' })).fault).toBe('400 ValidationFault 5010')
  const gone = await ask(path, { Id: '1', SyncToken: (await rows(`select * from ${kind}`))[0]?.SyncToken })
  expect([gone.status, gone[kind]]).toEqual([200, { domain: 'QBO', status: 'Deleted', Id: '1' }])
  expect((await ask(`/${kind.toLowerCase()}/1`)).fault).toBe('400 ValidationFault 610')
  expect(ids(await rows(`select * from ${kind}`))).not.toContain('1')
  const next = (await ask(`/${kind.toLowerCase()}`, NEW[kind]))[kind]
  expect(ids(await rows(`select * from ${kind} where Id = '${next.Id}'`))).toEqual([next.Id])
})

it.each(['Customer', 'Vendor', 'Item', 'Account'])('makes %s inactive, and deletes none', async (kind) => {
  const { ask, rows } = await books()
  const path = `/${kind.toLowerCase()}`
  const sent = { Id: '2', SyncToken: '0', sparse: true }
  expect((await ask(`${path}?operation=delete`, sent)).fault).toBe('400 ValidationFault 500')
  expect((await ask(`${path}?operation=void`, sent)).fault).toBe('400 ValidationFault 500')
  expect((await ask(path, { ...sent, Active: false }))[kind]).toMatchObject({ Id: '2', Active: false })
  expect(ids(await rows(`select * from ${kind}`))).not.toContain('2')
  expect(ids(await rows(`select * from ${kind} where Active = false`))).toEqual(['2'])
  expect(ids(await rows(`select * from ${kind} where Active in (true, false)`))).toContain('2')
})

it('voids an invoice, and a payment in both ways', async () => {
  const { ask } = await books()
  const invoice = await ask('/invoice?operation=void', { Id: '3', SyncToken: '0' })
  expect(invoice.Invoice).toMatchObject({ TotalAmt: 0, Balance: 0, PrivateNote: 'Voided', SyncToken: '1' })
  const paid = await ask('/invoice/1')
  const first = await ask('/payment?operation=update&include=void', { Id: '1', SyncToken: '0', sparse: true })
  expect(first.Payment).toMatchObject({ TotalAmt: 0, PrivateNote: 'Voided' })
  expect((await ask('/invoice/1')).Invoice.Balance).toBe(paid.Invoice.TotalAmt)
  expect((await ask('/payment?operation=void', { Id: '2', SyncToken: '0' })).Payment.TotalAmt).toBe(0)
  expect((await ask('/bill?operation=void', { Id: '1', SyncToken: '0' })).fault).toBe(
    '400 ValidationFault 500',
  )
})

it('empties the lines and the tax of what it voids', async () => {
  const { ask } = await books()
  const SalesItemLineDetail = { ItemRef: { value: '1' }, Qty: 2, UnitPrice: 5 }
  const made = await ask('/invoice', {
    ...NEW.Invoice,
    Line: [{ Amount: 10, DetailType: 'SalesItemLineDetail', SalesItemLineDetail }],
    TxnTaxDetail: { TotalTax: 1 },
  })
  expect(made.Invoice.TotalAmt).toBe(11)
  const { Invoice } = await ask('/invoice?operation=void', { Id: made.Invoice.Id, SyncToken: '0' })
  expect(Invoice).toMatchObject({
    TotalAmt: 0,
    Line: [{ Amount: 0, SalesItemLineDetail: { Qty: 0, UnitPrice: 5 } }],
    TxnTaxDetail: { TotalTax: 0 },
  })
})

it('takes a payment off the balance of its invoice, and gives it back', async () => {
  const { ask } = await books()
  const { TotalAmt } = (await ask('/invoice/3')).Invoice
  const LinkedTxn = [{ TxnId: '3', TxnType: 'Invoice' }]
  const pay = (Amount: number) => ({
    CustomerRef: { value: '1' },
    TotalAmt: Amount,
    Line: [{ Amount, LinkedTxn }],
  })
  const { Payment } = await ask('/payment', pay(15))
  expect(Payment.UnappliedAmt).toBe(0)
  const owed = (await ask('/invoice/3')).Invoice
  expect(owed.SyncToken).toBe('1')
  expect(owed.Balance).toBeCloseTo(TotalAmt - 15, 2)
  expect((await ask('/payment', pay(TotalAmt))).fault).toBe('400 ValidationFault 6000')
  await ask('/payment?operation=delete', { Id: Payment.Id, SyncToken: '0' })
  expect((await ask('/invoice/3')).Invoice.Balance).toBe(TotalAmt)
})

it('adds up what a request leaves out', async () => {
  const { ask } = await books()
  const { Invoice } = await ask('/invoice', { ...NEW.Invoice, TotalAmt: 1 })
  expect(Invoice).toMatchObject({
    TotalAmt: 10.3,
    Balance: 10.3,
    TxnDate: '2026-11-21',
    DueDate: '2026-12-21',
  })
  expect(Invoice.Line.map(({ Id }: Row) => Id)).toEqual(['1', '2'])
  expect(Invoice.CustomerRef.name).toBeTypeOf('string')
  const { Customer } = await ask('/customer', NEW.Customer)
  expect(Customer).toMatchObject({ DisplayName: 'Nora Quay', Active: true, Balance: 0 })
})

it.each<[string, string, Row, string]>([
  ['a name that is taken', 'vendor', { DisplayName: 'quay freight' }, '6240'],
  ['the name of a vendor for a customer', 'customer', { DisplayName: 'Quay Freight' }, '6240'],
  ['a customer that there is none of', 'invoice', { ...NEW.Invoice, CustomerRef: { value: '999' } }, '2500'],
  [
    'an item that there is none of',
    'invoice',
    { ...NEW.Invoice, Line: [{ ...line(1), SalesItemLineDetail: { ItemRef: { value: '999' } } }] },
    '2500',
  ],
  [
    'an unknown property of a line',
    'invoice',
    { ...NEW.Invoice, Line: [{ ...line(1), Colour: 'red' }] },
    '2010',
  ],
  ['text for a number', 'payment', { ...NEW.Payment, TotalAmt: 'much' }, '2010'],
  ['a day that there is none of', 'invoice', { ...NEW.Invoice, TxnDate: '2026-02-30' }, '2010'],
  ['text after a day', 'invoice', { ...NEW.Invoice, TxnDate: '2026-11-21T or so' }, '2010'],
  ['text for an object', 'invoice', { ...NEW.Invoice, CustomerRef: '1' }, '2010'],
  ['a property that every object has', 'invoice', { ...NEW.Invoice, constructor: {} }, '2010'],
  ['an entry without lines', 'journalentry', { Line: [] }, '6000'],
  ['an entry out of balance', 'journalentry', { Line: [journal('Debit', 4), journal('Credit', 3)] }, '6000'],
  ['a second company', 'companyinfo', { CompanyName: 'Another' }, '2020'],
])('refuses %s', async (_case, path, body, code) => {
  const { ask, rows } = await books()
  await ask('/vendor', NEW.Vendor)
  const before = await rows('select * from Invoice maxresults 1000')
  expect((await ask(`/${path}`, body)).fault).toBe(`400 ValidationFault ${code}`)
  expect(await rows('select * from Invoice maxresults 1000')).toEqual(before)
})

it('refuses what is no JSON, and paths, methods and operations that there are none of', async () => {
  const { sim, access_token, ask } = await books()
  const answer = await fetch(`${sim.origin}/v3/company/${NORTHWIND}/invoice`, {
    method: 'POST',
    headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
    body: '{"Line":',
  })
  expect((await answer.json()).Fault.Error[0].code).toBe('2010')
  const nowhere: [string, unknown?, string?][] = [
    ['/wombat/1'],
    ['/wombat', {}],
    ['/invoice'],
    ['/invoice/1/pdf'],
    ['/invoice/1', {}],
    ['/invoice/1', undefined, 'DELETE'],
    ['/invoice', {}, 'PUT'],
    ['/invoice?operation=frobnicate', { Id: '1', SyncToken: '0' }],
    ['/reports/ProfitAndLoss'],
    ['/cdc', {}],
    ['/batch'],
    [''],
  ]
  for (const asked of nowhere) {
    expect([asked[0], (await ask(...asked)).fault]).toEqual([asked[0], '400 ValidationFault 500'])
  }
})

it('renames the company with its CompanyInfo, and refuses nameless ones', async () => {
  const { sim, ask } = await books()
  const update = (SyncToken: string, CompanyName: string) =>
    ask('/companyinfo', { Id: '1', SyncToken, sparse: true, CompanyName })
  expect((await update('4', 'Northwind Cakes')).CompanyInfo).toMatchObject({
    CompanyName: 'Northwind Cakes',
    LegalName: 'Northwind Cakes',
    SyncToken: '5',
  })
  expect(sim.control.companies.list().map(({ name }) => name)).toContain('Northwind Cakes')
  expect((await update('5', ' ')).fault).toBe('400 ValidationFault 2020')
  const prefs = await ask('/preferences', {
    Id: '1',
    SyncToken: '0',
    sparse: true,
    ReportPrefs: { ReportBasis: 'Cash' },
  })
  expect(prefs.Preferences).toMatchObject({ SyncToken: '1', ReportPrefs: { ReportBasis: 'Cash' } })
})

it('does a write with the same requestid once', async () => {
  const { ask, query } = await books()
  const first = await ask('/invoice?requestid=r-1', NEW.Invoice)
  expect((await ask('/invoice?requestid=r-1', NEW.Invoice)).Invoice).toEqual(first.Invoice)
  expect((await query('select count(*) from Invoice')).QueryResponse).toEqual({ totalCount: 121 })
})

it('says what a customer owes and a vendor is owed', async () => {
  const { ask, rows } = await books()
  const [customer] = await rows("select * from Customer where Balance > '0'")
  const open = await rows(`select * from Invoice where CustomerRef = '${customer?.Id}' and Balance > '0'`)
  const owed = open.reduce((sum, { Balance }) => sum + Number(Balance), 0)
  expect(customer?.Balance).toBeCloseTo(owed, 2)
  const { Balance } = (await ask('/vendor/1')).Vendor
  await ask('/bill', NEW.Bill)
  expect((await ask('/vendor/1')).Vendor.Balance).toBeCloseTo(Balance + 9, 2)
})
