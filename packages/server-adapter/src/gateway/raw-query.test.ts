// Which query strings arrive at Intuit as they were meant.
import { expect, it } from 'vitest'
import { checkQueryString } from './raw-query.ts'

const where = (name: string) => `select * from Customer where DisplayName = '${name}'`
const QUERY = '/query?query='

it.each([
  '/invoice/12',
  '/invoice/12#top',
  '/invoice/12?minorversion=70',
  `${QUERY}select * from Invoice`,
  `${QUERY}${where('Ada')}&minorversion=70&requestid=a-1`,
  `${QUERY}${encodeURIComponent(where('A+B & C# 100%'))}&minorversion=70`,
  `/query?minorversion=70&query=${encodeURIComponent(where('A+B'))}`,
  `${QUERY}${encodeURI(where('Ada'))}`,
  `/query?${new URLSearchParams({ query: where('A+B & C# 100%'), minorversion: '70' })}`,
  `/cdc?entities=Customer,Invoice&changedSince=${encodeURIComponent('2026-11-20T10:00:00+01:00')}`,
  '/cdc?entities=Customer&changedSince=2026-11-20T10:00:00Z',
  '/reports/ProfitAndLoss?date_macro=This Month&columns=a+b',
])('lets %s through', (path) => {
  expect(() => checkQueryString(path)).not.toThrow()
})

it.each([
  ['#', `${QUERY}${where('Suite #4')}`],
  ['#', `${QUERY}${encodeURI(where('Suite #4'))}`],
  ['#', '/reports/ProfitAndLoss?customer=A#1'],
  ['+', `${QUERY}${where('A+B Ltd')}`],
  ['+', `${QUERY}${encodeURI(where('A+B Ltd'))}`],
  ['+', '/cdc?entities=Customer&changedSince=2026-11-20T10:00:00+01:00'],
  ['&', `${QUERY}${where('A & B')}`],
  ['&', `${QUERY}${where('A&B')}`],
  ['&', `${QUERY}${where('A&B=C')}`],
  ['&', `${QUERY}${encodeURI(where('A&B=C'))}`],
  ['&', `/query?query=${encodeURIComponent("select * from Customer where DisplayName = 'A")}&B=C%27`],
  ['%', `${QUERY}${where('100% Juice')}`],
  ['%', `${QUERY}${where('100%25 Ltd')}`],
  ['%', `${QUERY}${where('100%')}&minorversion=70`],
  ['%', `${QUERY}select%20*%20from%20Customer%20where%20DisplayName%20%3D%20%27Caf%E9%27`],
  ['%', '/cdc?entities=Customer&changedSince=100%'],
])('refuses a raw %s in %s, and says what to write', (character, path) => {
  const refusal = {
    kind: 'invalid_request',
    sent: false,
    message: expect.stringContaining('encodeURIComponent'),
  }
  expect(() => checkQueryString(path)).toThrow(expect.objectContaining(refusal))
  expect(() => checkQueryString(path)).toThrow(`raw "${character}"`)
})

it('names the calls that need no encoding', () => {
  expect(() => checkQueryString(`${QUERY}${where('A+B')}`)).toThrow('query(connectionId, sql`…`)')
})
