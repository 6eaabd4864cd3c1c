// QuickBooks libraries with nothing but addresses changed: their own sign-in and refresh, reads and writes.

import OAuthClient from 'intuit-oauth'
import library, { type QuickBooks as NodeQuickBooks } from 'node-quickbooks'
import { ApiClient, AuthProvider, AuthScopes, Environment } from 'quickbooks-api'
import { Quickbooks } from 'quickbooks-node-promise'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { IntuitSimulator } from '../../src/index.ts'
import { ACCOUNTING, HARBOR_TEA, REDIRECT_URI } from '../app.ts'
import {
  CLIENT,
  companyRead,
  consentAt,
  fetchAt,
  HARBOR,
  simulatedIntuit,
  TWO_HOURS,
  tokensOfAda,
} from './product.ts'

// Its types name a member that is not there at run time: what the package exports is the class itself.
const QuickBooks = library as unknown as typeof NodeQuickBooks

/** A library's constants, changed until the test ends. */
function addresses<Target extends object>(target: Target, changes: Partial<Record<string, unknown>>): void {
  const before = Object.fromEntries(Object.keys(changes).map((name) => [name, Reflect.get(target, name)]))
  Object.assign(target, changes)
  onTestFinished(() => void Object.assign(target, before))
}

const company = ({ origin }: IntuitSimulator) => `${origin}/v3/company/`
const token = ({ origin }: IntuitSimulator) => `${origin}/oauth2/v1/tokens/bearer`
const revoke = ({ origin }: IntuitSimulator) => `${origin}/v2/oauth2/tokens/revoke`

it('intuit-oauth: sign-in, an id_token it validates, who consented, company, refresh, revoke', async () => {
  const sim = await simulatedIntuit({ issuer: 'https://oauth.platform.intuit.com/op/v1' })
  addresses(OAuthClient, {
    authorizeEndpoint: `${sim.origin}/connect/oauth2`,
    tokenEndpoint: token(sim),
    revokeEndpoint: revoke(sim),
    jwks_uri: `${sim.origin}/op/v1/jwks`,
    userinfo_endpoint_sandbox: `${sim.origin}/v1/openid_connect/userinfo`,
    environment: { sandbox: `${sim.origin}/`, production: `${sim.origin}/` },
  })
  const client = new OAuthClient({
    ...{ clientId: CLIENT.id, clientSecret: CLIENT.secret },
    ...{ environment: 'sandbox', redirectUri: REDIRECT_URI },
  })
  const scope = [ACCOUNTING, 'openid', 'email']
  const back = await consentAt(sim, client.authorizeUri({ scope, state: 'intuit-oauth' }))
  await client.createToken(String(back))
  expect(client.getToken()).toMatchObject({ realmId: HARBOR_TEA, x_refresh_token_expires_in: 8_726_400 })
  expect(await client.validateIdToken()).toBe(true)
  expect((await client.getUserInfo()).json).toMatchObject({ email: 'ada@example.com' })
  const url = `v3/company/${HARBOR_TEA}/companyinfo/${HARBOR_TEA}`
  expect((await client.makeApiCall({ url })).json).toMatchObject({ CompanyInfo: { CompanyName: HARBOR } })

  sim.control.clock.advance(TWO_HOURS)
  await expect(client.makeApiCall({ url })).rejects.toMatchObject({ code: '401' })
  await client.refresh()
  expect((await client.makeApiCall({ url })).json).toMatchObject({ CompanyInfo: { CompanyName: HARBOR } })
  await client.revoke()
  expect(sim.control.grants()).toMatchObject([{ live: false }])
})

/** node-quickbooks answers by callback: (error, answer), where a Fault in a 200 comes as the error. */
const answered = <Answer>(ask: (done: (error: unknown, answer: unknown) => void) => void): Promise<Answer> =>
  new Promise((resolve, reject) =>
    ask((error, answer) => (error ? reject(error) : resolve(answer as Answer))),
  )

interface Saved {
  Id: string
  SyncToken: string
  DisplayName: string
  CompanyName?: string
  TotalAmt: number
  Balance: number
}

it('node-quickbooks: refresh, find, create, update, delete, void, batch, changes, revoke', async () => {
  const sim = await simulatedIntuit()
  addresses(QuickBooks, {
    V3_ENDPOINT_BASE_URL: company(sim),
    TOKEN_URL: token(sim),
    REVOKE_URL: revoke(sim),
    USER_INFO_URL: `${sim.origin}/v1/openid_connect/userinfo`,
  })
  const { access_token, refresh_token } = await tokensOfAda(sim, `${ACCOUNTING} openid email`)
  const client = new QuickBooks(
    ...([CLIENT.id, CLIENT.secret, access_token, false, HARBOR_TEA] as const),
    ...([true, false, null, '2.0', refresh_token] as const),
  )
  expect(await answered((done) => client.getUserInfo(done))).toMatchObject({ email: 'ada@example.com' })
  sim.control.clock.advance(TWO_HOURS)
  await expect(answered((done) => client.getCompanyInfo(HARBOR_TEA, done))).rejects.toMatchObject({
    response: { status: 401 },
  })
  await answered((done) => client.refreshAccessToken(done))
  const since = new Date(sim.control.clock.now() - 1_000)

  const made = await answered<Saved>((done) => client.createCustomer({ DisplayName: "O'Hara & Söhne" }, done))
  const found = (value: string) =>
    answered<{ QueryResponse: { Customer?: Saved[] } }>((done) =>
      client.findCustomers([{ field: 'DisplayName', value }], done),
    )
  expect((await found("O'Hara & Söhne")).QueryResponse.Customer).toMatchObject([{ Id: made.Id }])
  expect((await found('No such one')).QueryResponse.Customer).toBeUndefined()
  const changes = { ...made, sparse: true, CompanyName: 'Söhne' }
  const changed = await answered<Saved>((done) => client.updateCustomer(changes, done))
  expect(changed).toMatchObject({ Id: made.Id, CompanyName: 'Söhne', SyncToken: '1' })
  await expect(answered((done) => client.updateCustomer(changes, done))).rejects.toMatchObject({
    response: { data: { Fault: { Error: [{ code: '5010' }] } } },
  })

  const invoice = {
    CustomerRef: { value: made.Id },
    Line: [
      { Amount: 12.5, DetailType: 'SalesItemLineDetail', SalesItemLineDetail: { ItemRef: { value: '1' } } },
    ],
  }
  const [first, second] = [
    await answered<Saved>((done) => client.createInvoice(invoice, done)),
    await answered<Saved>((done) => client.createInvoice(invoice, done)),
  ]
  expect(first).toMatchObject({ TotalAmt: 12.5, Balance: 12.5 })
  await answered((done) => client.deleteInvoice(first.Id, done))
  await answered((done) => client.voidInvoice(second, done))
  await expect(answered((done) => client.getInvoice(first.Id, done))).rejects.toMatchObject({
    response: { data: { Fault: { Error: [{ code: '610' }] } } },
  })
  expect(await answered((done) => client.getInvoice(second.Id, done))).toMatchObject({ TotalAmt: 0 })

  const items: object[] = [
    { bId: 'a', Query: 'select * from Customer startposition 1 maxresults 3' },
    { bId: 'b', operation: 'create', Customer: { DisplayName: "O'Hara & Söhne" } },
  ]
  const batch = await answered<{ BatchItemResponse: object[] }>((done) =>
    client.batch(items as Parameters<typeof client.batch>[0], done),
  )
  expect(batch.BatchItemResponse).toMatchObject([
    { bId: 'a', QueryResponse: { maxResults: 3 } },
    { bId: 'b', Fault: { Error: [{ code: '6240' }] } },
  ])
  const all = await answered<object>((done) => client.changeDataCapture(['Customer', 'Invoice'], since, done))
  expect(all).toMatchObject({
    CDCResponse: [
      {
        QueryResponse: [
          { Customer: [{ Id: made.Id }] },
          { Invoice: expect.arrayContaining([expect.objectContaining({ Id: first.Id, status: 'Deleted' })]) },
        ],
      },
    ],
  })
  await answered((done) => client.revokeAccess(true, done))
  expect(sim.control.grants()).toMatchObject([{ live: false }])
})

it('quickbooks-node-promise: sign-in, its own refresh, find, create, revoke', async () => {
  const sim = await simulatedIntuit()
  addresses(Quickbooks, {
    AUTHORIZATION_URL: `${sim.origin}/connect/oauth2`,
    TOKEN_URL: token(sim),
    REVOKE_URL: revoke(sim),
    V3_ENDPOINT_BASE_URL: company(sim),
  })
  const config = {
    ...{ appKey: CLIENT.id, appSecret: CLIENT.secret, redirectUrl: REDIRECT_URI, autoRefresh: true },
    scope: [Quickbooks.scopes.Accounting],
  }
  const back = await consentAt(sim, Quickbooks.authorizeUrl(config, 'promise'))
  const client = new Quickbooks(config, HARBOR_TEA)
  await client.createToken(back.searchParams.get('code') ?? '')
  expect(await client.getCompanyInfo(HARBOR_TEA)).toMatchObject({ CompanyInfo: { CompanyName: HARBOR } })
  const { Customer } = await client.createCustomer({ DisplayName: 'Ludlow & Söhne' })
  const found = await client.findCustomers({ items: [{ field: 'DisplayName', value: 'Ludlow & Söhne' }] })
  expect(found.QueryResponse.Customer).toMatchObject([{ Id: Customer.Id }])
  expect(await client.countInvoices()).toMatchObject({ QueryResponse: { totalCount: 120 } })

  sim.control.clock.advance(TWO_HOURS)
  await client.refreshAccessToken()
  expect(await client.getInvoice('1')).toMatchObject({ Invoice: { Id: '1' } })
  await client.revokeAccess(true)
  expect(sim.control.grants()).toMatchObject([{ live: false }])
})

it('quickbooks-api: sign-in, its own refresh, company, customers and invoices in pages, revoke', async () => {
  const sim = await simulatedIntuit()
  vi.stubGlobal('fetch', fetchAt(sim))
  onTestFinished(() => void vi.unstubAllGlobals())
  const auth = new AuthProvider(CLIENT.id, CLIENT.secret, REDIRECT_URI, [AuthScopes.Accounting])
  const { search } = auth.generateAuthUrl('quickbooks-api')
  const back = await consentAt(sim, `${sim.origin}/connect/oauth2${search}`)
  const first = await auth.exchangeCode(
    back.searchParams.get('code') ?? '',
    back.searchParams.get('realmId') ?? '',
  )
  expect(first.realmId).toBe(HARBOR_TEA)
  const client = new ApiClient(auth, Environment.Sandbox)
  expect(await client.companyInfo.getCompanyInfo()).toMatchObject({ CompanyName: HARBOR })
  const page = await client.customers.getAllCustomers({ searchOptions: { maxResults: 50, page: 3 } })
  expect([page.results.length, page.hasNextPage]).toEqual([20, false])
  expect((await client.invoices.getAllInvoices({ searchOptions: { maxResults: 100 } })).hasNextPage).toBe(
    true,
  )

  sim.control.clock.advance(TWO_HOURS)
  await auth.refresh()
  const { accessToken } = await auth.getToken()
  expect(await companyRead(sim, accessToken)).toBe(HARBOR)
  await auth.revoke()
  expect(sim.control.grants()).toMatchObject([{ live: false }])
})
