// A company connected through apps of several kinds, on the real adapter and the simulator.
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { createQuickBooksAdapter, memoryStore, type QuickBooksAdapterOptions } from '@mooring/server-adapter'
import { startIntuitSimulator } from '@mooring/simulator'
import express, { type Request as ExpressRequest } from 'express'
import { afterEach, expect, it } from 'vitest'
import { connectCompany, createTestClock } from '../src/server.ts'

let closing = new AsyncDisposableStack()
afterEach(async () => {
  await closing.disposeAsync()
  closing = new AsyncDisposableStack()
})

type Asked = ExpressRequest | Request

const headerOf = (request: Asked, name: string): string | undefined =>
  request instanceof Request ? (request.headers.get(name) ?? undefined) : request.get(name)

/** Signed in by cookie or by bearer token. */
const identify = (request: Asked) => {
  const token = headerOf(request, 'authorization')
  const cookie = headerOf(request, 'cookie')
  const userId = /session=(\w+)/.exec(cookie ?? '')?.[1] ?? token?.replace('Bearer ', '')
  return userId
    ? { tenantId: 'harbor', userId, permissions: ['view', 'connect', 'reauthorize'] as const }
    : null
}

async function openApp(mount = '/api/quickbooks', options: Partial<QuickBooksAdapterOptions> = {}) {
  const simulator = closing.adopt(await startIntuitSimulator(), (intuit) => intuit.close())
  const quickbooks = closing.adopt(
    createQuickBooksAdapter({
      clientId: 'test',
      clientSecret: 'test',
      environment: 'sandbox',
      redirectUri: `http://localhost:3000${mount}/callback`,
      store: memoryStore(),
      encryptionKeys: [{ id: 'one', secret: randomBytes(32).toString('base64') }],
      identify: identify as QuickBooksAdapterOptions['identify'],
      intuitOrigin: simulator.origin,
      now: simulator.control.clock.now,
      ...options,
    }),
    (adapter) => adapter.close(),
  )
  const app = express().use(mount, quickbooks.router)
  return { simulator, quickbooks, app }
}

const ADA = { cookie: 'session=ada' }
const connected = {
  status: 'connected',
  company: { name: 'Harbor Tea Co.' },
  authorizedBy: { userId: 'ada' },
}

it('connects and confirms through an Express app that listens nowhere', async () => {
  const { app, simulator, quickbooks } = await openApp()
  const connection = await connectCompany(app, { simulator, as: ADA })
  expect(connection).toMatchObject(connected)
  const { accessToken } = await quickbooks.forTenant('harbor').tokens.get(connection.id)
  expect(accessToken).toMatch(/^sim-at-/)
})

it('connects through a handler of the platform’s, and an app that has one', async () => {
  const { quickbooks, simulator } = await openApp()
  expect(await connectCompany(quickbooks.handler, { simulator, as: 'session=ada' })).toMatchObject(connected)
  const app = { fetch: (request: Request) => quickbooks.handler(request) }
  expect(await connectCompany(app, { simulator, as: ADA, company: 'Harbor Tea Wholesale' })).toMatchObject({
    company: { name: 'Harbor Tea Wholesale' },
  })
})

it('connects through a server, listening or not, and leaves it so', async () => {
  const { app, simulator } = await openApp()
  const server = createServer(app)
  expect(await connectCompany(server, { simulator, as: ADA })).toMatchObject(connected)
  expect(server.listening).toBe(false)
  await new Promise<void>((resolve) => void server.listen(0, 'localhost', resolve))
  closing.defer(() => void server.close())
  const { port } = server.address() as { port: number }
  expect(await connectCompany(`http://localhost:${port}`, { simulator, as: ADA })).toMatchObject(connected)
  expect(await connectCompany(server, { simulator, as: ADA })).toMatchObject(connected)
  expect(server.listening).toBe(true)
})

it('connects under another mount path, for a bearer of tokens, without the confirmation', async () => {
  const { app, simulator } = await openApp('/books')
  const as = { authorization: 'Bearer ben' }
  const connection = await connectCompany(app, {
    simulator,
    as,
    mount: '/books/',
    confirm: false,
    company: 'Northwind Bakery',
  })
  expect(connection).toMatchObject({ status: 'awaiting_confirmation', company: { name: 'Northwind Bakery' } })
})

it('follows a clock of the test’s', async () => {
  const clock = createTestClock('2030-01-01T00:00:00Z')
  const { app, simulator } = await openApp('/api/quickbooks', { now: clock.now })
  const { connectedAt } = await connectCompany(app, { simulator, as: ADA })
  expect(connectedAt).toBe('2030-01-01T00:00:00.000Z')
  clock.advance(1_000)
  expect(clock.now()).toBe(Date.parse('2030-01-01T00:00:01Z'))
  expect(() => clock.advance(-1)).toThrow(RangeError)
  expect(() => clock.set('never')).toThrow(/"never" is not a time/)
})

it('says what is refused, and what there is not', async () => {
  const { app, simulator } = await openApp()
  const trying = (options: Partial<Parameters<typeof connectCompany>[1]>) =>
    connectCompany(app, { simulator, as: ADA, ...options })
  await expect(trying({ as: {} })).rejects.toThrow(/authorize answered 401 not_authenticated/)
  await expect(trying({ mount: '/wrong' })).rejects.toThrow(
    /answered 404, and not as the adapter does.*`mount`/,
  )
  await expect(trying({ company: 'Nobody Inc.' })).rejects.toThrow(
    /no company "Nobody Inc\.".*Harbor Tea Co\./,
  )
  await expect(trying({ as: 'zoe' })).rejects.toThrow(/no user "zoe"/)
  simulator.control.fault({ route: 'token', kind: 'html-503' })
  await expect(trying({})).rejects.toThrow(/ended as "failed": /)
})
