// The query language by itself: what is read, and what is refused.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseQuery, type Query, QuerySyntaxError } from '../src/query/language.ts'

const TODAY = '2026-11-21'
const plain = { select: 'all', where: [], order: [], start: null, most: null }

it.each<[string, Partial<Query>]>([
  ['select * from Invoice', { from: 'Invoice' }],
  ['  SELECT\n*\tFROM invoice  ', { from: 'invoice' }],
  ['select count(*) from Customer', { select: 'count', from: 'Customer' }],
  ['select COUNT ( * ) from Customer', { select: 'count', from: 'Customer' }],
  ['select Id, MetaData.CreateTime from Bill', { select: ['Id', 'MetaData.CreateTime'], from: 'Bill' }],
  ['select count from Bill', { select: ['count'], from: 'Bill' }],
  [
    String.raw`select * from Customer where DisplayName = 'O\'Brien \\ Sons' and Active=true AND Balance>=-1.5`,
    {
      from: 'Customer',
      where: [
        { property: 'DisplayName', operator: '=', values: [String.raw`O'Brien \ Sons`] },
        { property: 'Active', operator: '=', values: [true] },
        { property: 'Balance', operator: '>=', values: [-1.5] },
      ],
    },
  ],
  [
    "select * from Item where Name like '%tea%' and Id in ('1', '2',3)",
    {
      from: 'Item',
      where: [
        { property: 'Name', operator: 'LIKE', values: ['%tea%'] },
        { property: 'Id', operator: 'IN', values: ['1', '2', 3] },
      ],
    },
  ],
  [
    'select * from Bill where TxnDate <= CURRENT_DATE and DueDate in (current_date)',
    {
      from: 'Bill',
      where: [
        { property: 'TxnDate', operator: '<=', values: [TODAY] },
        { property: 'DueDate', operator: 'IN', values: [TODAY] },
      ],
    },
  ],
  [
    'select * from Bill orderby TxnDate desc, Id asc startposition 11 maxresults 10',
    {
      from: 'Bill',
      order: [
        { property: 'TxnDate', descending: true },
        { property: 'Id', descending: false },
      ],
      start: 11,
      most: 10,
    },
  ],
  [
    'select * from Bill order by Id maxresults 10startposition 11',
    { from: 'Bill', order: [{ property: 'Id', descending: false }], start: 11, most: 10 },
  ],
])('reads %s', (text, expected) => {
  expect(parseQuery(text, TODAY)).toEqual({ ...plain, ...expected })
})

it.each([
  '',
  'drop table Invoice',
  'select from Invoice',
  'select * Invoice',
  'select * from',
  'select * from where Id = 1',
  'select * from Invoice where',
  "select * from Invoice where Id = '1' or Id = '2'",
  "select * from Invoice where not Id = '1'",
  "select * from Invoice where Id != '1'",
  "select * from Invoice where Id <> '1'",
  'select * from Invoice where Id = "1"',
  "select * from Invoice where Id = 'open",
  "select * from Customer where DisplayName = 'O'Brien'",
  'select * from Invoice where Id = Balance',
  'select * from Invoice where Id like 1',
  'select * from Invoice where Id in ()',
  "select * from Invoice where (Id = '1')",
  'select * from Invoice, Bill',
  'select * from Invoice group by Id',
  'select * from Invoice orderby',
  'select * from Invoice maxresults -1',
  'select * from Invoice maxresults CURRENT_DATE',
  'select * from Invoice maxresults 1.5',
  'select * from Invoice maxresults 1 maxresults 2',
  'select * from Invoice maxresults 5 where Id = 1',
  'select sum(Balance) from Invoice',
  'select * from Invoice;',
])('refuses %j', (text) => {
  expect(() => parseQuery(text, TODAY)).toThrow(QuerySyntaxError)
})

const word = fc
  .stringMatching(/^[A-Z][a-z]{1,8}$/)
  .filter((name) => !/^(from|where|and|in|like|select)$/i.test(name))
const value = fc.oneof(fc.string(), fc.boolean(), fc.integer(), fc.constantFrom("'", '\\', "\\'", '%'))
const written = (item: string | number | boolean) =>
  typeof item === 'string' ? `'${item.replace(/[\\']/g, '\\$&')}'` : String(item)

it('reads every value back as it was written', () => {
  const conditions = fc.array(fc.tuple(word, fc.array(value, { minLength: 1 })), { minLength: 1 })
  fc.assert(
    fc.property(word, conditions, (from, given) => {
      const where = given
        .map(([name, values]) => `${name} IN (${values.map(written).join(',')})`)
        .join(' AND ')
      expect(parseQuery(`SELECT * FROM ${from} WHERE ${where}`, TODAY).where).toEqual(
        given.map(([property, values]) => ({
          property,
          operator: 'IN',
          values: values.map((item) => (Object.is(item, -0) ? 0 : item)),
        })),
      )
    }),
  )
})

it('answers any text with a query or a syntax error', () => {
  const pieces = fc.constantFrom(
    'select',
    '*',
    'from',
    'Bill',
    'where',
    'Id',
    '=',
    "'a'",
    'and',
    '(',
    ')',
    '1',
    ',',
  )
  const text = fc.oneof(
    fc.string(),
    fc.array(pieces).map((list) => list.join(' ')),
  )
  fc.assert(
    fc.property(text, (given) => {
      try {
        expect(parseQuery(given, TODAY).from).toBeTypeOf('string')
      } catch (error) {
        expect(error).toBeInstanceOf(QuerySyntaxError)
      }
    }),
  )
})
