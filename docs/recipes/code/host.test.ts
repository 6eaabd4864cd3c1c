// The recipes' server code at work: mounted in Express, on a simulated Intuit.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createQuickBooksAdapter, memoryStore, type QuickBooksAdapter } from '@mooring/server-adapter'
import { type IntuitSimulator, startIntuitSimulator } from '@mooring/simulator'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { importTokens, type TokenRow } from './import-tokens.ts'
import { createServer } from './react-router/server.ts'
import { readInvoices } from './sync.ts'

const SESSION = 'session=s1'
const REDIRECT_URI = 'http://localhost:3000/api/quickbooks/callback'

let simulator: IntuitSimulator
let quickbooks: QuickBooksAdapter
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
    identify: (req) =>
      req.headers.cookie === SESSION ? { tenantId: 'harbor', userId: 'ada', permissions: ['view'] } : null,
  })
  opening.defer(() => quickbooks.close())
  opened = opening.move()
})
afterEach(async () => {
  await opened.disposeAsync()
})

/** A grant that a hand-written integration got of Intuit. */
async function handWritten(): Promise<TokenRow> {
  const client = { client_id: 'recipes', redirect_uri: REDIRECT_URI }
  const query = new URLSearchParams({
    ...client,
    ...{ scope: 'com.intuit.quickbooks.accounting', response_type: 'code', state: 'old' },
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
  const { refresh_token: refreshToken } = (await answer.json()) as { refresh_token: string }
  return { accountId: 'harbor', realmId: back.searchParams.get('realmId') ?? '', refreshToken }
}

/** The status of a page's answer, for someone signed in. */
async function statusOf(app: ReturnType<typeof createServer>, path: string, cookie: string): Promise<number> {
  using opened = new DisposableStack()
  const server = opened.adopt(app.listen(0, '127.0.0.1'), (listening) => {
    listening.closeAllConnections()
    listening.close()
  })
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  return (await fetch(`http://127.0.0.1:${port}${path}`, { headers: { cookie } })).status
}

it('takes over a table of tokens, twice without harm, and names the dead ones', async () => {
  const row = await handWritten()
  const dead = { ...row, realmId: '9130000000000001', refreshToken: 'RT1-long-dead' }
  const first = await importTokens(quickbooks, [row, dead])
  expect(first.map(({ outcome }) => outcome)).toEqual(['imported', 'dead'])
  expect(first[1]?.because).toBe('revoked')
  expect((await importTokens(quickbooks, [row])).map(({ outcome }) => outcome)).toEqual(['imported'])
  expect(await quickbooks.forTenant('harbor').connections.list()).toHaveLength(1)
})

it('reads invoices with what was taken over, and says when a person has to act', async () => {
  await importTokens(quickbooks, [await handWritten()])
  const books = quickbooks.forTenant('harbor')
  const [connection] = await books.connections.list()
  const id = connection?.id ?? ''
  expect(await readInvoices(quickbooks, 'harbor', id)).not.toHaveLength(0)
  await books.connections.disconnect(id)
  expect(await readInvoices(quickbooks, 'harbor', id)).toBeNull()
})

it('is mounted before a framework that takes everything', async () => {
  const app = createServer(quickbooks, (_request, response) => void response.status(418).end())
  expect(await statusOf(app, '/api/quickbooks/connections', SESSION)).toBe(200)
  expect(await statusOf(app, '/api/quickbooks/connections', '')).toBe(401)
  expect(await statusOf(app, '/anything', '')).toBe(418)
})
