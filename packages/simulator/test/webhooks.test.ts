// Webhooks: signed, in both shapes, repeated on Intuit's schedule.
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import type { WebhookEvent, WebhookOrder } from '../src/index.ts'
import { HARBOR_TEA, NORTHWIND, SECOND, simulator } from './app.ts'

const events: WebhookEvent[] = [
  {
    realmId: NORTHWIND,
    name: 'Invoice',
    id: '12',
    operation: 'Create',
    at: '2026-11-20T10:00:00Z',
    eventId: 'e-1',
  },
  {
    realmId: HARBOR_TEA,
    name: 'Customer',
    id: '7',
    operation: 'Void',
    at: '2026-11-20T10:00:01Z',
    eventId: 'e-2',
  },
]

/** A host's webhook route that answers with the statuses given, one after the other, the last one for good. */
async function host(...statuses: number[]) {
  const received: { headers: IncomingHttpHeaders; body: string }[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
    response.writeHead(statuses[Math.min(received.length, statuses.length) - 1] ?? 200).end()
  }).listen(0, '127.0.0.1')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  await once(server, 'listening')
  const order: WebhookOrder = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    verifierToken: 'verifier',
    shape: 'cloudevents',
    events,
  }
  return { received, order }
}

it('signs the raw body and sends an array of CloudEvents', async () => {
  const sim = await simulator()
  const { received, order } = await host(200)
  expect(await sim.control.sendWebhook(order)).toMatchObject({ state: 'acknowledged', nextAttemptAt: null })
  const [{ headers, body } = { headers: {}, body: '' }] = received
  expect(headers['intuit-signature']).toBe(createHmac('sha256', 'verifier').update(body).digest('base64'))
  expect(headers).toHaveProperty('intuit-t-id')
  expect(JSON.parse(body)).toMatchObject([
    {
      specversion: '1.0',
      id: 'e-1',
      type: 'qbo.invoice.created.v1',
      intuitentityid: '12',
      intuitaccountid: NORTHWIND,
    },
    { type: 'qbo.customer.void.v1', intuitaccountid: HARBOR_TEA, time: '2026-11-20T10:00:01Z', data: {} },
  ])
})

it('sends the old shape, one notification per company', async () => {
  const sim = await simulator()
  const { received, order } = await host(200)
  await sim.control.sendWebhook({ ...order, shape: 'legacy' })
  const invoice = { name: 'Invoice', id: '12', operation: 'Create', lastUpdated: '2026-11-20T10:00:00Z' }
  expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({
    eventNotifications: [
      { realmId: NORTHWIND, dataChangeEvent: { entities: [invoice] } },
      { realmId: HARBOR_TEA },
    ],
  })
})

it('tries again after 10, 20, 30 seconds, 5 and 20 minutes, 2, 4, 6 and again 6 hours, with the same bytes', async () => {
  const sim = await simulator()
  const { received, order } = await host(500, 503, 302, 204, 404, 500, 500, 500, 500, 200)
  await sim.control.sendWebhook(order)
  for (const seconds of [10, 20, 30, 300, 1200, 7200, 14_400, 21_600, 21_600]) {
    const before = received.length
    sim.control.clock.advance(seconds * SECOND - 1)
    await sim.control.runDueWebhooks()
    expect(received).toHaveLength(before)
    sim.control.clock.advance(1)
    await sim.control.runDueWebhooks()
    expect(received).toHaveLength(before + 1)
  }
  expect(new Set(received.map(({ body }) => body)).size).toBe(1)
  expect(sim.control.webhooks()).toMatchObject([{ state: 'acknowledged', nextAttemptAt: null }])
})

it('counts no one there as not acknowledged', async () => {
  const sim = await simulator()
  const order: WebhookOrder = {
    url: 'http://127.0.0.1:1/webhooks',
    verifierToken: 'v',
    shape: 'legacy',
    events,
  }
  const delivery = await sim.control.sendWebhook(order)
  expect(delivery).toMatchObject({ state: 'waiting', attempts: [{ status: null }] })
})

it('refuses an order that is not valid', async () => {
  const sim = await simulator()
  const order = { url: 'nowhere', verifierToken: 'v', shape: 'legacy', events } as const
  await expect(sim.control.sendWebhook(order)).rejects.toThrow('"url" must be an absolute http or https URL')
  const odd = [{ realmId: '1', name: 'Invoice', id: '1', operation: 'Explode' }] as unknown as WebhookEvent[]
  await expect(sim.control.sendWebhook({ ...order, url: 'http://a.example', events: odd })).rejects.toThrow(
    '"operation" must be one of Create',
  )
})
