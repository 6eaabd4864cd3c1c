// The handler behind Node's own server and behind Koa: connect, event stream, webhook, and what is not Mooring's.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createQuickBooksAdapter, memoryStore, type QuickBooksAdapter } from '@mooring/server-adapter'
import { startIntuitSimulator } from '@mooring/simulator'
import { connectCompany } from '@mooring/testing/server'
import Koa from 'koa'
import { expect, it } from 'vitest'
import { quickbooksRoutes } from './node/koa.ts'
import { plainServer } from './node/server.ts'

const REALM = '9130355377388383'
const TOKEN = 'verifier'
const ADA = { cookie: 'session=ada' }

/** Koa around the routes, and a page behind them. */
function koaServer(quickbooks: QuickBooksAdapter): Server {
  const app = new Koa()
  app.use(quickbooksRoutes(quickbooks))
  app.use((context) => {
    context.body = 'shop'
  })
  return app.listen(0)
}

const plain = (quickbooks: QuickBooksAdapter): Server =>
  plainServer(quickbooks, (_request, response) => void response.end('shop')).listen(0)

it.each([
  ['plain Node', plain],
  ['Koa', koaServer],
])('%s', async (_, listen) => {
  await using opened = new AsyncDisposableStack()
  const simulator = opened.adopt(await startIntuitSimulator(), (intuit) => intuit.close())
  const eventTypes: string[] = []
  const quickbooks = createQuickBooksAdapter<Request>({
    ...{ clientId: 'node', clientSecret: 'node-secret', environment: 'sandbox' },
    redirectUri: 'http://localhost:3000/api/quickbooks/callback',
    store: memoryStore(),
    encryptionKeys: [{ id: 'one', secret: randomBytes(32).toString('base64') }],
    intuitOrigin: simulator.origin,
    webhookVerifierTokens: [TOKEN],
    identify: ({ headers }) =>
      headers.get('cookie')?.includes('session=ada')
        ? { tenantId: 'harbor', userId: 'ada', permissions: ['view', 'connect'] }
        : null,
    onEvent: ({ type }) => void eventTypes.push(type),
  })
  opened.defer(() => quickbooks.close())
  const server = opened.adopt(listen(quickbooks), (listening) => {
    listening.closeAllConnections()
    listening.close()
  })
  if (!server.listening) await once(server, 'listening')
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`

  const connection = await connectCompany(origin, { simulator, as: ADA })
  expect(connection.status).toBe('connected')
  const leaving = new AbortController()
  const { signal } = leaving
  const events = await fetch(`${origin}/api/quickbooks/events`, { headers: ADA, signal })
  expect(events.headers.get('content-type')).toContain('text/event-stream')
  expect((await events.body?.getReader().read())?.value?.length).toBeGreaterThan(0)
  leaving.abort()

  const { attempts } = await simulator.control.sendWebhook({
    ...{ url: `${origin}/api/quickbooks/webhooks`, verifierToken: TOKEN, shape: 'cloudevents' },
    events: [{ realmId: REALM, name: 'Invoice', id: '1', operation: 'Update' }],
  })
  expect(attempts).toMatchObject([{ status: 200 }])
  await expect
    .poll(async () => {
      await quickbooks.runDueWork()
      return eventTypes
    })
    .toContain('webhook.received')
  expect(await (await fetch(origin)).text()).toBe('shop')
})
