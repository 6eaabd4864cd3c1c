// Reading the rows of a query, page by page.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type QueryOptions, sql } from '../../src/index.ts'
import { HARBOR, openStage, type Stage } from '../stage.ts'

let stage: Stage
let id: string
beforeEach(async () => {
  stage = await openStage()
  id = (await stage.browser().connect(stage.simulator.control, { user: 'ada', company: 'Harbor Tea Co.' })).id
  stage.simulator.control.clearRequests()
})
afterEach(async () => {
  await stage.close()
})

const control = () => stage.simulator.control
const books = () => stage.adapter.forTenant('harbor')
const asked = () =>
  control()
    .requests({ route: 'query' })
    .map(({ query }) => query.query)
async function read(statement = sql`select * from Invoice`, options?: QueryOptions, tenantId = 'harbor') {
  const rows: { Id: string }[] = []
  const query = stage.adapter.forTenant(tenantId).query<{ Id: string }>(id, statement, options)
  for await (const row of query) rows.push(row)
  return rows
}

it('gives every row once, a page at a time', async () => {
  const all = await read()
  expect(all.length).toBeGreaterThan(4)
  expect(asked()).toEqual(['select * from Invoice STARTPOSITION 1 MAXRESULTS 1000'])
  control().clearRequests()
  const size = all.length - 2
  expect(await read(sql`select * from Invoice`, { pageSize: size })).toEqual(all)
  expect(asked()).toEqual([
    `select * from Invoice STARTPOSITION 1 MAXRESULTS ${size}`,
    `select * from Invoice STARTPOSITION ${1 + size} MAXRESULTS ${size}`,
  ])
  expect(new Set(all.map(({ Id }) => Id)).size).toBe(all.length)
})

it('asks for no page that no one reads', async () => {
  for await (const { Id } of books().query<{ Id: string }>(id, sql`select * from Invoice`, { pageSize: 2 })) {
    expect(Id).toBeTypeOf('string')
    break
  }
  expect(asked()).toHaveLength(1)
})

it('sends each character of a value as it is', async () => {
  const name = `A+B & C# 100% "D" O'Brien`
  await read(sql`select * from Customer where DisplayName = ${name}`).catch(() => {})
  const written = String.raw`'A+B & C# 100% "D" O\'Brien'`
  expect(asked()[0]).toBe(
    `select * from Customer where DisplayName = ${written} STARTPOSITION 1 MAXRESULTS 1000`,
  )
})

it.each<[string, () => Promise<unknown>]>([
  ['no query', () => read('')],
  ['half a character', () => read("select * from Customer where DisplayName = '\ud800'")],
  ['what pages by itself', () => read('select * from Invoice maxresults 10')],
  ['a count', () => read('select count(*) from Invoice')],
  ['a page of none', () => read(undefined, { pageSize: 0 })],
  ['a page of too many', () => read(undefined, { pageSize: 1_001 })],
])('refuses %s before it asks', async (_, refused) => {
  await expect(refused()).rejects.toMatchObject({ code: 'invalid_request' })
  expect(control().requests()).toHaveLength(0)
})

it('searches a value for no words of its own', async () => {
  await read(sql`select * from Customer where DisplayName = ${"MAXRESULTS'"}`).catch(() => {})
  expect(asked()).toHaveLength(1)
})

it('says what QuickBooks has against a query', async () => {
  await expect(read('select * from Nonsense')).rejects.toMatchObject({
    code: 'invalid_request',
    message: expect.stringContaining('code 4001'),
    problem: { intuitTid: expect.any(String) },
  })
})

it.each([
  ['a throttle', { kind: 'xml-429' }, 'rate_limited'],
  ['an outage', { kind: 'html-503' }, 'intuit_unavailable'],
  ['half an answer', { kind: 'garbage-200', body: 'truncated' }, 'intuit_unavailable'],
  ['a reset', { kind: 'reset' }, 'intuit_unavailable'],
  ['a list', { kind: 'garbage-200', body: 'array' }, 'intuit_unavailable'],
  ['a redirect', { kind: 'redirect-307' }, 'intuit_unavailable'],
  ['a fault in a 200', { kind: 'error-200' }, 'invalid_request'],
  [
    'a fault beside no rows',
    { kind: 'status', status: 200, body: '{"QueryResponse":{},"Fault":{"Error":[{"code":"4000"}]}}' },
    'invalid_request',
  ],
] as const)('rejects for %s', async (_, fault, code) => {
  control().fault({ route: 'query', ...fault })
  await expect(read()).rejects.toMatchObject({ name: 'MooringError', code })
})

it('rejects with what is wrong with the connection', async () => {
  control().disconnectInQuickBooks(HARBOR)
  await expect(read()).rejects.toMatchObject({ code: 'connection_unavailable', action: 'wait' })
  await expect(read(undefined, {}, 'other')).rejects.toMatchObject({ code: 'not_found' })
})

it('ends where the host wants no more', async () => {
  const reason = new Error('enough')
  await expect(read(undefined, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
})
