// A product that mounts the adapter: once for each version of Express and each store it is given, one after the other.
// It prints one line of JSON a step and then ends by itself, for everything it opened is closed.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connectionFixture } from '@mooring/contract/fixtures'
import { describe } from '@mooring/messages'
import { createQuickBooksAdapter, postgresStore, sqliteStore } from '@mooring/server-adapter'
import { startIntuitSimulator } from '@mooring/simulator'

const PATIENCE_MS = 20_000
const AN_HOUR_MS = 3_600_000

/** `{ express, pages, databaseUrl, name }`: packages, modules that render, and a prefix of what is opened. */
const order = JSON.parse(process.argv[2])
const simulator = await startIntuitSimulator()

const stores = {
  SQLite: (cell) => sqliteStore({ path: `./${order.name}_${cell}.db` }),
  Postgres: (cell) => postgresStore({ connectionString: order.databaseUrl, schema: `${order.name}_${cell}` }),
}

/** @returns what came true of: connected, refreshed, event */
async function visit(expressName, store) {
  const { default: express } = await import(expressName)
  const app = express()
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const base = `http://localhost:${server.address().port}/api/quickbooks`
  const quickbooks = createQuickBooksAdapter({
    clientId: 'packed',
    clientSecret: 'packed',
    environment: 'sandbox',
    redirectUri: `${base}/callback`,
    store,
    encryptionKeys: [{ id: 'one', secret: randomBytes(32).toString('base64') }],
    identify: async () => ({ tenantId: 't', userId: 'u', permissions: ['view', 'connect'] }),
    intuitOrigin: simulator.origin,
    now: simulator.control.clock.now,
    confirmCompany: 'never',
  })
  app.use('/api/quickbooks', quickbooks.router)
  try {
    await quickbooks.start()
    return await connectAndRefresh(base, quickbooks)
  } finally {
    await quickbooks.close()
    server.close()
    server.closeAllConnections()
  }
}

async function connectAndRefresh(base, quickbooks) {
  const events = await fetch(`${base}/events`, { signal: AbortSignal.timeout(PATIENCE_MS) })
  const started = await ask(`${base}/connections/authorize`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"mode":"popup"}',
  })
  const { authorizeUrl, attemptId } = await started.json()
  const back = await simulator.control.authorize(authorizeUrl, { user: 'ada', company: 'Harbor Tea Co.' })
  const cookie = started.headers.getSetCookie()[0].split(';')[0]
  await fetch(back, { redirect: 'manual', headers: { cookie }, signal: AbortSignal.timeout(PATIENCE_MS) })
  const attempt = await (await ask(`${base}/attempts/${attemptId}`)).json()
  const event = await firstEvent(events, 'connection')
  const { tokens } = quickbooks.forTenant('t')
  const first = await tokens.get(event.id)
  simulator.control.clock.advance(AN_HOUR_MS)
  const second = await tokens.get(event.id)
  return {
    outcome: attempt.outcome,
    event: event.status,
    isNewToken: second.accessToken !== first.accessToken,
    isLater: second.expiresAt > first.expiresAt,
  }
}

async function ask(url, init) {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) })
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`)
  return response
}

/** The data of the stream's first event of a type. The stream's own signal bounds the wait. */
async function firstEvent(stream, type) {
  let text = ''
  for await (const piece of stream.body.pipeThrough(new TextDecoderStream())) {
    text += piece
    const found = text
      .split('\n\n')
      .slice(0, -1)
      .find((block) => block.split('\n').includes(`event: ${type}`))
    if (found !== undefined) return JSON.parse(found.match(/^data: ?(.*)$/m)[1])
  }
  throw new Error(`The stream ended before an event of type "${type}": ${text}`)
}

const report = (step) => console.log(JSON.stringify(step))

async function reportOf(name, work) {
  try {
    report({ name, ...(await work()) })
  } catch (error) {
    report({ name, error: error.stack ?? String(error) })
  }
}

report({ name: 'node', version: process.versions.node })
report({
  name: 'notice',
  ...describe(connectionFixture('reauthorization_required', 'revoked'), { locale: 'de' }),
})
for (const express of order.express) {
  for (const store of Object.keys(stores)) {
    const cell = `${express.replace('-', '_')}_${store.toLowerCase()}`
    await reportOf(`${express} on ${store}`, () => visit(express, stores[store](cell)))
  }
}
await simulator.close()
for (const page of order.pages) await reportOf(page, async () => (await import(page)).render())
