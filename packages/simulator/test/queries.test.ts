// Queries and reads under a company.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Books } from '../src/books/books.ts'
import { answerQuery } from '../src/query/answer.ts'
import { NORTHWIND } from './app.ts'
import { books, ids, KINDS, type Row } from './books.ts'

it.each([...KINDS, 'CompanyInfo', 'Preferences'])('reads %s by query and by id', async (kind) => {
  const { ask, rows, query } = await books()
  const [first, ...rest] = await rows(`select * from ${kind.toLowerCase()} maxresults 1000`)
  expect(first).toMatchObject({ Id: '1', domain: 'QBO' })
  expect((await ask(`/${kind.toLowerCase()}/1`))[kind]).toEqual(first)
  expect((await query(`select count(*) from ${kind}`)).QueryResponse).toEqual({ totalCount: rest.length + 1 })
})

it('reads the preferences without an id, and the company by its mixed case name', async () => {
  const { ask } = await books()
  expect((await ask('/preferences')).Preferences.CurrencyPrefs.HomeCurrency.value).toBe('GBP')
  expect((await ask(`/companyInfo/${NORTHWIND}`)).CompanyInfo.CompanyName).toBe('Northwind Bakery')
})

it.each<[string, (row: Row) => boolean]>([
  ["Id = '7'", ({ Id }) => Id === '7'],
  ["Id in ('7', '9', '300')", ({ Id }) => Id === '7' || Id === '9'],
  ["Id > '118'", ({ Id }) => Number(Id) > 118],
  ["id <= '3'", ({ Id }) => Number(Id) <= 3],
  ['Balance > 0', ({ Balance }) => Number(Balance) > 0],
  ["Balance > '0' and TotalAmt < '200.5'", (row) => Number(row.Balance) > 0 && Number(row.TotalAmt) < 200.5],
  ["TxnDate >= '2026-06-01'", ({ TxnDate }) => String(TxnDate) >= '2026-06-01'],
  ["DocNumber like '%11'", ({ DocNumber }) => String(DocNumber).endsWith('11')],
  ["DocNumber LIKE '10%9'", ({ DocNumber }) => /^10.*9$/.test(String(DocNumber))],
  ["CustomerRef = '5'", (row) => (row.CustomerRef as Row).value === '5'],
  [
    "MetaData.LastUpdatedTime < '2026-02-01T00:00:00-08:00'",
    (row) => Date.parse(String((row.MetaData as Row).LastUpdatedTime)) < Date.UTC(2026, 1, 1, 8),
  ],
])('finds the invoices with %s', async (where, fits) => {
  const { rows } = await books()
  const all = await rows('select * from Invoice maxresults 1000')
  const found = await rows(`select * from Invoice where ${where} maxresults 1000`)
  expect(ids(found)).toEqual(ids(all.filter(fits)))
  expect(all.length).toBeGreaterThan(found.length)
})

it('orders, pages and picks properties', async () => {
  const { rows, query } = await books()
  const ordered = await rows('select * from Invoice orderby TotalAmt desc, Id maxresults 1000')
  const totals = ordered.map(({ TotalAmt }) => Number(TotalAmt))
  expect(totals).toEqual(totals.toSorted((one, other) => other - one))
  const page = await query(
    'select Id, MetaData.CreateTime from Invoice orderby TotalAmt desc startposition 3 maxresults 2',
  )
  expect(page.QueryResponse).toMatchObject({ startPosition: 3, maxResults: 2 })
  expect(ids(page.QueryResponse.Invoice)).toEqual(ids(ordered.slice(2, 4)))
  expect(Object.keys(page.QueryResponse.Invoice[0])).toEqual(['Id', 'MetaData'])
  expect((await query("select count(*) from Invoice where Id < '11'")).QueryResponse).toEqual({
    totalCount: 10,
  })
})

it.each([
  ["select * from Customer Where Metadata.LastUpdatedTime > '2015-03-01'", 'select * from Customer'],
  [
    "SELECT * FROM Customer WHERE Metadata.LastUpdatedTime > '2011-08-10T10:20:30-0700'",
    'select * from Customer',
  ],
  ["SELECT * FROM Customer WHERE Metadata.LastUpdatedTime > '2011-08-10T10:20:30'", 'select * from Customer'],
  ["select * from Account where Metadata.CreateTime > '2014-12-31'", 'select * from Account'],
  ["select * from Invoice where id = '23'", "select * from Invoice where Id = '23'"],
  ["SELECT * FROM Invoice WHERE id in ('64523', '23')", "select * from Invoice where Id = '23'"],
  [
    "select * from Payment Where Metadata.LastUpdatedTime>'2015-01-16' Order By Metadata.LastUpdatedTime",
    'select * from Payment orderby MetaData.LastUpdatedTime',
  ],
  [
    'SELECT * FROM Customer WHERE active = true ORDERBY metadata.lastupdatedtime DESC',
    'select * from Customer where Active = true orderby MetaData.LastUpdatedTime desc',
  ],
  [
    "SELECT * from cUstomer where displayname like '%DELI%' Startposition 2 MaxResults 3",
    "select * from Customer where DisplayName like '%deli%' startposition 2 maxresults 3",
  ],
  [
    "SELECT * FROM Invoice WHERE TxnDate > '2026-06-01' AND TxnDate <= CURRENT_DATE",
    "select * from Invoice where TxnDate > '2026-06-01' and TxnDate <= '2026-11-21'",
  ],
  [
    "select * from INVOICE where customerref = '5' and TOTALAMT > 0 order by txndate desc, docnumber",
    "select * from Invoice where CustomerRef = '5' and TotalAmt > 0 orderby TxnDate desc, DocNumber",
  ],
])('answers %j, whatever the case of its names', async (text, same) => {
  const { rows } = await books()
  const found = await rows(text)
  expect(found).toEqual(await rows(same))
  expect(found).not.toEqual([])
})

it('picks properties in any case, and answers in the spelling of the record', async () => {
  const { query } = await books()
  const { QueryResponse } = await query(
    "select id, METADATA.createtime, customerref.NAME from invoice where ID = '3'",
  )
  const [row] = QueryResponse.Invoice
  expect(row).toEqual({
    Id: '3',
    MetaData: { CreateTime: expect.any(String) },
    CustomerRef: { name: expect.any(String) },
  })
})

it('finds inactive names by a condition on Active in any case', async () => {
  const { ask, rows } = await books()
  await ask('/customer', { Id: '2', SyncToken: '0', sparse: true, Active: false })
  expect(ids(await rows('select * from Customer where ACTIVE = FALSE'))).toEqual(['2'])
  expect(ids(await rows("select * from Customer where id = '2' and active in (true, false)"))).toEqual(['2'])
  expect(await rows("select * from Customer where id = '2'")).toEqual([])
})

it('finds what has no value by a blank in quotes', async () => {
  const { ask, rows } = await books()
  await ask('/customer', { Id: '2', SyncToken: '0', sparse: true, Notes: 'late', Level: 2 })
  const without = ids(await rows("select * from Customer where Notes = ' ' maxresults 1000"))
  expect([without.length, without.includes('2')]).toEqual([119, false])
  expect(await rows("select * from Customer where Level in (' ', 2) maxresults 1000")).toHaveLength(120)
  expect(await rows("select * from Customer where DisplayName = ' '")).toEqual([])
})

it('takes a query as the body of a POST', async () => {
  const { sim, access_token } = await books()
  const answer = await fetch(`${sim.origin}/v3/company/${NORTHWIND}/query?minorversion=75`, {
    method: 'POST',
    headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/text' },
    body: 'select count(*) from Customer',
  })
  expect((await answer.json()).QueryResponse).toEqual({ totalCount: 120 })
})

const faults: [string, string][] = [
  ['select * from Invoice where', '400 ValidationFault 4000'],
  ["select * from Invoice where Id = '1' or Id = '2'", '400 ValidationFault 4000'],
  ['', '400 ValidationFault 4000'],
  ['select * from Wombat', '400 ValidationFault 4001'],
  ['select count(*) from Constructor', '400 ValidationFault 4001'],
  ["select * from Invoice where Colour = 'red'", '400 ValidationFault 4001'],
  ['select Colour from Invoice', '400 ValidationFault 4001'],
  ['select * from Invoice orderby Colour', '400 ValidationFault 4001'],
  ["select * from Invoice where Line = '1'", '400 ValidationFault 4001'],
  ["select * from Invoice where Balance > 'much'", '400 ValidationFault 4001'],
  ["select * from Invoice where TxnDate > 'today'", '400 ValidationFault 4001'],
  ["select * from Invoice where TxnDate = '2026-13-45'", '400 ValidationFault 4001'],
  ["select * from Invoice where TxnDate <= '2026-02-30'", '400 ValidationFault 4001'],
  ["select * from Invoice where TxnDate <= '2026-02-01 or so'", '400 ValidationFault 4001'],
  ["select * from Invoice where MetaData.CreateTime > '2026-02-30T10:00:00Z'", '400 ValidationFault 4001'],
  ['select * from Invoice where TotalAmt < CURRENT_DATE', '400 ValidationFault 4001'],
  ["select * from Invoice where metadata = '1'", '400 ValidationFault 4001'],
  ["select * from Invoice where metadata.colour = '1'", '400 ValidationFault 4001'],
  ["select * from Invoice where id.value = '1'", '400 ValidationFault 4001'],
  ["select * from Invoice where hasOwnProperty = '1'", '400 ValidationFault 4001'],
  ['select * from Invoice maxresults 1001', '400 ValidationFault 4001'],
]

it.each(faults)('refuses the query %j with %s', async (text, fault) => {
  const { query } = await books()
  expect((await query(text)).fault).toBe(fault)
})

it('gives every row once, whatever the order and the size of a page', () => {
  const company = { realmId: NORTHWIND, name: 'N', country: 'GB', environment: null, locked: false } as const
  const shelves = new Books(() => 0)
  const ask = (text: string) =>
    answerQuery(text, { books: shelves, company: { ...company, subscription: 'active' }, now: 0 }).Invoice as
      | readonly Row[]
      | undefined
  const order = fc.constantFrom(
    '',
    'orderby Balance',
    'orderby TxnDate desc',
    'orderby CustomerRef, TotalAmt desc',
  )
  fc.assert(
    fc.property(order, fc.integer({ min: 1, max: 130 }), (by, size) => {
      const pages = Array.from(
        { length: Math.ceil(120 / size) },
        (_none, at) =>
          ask(`select * from Invoice ${by} startposition ${1 + at * size} maxresults ${size}`) ?? [],
      )
      expect(pages.flat()).toEqual(ask(`select * from Invoice ${by} maxresults 1000`))
    }),
  )
})
