// How values are written into a query.
import { expect, it } from 'vitest'
import { type SqlValue, sql } from './intuit-sql.ts'

const value = (given: SqlValue) => sql`where X = ${given} and Y`

it.each<[string, SqlValue, string]>([
  ['a text', 'A+B & C# 100%', "'A+B & C# 100%'"],
  ['an apostrophe', "Adam's", String.raw`'Adam\'s'`],
  ['a backslash before the end', 'A\\', String.raw`'A\\'`],
  ['a way out of the quotes', String.raw`\' or 1 = 1`, String.raw`'\\\' or 1 = 1'`],
  ['a number', 12.5, "'12.5'"],
  ['a long number', 9_007_199_254_740_993n, "'9007199254740993'"],
  ['a truth', true, 'true'],
  ['a moment', new Date(Date.UTC(2026, 10, 21)), "'2026-11-21T00:00:00.000Z'"],
  ['a list', ['a', "b'", 3], String.raw`('a', 'b\'', '3')`],
])('writes %s', (_, given, expected) => {
  expect(value(given)).toBe(`where X = ${expected} and Y`)
})

it('writes positions and counts as they are, and a query without values as it is', () => {
  expect(sql`select * from Item startposition ${11} maxresults ${10}`).toBe(
    'select * from Item startposition 11 maxresults 10',
  )
  expect(sql`select * from Item where Name like ${'%tea%'}`).toBe(
    "select * from Item where Name like '%tea%'",
  )
  expect(sql`select * from Item`).toBe('select * from Item')
})

it('writes a list in one pair of brackets', () => {
  const expected = "where Id in ('1', '2')"
  expect([sql`where Id in ${['1', '2']}`, sql`where Id in (${['1', '2']})`]).toEqual([expected, expected])
  expect(sql`where Id in (${'1'}, ${'2'})`).toBe(expected)
})

it('knows quotes that are closed from those that are not', () => {
  expect(sql`where X = 'a\\'b' and Y = ${"it's"} and Z = ${'z'}`).toBe(
    String.raw`where X = 'a\'b' and Y = 'it\'s' and Z = 'z'`,
  )
})

it.each<[string, () => unknown]>([
  ['null', () => value(null as never)],
  ['undefined', () => value(undefined as never)],
  ['a list of nothing', () => value([])],
  ['no number', () => value(Number.NaN)],
  ['no date', () => value(new Date(Number.NaN))],
  ['an object', () => value({} as never)],
  ['half a character', () => value('\ud800')],
  ['a value in quotes', () => sql`select * from Customer where DisplayName = '${' or Id > '}'`],
  ['a value in quotes with more in them', () => sql`where DisplayName like '%${'tea'}%'`],
  ['a value behind a text that is not closed', () => sql`where X = 'Adam's' and Y = ${'y'}`],
  ['the name of an entity', () => sql`select * from ${'Item'}`],
  ['a text for a position', () => sql`select * from Item startposition ${'1'}`],
])('refuses %s', (_, write) => {
  expect(write).toThrow(expect.objectContaining({ code: 'invalid_request' }))
})
