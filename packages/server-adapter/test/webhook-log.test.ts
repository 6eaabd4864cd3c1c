// What an operator sees of webhooks: what became of each that Intuit signed, and how many were refused.
import { createHmac } from 'node:crypto'
import type { WebhookEvent } from '@mooring/simulator'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE } from '../src/platform/clock.ts'
import { usePostgres } from './instances/postgres-stage.ts'
import { HARBOR, type Stage } from './stage.ts'
import { KEY } from './token-lifecycle/test-deps.ts'

const TOKEN = 'verifier-canary'
const BEGIN = Date.UTC(2027, 0, 5, 12)
const ground = usePostgres()
const options = { webhookVerifierTokens: [TOKEN], sharedCompanies: 'allow' } as const
const invoice = (id: string, realmId = HARBOR): WebhookEvent => ({
  realmId,
  name: 'Invoice',
  id,
  operation: 'Create',
})

let stage: Stage
const log = (filter = {}) => stage.adapter.operations.webhooks(filter)
const connect = async (tenant: string) =>
  (await stage.browser(tenant).connect(stage.simulator.control, { user: 'ada', company: 'Harbor Tea Co.' }))
    .id
const send = (...events: WebhookEvent[]) =>
  stage.simulator.control.sendWebhook({
    url: `${stage.origin}/api/quickbooks/webhooks`,
    verifierToken: TOKEN,
    shape: 'cloudevents',
    events,
  })

async function post(body: string, token = TOKEN): Promise<number> {
  const signature = createHmac('sha256', token).update(body).digest('base64')
  const headers = { 'intuit-signature': signature, 'content-type': 'application/json' }
  const url = `${stage.origin}/api/quickbooks/webhooks`
  return (await fetch(url, { method: 'POST', body, headers })).status
}

describe.each([
  ['a file', () => ground.openOnFile({ encryptionKeys: [KEY], ...options })],
  ['Postgres', () => ground.open(options)],
] as const)('on %s', (_store, open) => {
  beforeEach(async () => {
    stage = await open()
    stage.simulator.control.clock.set(BEGIN)
  })
  afterEach(async () => {
    await stage.close()
  })

  it('lists what arrived, then whose it was, each webhook once', async () => {
    const connectionId = await connect('harbor')
    const other = await connect('northwind')
    await send(invoice('1'), invoice('2'))
    expect(await log()).toMatchObject({
      deliveries: [{ state: 'waiting', tries: 0, why: null, events: 2, connections: [] }],
      nextCursor: null,
      refused: [],
    })
    await stage.adapter.runDueWork()
    await send(invoice('3', '9130355377391207'))
    await stage.adapter.runDueWork()
    const { deliveries } = await log()
    expect(deliveries).toMatchObject([
      { state: 'worked_on', events: 1, connections: [] },
      {
        state: 'worked_on',
        workedOnAt: expect.stringMatching(/^2027-01-05T12:/),
        events: 2,
        connections: [
          { connectionId, tenantId: 'harbor', events: 2 },
          { connectionId: other, tenantId: 'northwind', events: 2 },
        ].sort((one, another) => (one.connectionId < another.connectionId ? -1 : 1)),
      },
    ])
    expect((await log({ connectionId })).deliveries).toEqual(deliveries.slice(1))
    expect(JSON.stringify(deliveries)).not.toContain(HARBOR)
  })

  it('says of one that can’t be read that it is parked', async () => {
    expect(await post('not json')).toBe(200)
    expect((await log()).deliveries).toMatchObject([
      { state: 'parked', parkedAt: expect.any(String), why: 'unreadable', events: 0 },
    ])
  })

  it('counts refused ones by the hour, and stores nothing of them', async () => {
    for (const body of ['[1]', '[2]', '[3]']) expect(await post(body, 'another token')).toBe(401)
    await stage.adapter.runDueWork()
    stage.simulator.control.clock.advance(HOUR)
    await post('[4]', 'another token')
    await stage.adapter.runDueWork()
    expect(await log()).toEqual({
      deliveries: [],
      nextCursor: null,
      refused: [
        { hour: '2027-01-05T13:00:00.000Z', count: 1 },
        { hour: '2027-01-05T12:00:00.000Z', count: 3 },
      ],
    })
  })

  it('counts those without a signature, or with one that is none, and all of them where there is no verifier token', async () => {
    const unsigned = async (signature?: string) => {
      const headers = { 'content-type': 'application/json' }
      const url = `${stage.origin}/api/quickbooks/webhooks`
      const signed = signature === undefined ? headers : { ...headers, 'intuit-signature': signature }
      return (await fetch(url, { method: 'POST', body: '[1]', headers: signed })).status
    }
    expect([await unsigned(), await unsigned('none'), await post('[1]')]).toEqual([401, 401, 200])
    await stage.adapter.runDueWork()
    expect((await log()).refused).toEqual([{ hour: '2027-01-05T12:00:00.000Z', count: 2 }])
    await stage.restart({ webhookVerifierTokens: [] })
    expect(await post('[1]')).toBe(401)
    await stage.adapter.runDueWork()
    expect((await log()).refused).toEqual([{ hour: '2027-01-05T12:00:00.000Z', count: 3 }])
  })

  it('knows after a restart of those that were refused just before', async () => {
    const { adapter } = stage
    await post('[1]', 'another token')
    await adapter.runDueWork()
    await post('[2]', 'another token')
    await adapter.close()
    await stage.restart()
    expect((await log()).refused).toEqual([{ hour: '2027-01-05T12:00:00.000Z', count: 2 }])
  })

  it('comes in pages, of one connection too, and is gone after 30 days', async () => {
    const connectionId = await connect('harbor')
    for (let index = 0; index < 53; index++) await send(invoice(String(index)))
    await stage.adapter.runDueWork()
    for (const filter of [{}, { connectionId }]) {
      const first = await log(filter)
      expect(first.deliveries).toHaveLength(50)
      const second = await log({ ...filter, cursor: first.nextCursor ?? '' })
      expect([second.deliveries.length, second.nextCursor]).toEqual([3, null])
      const ids = [...first.deliveries, ...second.deliveries].map(({ id }) => id)
      expect(new Set(ids).size).toBe(53)
    }
    stage.simulator.control.clock.advance(31 * DAY)
    await stage.adapter.runDueWork()
    expect((await log()).deliveries).toEqual([])
  })

  it('forgets a tenant’s connections, and refuses a page that is none', async () => {
    await connect('harbor')
    await send(invoice('1'))
    await stage.adapter.runDueWork()
    await stage.adapter.forTenant('harbor').forget()
    stage.simulator.control.clock.advance(MINUTE)
    expect((await log()).deliveries).toMatchObject([{ state: 'worked_on', connections: [] }])
    await expect(log({ connectionId: 'con', cursor: '-1' })).rejects.toMatchObject({
      code: 'invalid_request',
      problem: { fields: [{ path: 'connectionId' }, { path: 'cursor' }] },
    })
  })
})
