// Real QuickBooks clients at work with Mooring's live tokens, on a simulated Intuit.
import { randomBytes } from 'node:crypto'
import { createQuickBooksAdapter, memoryStore, type QuickBooksAdapter } from '@mooring/server-adapter'
import { type IntuitSimulator, startIntuitSimulator } from '@mooring/simulator'
import { Quickbooks } from 'quickbooks-node-promise'
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { intuitOauth } from './clients/intuit-oauth.ts'
import { nodeQuickbooks } from './clients/node-quickbooks.ts'
import { quickbooksApi } from './clients/quickbooks-api.ts'
import { quickbooksNodePromise } from './clients/quickbooks-node-promise.ts'

const REDIRECT_URI = 'http://localhost:3000/api/quickbooks/callback'
const REALM = '9130355377388383'
const HOUR = 3_600_000

let simulator: IntuitSimulator
let quickbooks: QuickBooksAdapter
let connectionId: string
let opened: AsyncDisposableStack
beforeEach(async () => {
  await using opening = new AsyncDisposableStack()
  simulator = opening.adopt(await startIntuitSimulator(), (intuit) => intuit.close())
  quickbooks = createQuickBooksAdapter({
    ...{ clientId: 'recipes', clientSecret: 'recipes-secret', environment: 'sandbox' },
    redirectUri: REDIRECT_URI,
    store: memoryStore(),
    encryptionKeys: [{ id: 'one', secret: randomBytes(32).toString('base64') }],
    intuitOrigin: simulator.origin,
    identify: () => null,
    now: () => simulator.control.clock.now(),
  })
  opening.defer(() => quickbooks.close())
  const tokens = { realmId: REALM, refreshToken: await refreshToken() }
  connectionId = (await quickbooks.forTenant('harbor').connections.import(tokens)).id
  opened = opening.move()
})
afterEach(async () => {
  await opened.disposeAsync()
})

async function refreshToken(): Promise<string> {
  const query = new URLSearchParams({
    ...{ client_id: 'recipes', redirect_uri: REDIRECT_URI, state: 'old' },
    ...{ scope: 'com.intuit.quickbooks.accounting', response_type: 'code' },
  })
  const person = { user: 'ada', company: 'Harbor Tea Co.' }
  const back = new URL(
    await simulator.control.authorize(`${simulator.origin}/connect/oauth2?${query}`, person),
  )
  const answer = await fetch(`${simulator.origin}/oauth2/v1/tokens/bearer`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('recipes:recipes-secret')}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: back.searchParams.get('code') ?? '',
      redirect_uri: REDIRECT_URI,
    }),
  })
  return ((await answer.json()) as { refresh_token: string }).refresh_token
}

const books = () => `${simulator.origin}/v3/company/`
const refreshes = () => simulator.control.requests({ route: 'token' }).length

it('node-quickbooks creates and finds, and goes on after an hour with a new client', async () => {
  const client = await nodeQuickbooks(quickbooks, 'harbor', connectionId)
  client.endpoint = books()
  const created = await new Promise<{ Id?: string }>((resolve, reject) => {
    client.createCustomer({ DisplayName: 'Ludlow & Sons' }, (error: unknown, answer: unknown) =>
      error ? reject(error) : resolve(answer as { Id?: string }),
    )
  })
  simulator.control.clock.advance(2 * HOUR)
  const next = await nodeQuickbooks(quickbooks, 'harbor', connectionId)
  next.endpoint = books()
  const found = await new Promise<unknown>((resolve, reject) => {
    next.findCustomers(
      [{ field: 'DisplayName', value: 'Ludlow & Sons' }],
      (error: unknown, answer: unknown) => (error ? reject(error) : resolve(answer)),
    )
  })
  expect(found).toMatchObject({ QueryResponse: { Customer: [{ Id: created.Id }] } })
})

it('intuit-oauth calls with the live token, and cannot spend the refresh token', async () => {
  const client = await intuitOauth(quickbooks, 'harbor', connectionId)
  const before = refreshes()
  const { json } = await client.makeApiCall({ url: `${books()}${REALM}/companyinfo/${REALM}` })
  expect(json).toMatchObject({ CompanyInfo: { CompanyName: 'Harbor Tea Co.' } })
  await expect(client.refresh()).rejects.toThrow('Refresh token is missing')
  expect(refreshes()).toBe(before)
})

it('quickbooks-node-promise calls with the live token, and renews nothing', async () => {
  Quickbooks.V3_ENDPOINT_BASE_URL = books()
  const client = await quickbooksNodePromise(quickbooks, 'harbor', connectionId)
  const before = refreshes()
  expect(await client.getCompanyInfo(REALM)).toMatchObject({ CompanyInfo: { CompanyName: 'Harbor Tea Co.' } })
  simulator.control.clock.advance(2 * HOUR)
  await expect(client.getCompanyInfo(REALM)).rejects.toThrow()
  expect(refreshes()).toBe(before)
  const next = await quickbooksNodePromise(quickbooks, 'harbor', connectionId)
  expect(await next.getCompanyInfo(REALM)).toMatchObject({ CompanyInfo: { CompanyName: 'Harbor Tea Co.' } })
})

it('quickbooks-api calls with the live token, and renews nothing', async () => {
  const platform = fetch
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const { hostname, pathname, search } = new URL(url)
    return await platform(hostname.endsWith('.intuit.com') ? simulator.origin + pathname + search : url, init)
  })
  onTestFinished(() => void vi.unstubAllGlobals())
  const client = await quickbooksApi(quickbooks, 'harbor', connectionId)
  const before = refreshes()
  expect(await client.companyInfo.getCompanyInfo()).toMatchObject({ CompanyName: 'Harbor Tea Co.' })
  simulator.control.clock.advance(2 * HOUR)
  await expect(client.companyInfo.getCompanyInfo()).rejects.toThrow('3200')
  expect(refreshes()).toBe(before)
  const next = await quickbooksApi(quickbooks, 'harbor', connectionId)
  expect(await next.companyInfo.getCompanyInfo()).toMatchObject({ CompanyName: 'Harbor Tea Co.' })
})

it('a node-quickbooks object that is kept goes on with the token it is given', async () => {
  const client = await nodeQuickbooks(quickbooks, 'harbor', connectionId)
  client.endpoint = books()
  simulator.control.clock.advance(2 * HOUR)
  client.token = (await quickbooks.forTenant('harbor').tokens.get(connectionId)).accessToken
  const company = await new Promise<unknown>((resolve, reject) => {
    client.getCompanyInfo(REALM, (error: unknown, answer: unknown) =>
      error ? reject(error) : resolve(answer),
    )
  })
  expect(company).toMatchObject({ CompanyName: 'Harbor Tea Co.' })
})
