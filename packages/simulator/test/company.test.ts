// Reads and writes under a company, and what refuses them.
import { expect, it } from 'vitest'
import type { IntuitSimulator } from '../src/index.ts'
import {
  authorizeUrl,
  basic,
  call,
  connect,
  exchange,
  HARBOR_TEA,
  NORTHWIND,
  readCompany,
  revoke,
  SECOND,
  simulator,
  type TokenAnswer,
  tokensOf,
} from './app.ts'

it('answers with the company, whose Id is not its realm id', async () => {
  const sim = await simulator()
  const answer = await readCompany(sim, (await connect(sim)).access_token)
  const { CompanyInfo } = await answer.json()
  expect(CompanyInfo).toMatchObject({ CompanyName: 'Northwind Bakery', Country: 'GB', Id: '1' })
  expect(CompanyInfo.NameValue).toContainEqual({ Name: 'SubscriptionStatus', Value: 'PAID' })
})

type Given = (sim: IntuitSimulator, tokens: TokenAnswer) => unknown
const gateway = (code: string, type: string) => ({ fault: { error: [{ code }], type } })
const service = (code: string) => ({ Fault: { Error: [{ code }] } })
const refusals: [string, Given, number, object][] = [
  [
    'an expired token',
    (sim) => sim.control.clock.advance(3600 * SECOND),
    401,
    gateway('3200', 'AUTHENTICATION'),
  ],
  [
    'a revoked token',
    (sim, tokens) => revoke(sim, tokens.access_token),
    401,
    gateway('3200', 'AUTHENTICATION'),
  ],
  [
    'a person who is no admin any more',
    (sim) => sim.control.setAdmin('ben', NORTHWIND, false),
    403,
    service('120'),
  ],
  [
    'a locked company',
    (sim) => sim.control.companies.update(NORTHWIND, { locked: true }),
    403,
    service('140'),
  ],
  [
    'an ended subscription',
    (sim) => sim.control.companies.update(NORTHWIND, { subscription: 'ended' }),
    400,
    service('6190'),
  ],
]

it.each(refusals)('refuses %s', async (_case, given, status, body) => {
  const sim = await simulator()
  const tokens = await connect(sim)
  await given(sim, tokens)
  const answer = await readCompany(sim, tokens.access_token)
  expect(answer.status).toBe(status)
  expect(await answer.json()).toMatchObject(body)
})

it('refuses another company, a missing scope, and a token it never made', async () => {
  const sim = await simulator()
  const { access_token } = await connect(sim, { user: 'cleo', company: NORTHWIND })
  const other = await readCompany(sim, access_token, HARBOR_TEA)
  expect([other.status, await other.json()]).toMatchObject([403, gateway('3100', 'SERVICE')])
  const records = await call(sim, `/v3/company/${HARBOR_TEA}/invoice/1`, access_token)
  expect([records.status, await records.json()]).toMatchObject([403, gateway('3100', 'SERVICE')])
  const payments = await connect(sim, { user: 'ben' }, 'com.intuit.quickbooks.payment')
  const unscoped = await readCompany(sim, payments.access_token)
  expect([unscoped.status, await unscoped.json()]).toMatchObject([403, gateway('3100', 'SERVICE')])
  const unknown = await readCompany(sim, 'made-up')
  expect([unknown.status, await unknown.json()]).toMatchObject([401, gateway('3200', 'AUTHENTICATION')])
})

const ask = async (sim: IntuitSimulator, token: string, query: string) => {
  const path = `/v3/company/${NORTHWIND}/query?${new URLSearchParams({ query })}`
  const answer = await call(sim, path, token)
  return { status: answer.status, ...(await answer.json()) }
}

it('reads 120 invoices and customers page by page, the same ones each time', async () => {
  const [one, two] = [await simulator(), await simulator()]
  const [tokenOne, tokenTwo] = [(await connect(one)).access_token, (await connect(two)).access_token]
  const page = 'select * from Invoice startposition 101 maxresults 50'
  const { QueryResponse } = await ask(one, tokenOne, page)
  expect(QueryResponse).toMatchObject({ startPosition: 101, maxResults: 20 })
  expect((await ask(two, tokenTwo, page)).QueryResponse).toEqual(QueryResponse)
  expect((await ask(one, tokenOne, 'SELECT COUNT(*) FROM Customer')).QueryResponse).toEqual({
    totalCount: 120,
  })
  expect((await ask(one, tokenOne, 'select * from Invoice startposition 121')).QueryResponse).toEqual({})
  expect(await ask(one, tokenOne, 'drop table Invoice')).toMatchObject({ status: 400, ...service('4000') })
})

it('creates an invoice that can be read again, and refuses an incomplete one', async () => {
  const sim = await simulator()
  const { access_token } = await connect(sim)
  const create = (body: object) =>
    fetch(`${sim.origin}/v3/company/${NORTHWIND}/invoice`, {
      method: 'POST',
      headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const { Invoice } = await (await create({ Line: [{ Amount: 5 }], CustomerRef: { value: '1' } })).json()
  expect(Invoice.Id).toBe('121')
  const read = await call(sim, `/v3/company/${NORTHWIND}/invoice/121`, access_token)
  expect(await read.json()).toMatchObject({ Invoice })
  expect((await create({})).status).toBe(400)
  const missing = await call(sim, `/v3/company/${NORTHWIND}/invoice/999`, access_token)
  expect(await missing.json()).toMatchObject(service('610'))
  const customer = await call(sim, `/v3/company/${NORTHWIND}/customer/7`, access_token)
  expect(await customer.json()).toMatchObject({ Customer: { Id: '7' } })
})

it('throttles the eleventh request of a second and the 501st of a minute, when configured to', async () => {
  const sim = await simulator({ behaviours: { rateLimits: true } })
  const { access_token } = await connect(sim)
  const statuses = new Map<number, number>()
  for (let second = 0; second < 51; second += 1) {
    for (let turn = 0; turn < 11; turn += 1) {
      const { status } = await readCompany(sim, access_token)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
    sim.control.clock.advance(SECOND)
  }
  expect(statuses).toEqual(
    new Map([
      [200, 500],
      [429, 61],
    ]),
  )
  sim.control.clock.advance(60 * SECOND)
  expect((await readCompany(sim, access_token)).status).toBe(200)
})

it('counts the requests of a second for each app by itself', async () => {
  const sim = await simulator({ behaviours: { rateLimits: true } })
  const { access_token } = await connect(sim)
  const location = await sim.control.authorize(authorizeUrl(sim.origin, { client_id: 'other' }), {
    user: 'ben',
  })
  const code = new URL(location).searchParams.get('code') ?? ''
  const other = await tokensOf(await exchange(sim, code, basic('other')))
  for (const token of [...Array(10).fill(access_token), ...Array(10).fill(other.access_token)]) {
    expect((await readCompany(sim, token)).status).toBe(200)
  }
  expect((await readCompany(sim, access_token)).status).toBe(429)
})

it('blocks reads and not writes when the quota is used up', async () => {
  const sim = await simulator({ behaviours: { quotaExhausted: true } })
  const { access_token } = await connect(sim)
  const read = await readCompany(sim, access_token)
  expect([read.status, await read.text()]).toEqual([429, expect.stringContaining('<Error code="3001">')])
  const write = await fetch(`${sim.origin}/v3/company/${NORTHWIND}/invoice`, {
    method: 'POST',
    headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ Line: [], CustomerRef: { value: '1' } }),
  })
  expect(write.status).toBe(200)
})

it('answers unknown paths and methods, with a tid', async () => {
  const sim = await simulator()
  const nowhere = await fetch(`${sim.origin}/v9/nowhere`, { headers: basic() })
  expect(nowhere.status).toBe(404)
  expect(nowhere.headers.get('intuit_tid')).toMatch(/^1-/)
  const method = await fetch(`${sim.origin}/oauth2/v1/tokens/bearer`)
  expect([method.status, method.headers.get('allow')]).toEqual([405, 'POST'])
})
