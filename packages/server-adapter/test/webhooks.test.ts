// Webhooks over HTTP: signed by a simulated Intuit, acknowledged first and worked on after.
import { createHmac } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import type { Connection, Health, HostEvent, OperationsHealth, Problem, Readiness } from '@mooring/contract'
import {
  healthSchema,
  hostEventSchema,
  operationsHealthSchema,
  webhookEntitySchema,
} from '@mooring/contract/schemas'
import type { WebhookEvent } from '@mooring/simulator'
import express from 'express'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { memoryStore, type StoreFactory } from '../src/index.ts'
import { DAY, SECOND } from '../src/platform/clock.ts'
import { HARBOR, openStage, type Stage } from './stage.ts'
import { until } from './until.ts'

const TOKEN = 'verifier-canary-new'
const OLD_TOKEN = 'verifier-canary-old'
const PERSON = { user: 'ada', company: 'Harbor Tea Co.' }
const tokens = { webhookVerifierTokens: [TOKEN, OLD_TOKEN] }

let stage: Stage
afterEach(async () => {
  await stage.close()
})

const url = () => `${stage.origin}/api/quickbooks/webhooks`
const connect = () => stage.browser().connect(stage.simulator.control, PERSON)
const invoice = (id: string, more: Partial<WebhookEvent> = {}): WebhookEvent => ({
  realmId: HARBOR,
  name: 'Invoice',
  id,
  operation: 'Create',
  ...more,
})
const send = (events: WebhookEvent[], shape: 'cloudevents' | 'legacy' = 'cloudevents') =>
  stage.simulator.control.sendWebhook({ url: url(), verifierToken: TOKEN, shape, events })
const signatureOf = (body: string | Buffer, token = TOKEN) =>
  createHmac('sha256', token).update(body).digest('base64')

async function post(body: string, headers: Record<string, string> = {}) {
  const signed = { 'intuit-signature': signatureOf(body), 'content-type': 'application/json', ...headers }
  const response = await fetch(url(), { method: 'POST', body, headers: signed })
  return { status: response.status, code: ((await response.json()) as Partial<Problem>).code }
}

type ReceivedEvent = HostEvent & { data: { realmId: string; entities: { id: string }[] } }
async function received(): Promise<ReceivedEvent[]> {
  await stage.adapter.runDueWork()
  return stage.events.filter(({ type }) => type === 'webhook.received') as ReceivedEvent[]
}
const ids = (events: ReceivedEvent[]) => events.map(({ data }) => data.entities.map(({ id }) => id))

/** Looks into the file from outside. */
function rows(query: string): Record<string, unknown>[] {
  const raw = new DatabaseSync(stage.databasePath)
  try {
    return raw.prepare(query).all()
  } finally {
    raw.close()
  }
}
const count = (table: string) => Number(rows(`select count(*) as n from ${table}`)[0]?.n)

describe('a signed webhook', () => {
  let id: string
  beforeEach(async () => {
    stage = await openStage(tokens)
    id = (await connect()).id
    await stage.adapter.runDueWork()
    stage.events.length = 0
  })

  it.each(['cloudevents', 'legacy'] as const)(
    'in the shape %s is reported in the same words',
    async (shape) => {
      const at = '2026-11-21T12:00:00.000Z'
      const delivery = await send(
        [
          invoice('12', { at }),
          invoice('7', { name: 'SalesReceipt', operation: 'Void', at }),
          invoice('9', { operation: 'Emailed', at }),
        ],
        shape,
      )
      expect(delivery.attempts.map(({ status }) => status)).toEqual([200])
      const [event, ...others] = await received()
      expect(others).toEqual([])
      expect(hostEventSchema.parse(event)).toMatchObject({ tenantId: 'harbor', connectionId: id })
      expect(event?.data).toEqual({
        realmId: HARBOR,
        entities: [
          { name: 'Invoice', id: '12', operation: 'Create', at },
          { name: 'SalesReceipt', id: '7', operation: 'Void', at },
          { name: 'Invoice', id: '9', operation: 'Emailed', at },
        ],
      })
    },
  )

  it.each(['cloudevents', 'legacy'] as const)(
    'of a merge in the shape %s names who is gone',
    async (shape) => {
      const at = '2026-11-21T12:00:00.000Z'
      const merged = { name: 'Customer', operation: 'Merge', deletedId: '27', at } as const
      await send([invoice('123', merged)], shape)
      const entities = [{ name: 'Customer', id: '123', operation: 'Merge', at, deletedId: '27' }]
      expect((await received())[0]?.data.entities).toEqual(entities)
    },
  )

  it('hands on ids of the same record elsewhere', async () => {
    const at = '2026-11-21T12:00:00.000Z'
    const alternativeIds = [{ id: 'urn:payroll:400000011', namespace: 'Intuit.Payroll.Id' }]
    await send([invoice('11', { name: 'Employee', alternativeIds, at })])
    const [entity] = (await received())[0]?.data.entities ?? []
    expect(entity).toEqual({ name: 'Employee', id: '11', operation: 'Create', at, alternativeIds })
    expect(webhookEntitySchema.parse(entity)).toEqual(entity)
  })

  it('is acknowledged before anything is worked on', async () => {
    await send([invoice('1')])
    expect([count('webhooks'), count('notices'), stage.events.length]).toEqual([1, 0, 0])
    expect(ids(await received())).toEqual([['1']])
    expect(count('webhooks')).toBe(0)
  })

  it('shows that the connection works', async () => {
    await send([invoice('1')])
    await stage.adapter.runDueWork()
    const { proof } = (await stage.browser().get<Connection>(`/connections/${id}`)).body
    expect(proof?.kind).toBe('webhook')
  })

  it('shows nothing of a connection whose grant is dead', async () => {
    stage.simulator.control.setAdmin('ada', HARBOR, false)
    await stage.browser().post(`/connections/${id}/verify`)
    await send([invoice('1')])
    await stage.adapter.runDueWork()
    const { proof } = (await stage.browser().get<Connection>(`/connections/${id}`)).body
    expect(proof?.kind).not.toBe('webhook')
  })

  it('sent a hundred times has one effect', async () => {
    const event = invoice('1', { eventId: 'same', at: '2026-11-21T12:00:00Z' })
    for (let times = 0; times < 5; times++) await Promise.all(Array.from({ length: 20 }, () => send([event])))
    expect(ids(await received())).toEqual([['1']])
    stage.simulator.control.clock.advance(2 * SECOND)
    await send([event])
    await send([event, invoice('2')])
    expect(ids(await received())).toEqual([['1'], ['2']])
    const old = invoice('3', { at: '2026-11-21T12:00:00Z' })
    stage.simulator.control.clock.advance(2 * SECOND)
    await send([old], 'legacy')
    await send([old, invoice('4')], 'legacy')
    expect(ids(await received()).at(-1)).toEqual(['3', '4'])
  })

  it('is coalesced: what comes within a second is reported as one', async () => {
    let now = stage.simulator.control.clock.now()
    await stage.restart({ now: () => now })
    await send([invoice('1')])
    await received()
    for (const next of ['2', '3', '4']) await send([invoice(next)])
    expect(ids(await received())).toEqual([['1']])
    now += SECOND
    expect(ids(await received())).toEqual([['1'], ['2', '3', '4']])
  })

  it('is reported by itself while the adapter is at work, and so is what came too soon after it', async () => {
    await stage.adapter.start()
    const seen = () => ids(stage.events.filter(({ type }) => type === 'webhook.received') as ReceivedEvent[])
    const arrived = (entities: number) =>
      until(() => seen().flat().length >= entities, `the host is told of ${entities}`)
    await send([invoice('1')])
    await arrived(1)
    await send([invoice('2')])
    await send([invoice('3')])
    await arrived(3)
    expect(seen().flat()).toEqual(['1', '2', '3'])
  })

  it('passes on words it does not know as they came', async () => {
    const event = {
      specversion: '1.0',
      id: 'e1',
      type: 'qbo.spaceship.landed.v2',
      time: '2026-11-21T12:00:00.123456789Z',
      intuitentityid: '5',
      intuitaccountid: HARBOR,
    }
    const other = { ...event, id: 'e2', type: 'com.intuit.other' }
    expect(await post(JSON.stringify([event, other]))).toMatchObject({ status: 200 })
    expect((await received())[0]?.data.entities).toEqual([
      { name: 'spaceship', id: '5', operation: 'landed', at: '2026-11-21T12:00:00.123456789Z' },
      { name: 'com.intuit.other', id: '5', operation: 'com.intuit.other', at: event.time },
    ])
  })

  it('of a company no one has connected, or one that was disconnected, is reported to no one', async () => {
    await send([invoice('1', { realmId: '4620816365999999' })])
    await send([invoice('2')])
    await stage.browser().post(`/connections/${id}/disconnect`)
    expect(await received()).toEqual([])
    expect([count('webhooks'), count('notices')]).toEqual([0, 0])
  })

  it('goes to each company of a post its own events, and to no other', async () => {
    const wholesale = stage.simulator.control.companies.list().find(({ name }) => /Wholesale/.test(name))
    const realmId = wholesale?.realmId ?? ''
    const other = await stage
      .browser('other', 'bob')
      .connect(stage.simulator.control, { user: 'ada', company: realmId })
    await send([invoice('1'), invoice('2', { realmId })])
    const events = await received()
    const seen = events.map(({ tenantId, connectionId, data }) => [tenantId, connectionId, data.realmId])
    expect(seen.sort()).toEqual([
      ['harbor', id, HARBOR],
      ['other', other.id, realmId],
    ])
    expect(ids(events).sort()).toEqual([['1'], ['2']])
  })

  it('is counted and its delay measured', async () => {
    const now = stage.simulator.control.clock.now()
    await send([invoice('1', { at: new Date(now - 4 * SECOND).toISOString() })])
    await stage.adapter.runDueWork()
    const health = healthSchema.parse((await stage.browser().get<Health>(`/connections/${id}/health`)).body)
    expect(health.days.at(-1)).toMatchObject({ state: 'good', webhooks: 1 })
    expect(health.totals.webhookDelayMs).toBeGreaterThanOrEqual(4 * SECOND)
    const { body } = await stage.browser().get<OperationsHealth>('/operations/health')
    expect(operationsHealthSchema.parse(body).webhookDelayMs?.p50).toBe(health.totals.webhookDelayMs)
  })

  it('makes the readiness list say that webhooks arrive, for thirty days', async () => {
    const check = async () =>
      (await stage.browser().get<Readiness>(`/connections/${id}/readiness`)).body.checks.find(
        (one) => one.id === 'webhooks',
      )
    expect(await check()).toMatchObject({ status: 'unknown', fix: expect.any(String) })
    await send([invoice('1')])
    await stage.adapter.runDueWork()
    expect(await check()).toMatchObject({ status: 'passed', checkedAt: expect.any(String) })
    stage.simulator.control.clock.advance(31 * DAY)
    expect(await check()).toMatchObject({ status: 'unknown' })
  })

  it('that cannot be read is acknowledged, parked and logged; later ones flow', async () => {
    for (const body of ['{"eventNotifications":', '', '"text"', '{}', '\ud800', '[[[[', 'null'])
      expect(await post(body)).toMatchObject({ status: 200 })
    await send([invoice('1')])
    expect(ids(await received())).toEqual([['1']])
    const parked = rows('select parked_at from webhooks')
    expect(parked.length).toBe(7)
    expect(parked.every((row) => row.parked_at !== null)).toBe(true)
    const errors = stage.log.filter(({ message }) => String(message).includes('cannot be read'))
    expect(errors.length).toBe(7)
    expect(JSON.stringify(stage.log)).not.toContain(HARBOR)
  })

  it('that cannot be worked on is parked after some tries; later ones flow', async () => {
    await send([invoice('poison')])
    const raw = new DatabaseSync(stage.databasePath)
    raw.exec(`update webhooks set notices = '[null]'`)
    raw.close()
    await send([invoice('1')])
    for (let tries = 0; tries < 6; tries++) {
      await stage.adapter.runDueWork()
      stage.simulator.control.clock.advance(DAY)
    }
    expect(ids(await received())).toEqual([['1']])
    expect(rows('select tries, parked_at is not null as parked from webhooks')).toEqual([
      { tries: 5, parked: 1 },
    ])
  })

  it('leaves events that name no company aside', async () => {
    const good = { id: 'e1', type: 'qbo.bill.updated.v1', intuitentityid: 5, intuitaccountid: HARBOR }
    const bad = [null, 7, 'x', [], {}, { ...good, intuitaccountid: '../1' }, { ...good, intuitaccountid: {} }]
    expect(await post(JSON.stringify([...bad, good]))).toMatchObject({ status: 200 })
    expect(ids(await received())).toEqual([['5']])
  })

  it('leaves no realm id and no verifier token in the file or the log', async () => {
    await send([invoice('1')])
    await stage.adapter.runDueWork()
    const kept = JSON.stringify([
      ...['webhooks', 'notices', 'events', 'history'].flatMap((table) => rows(`select * from ${table}`)),
      stage.log,
    ])
    expect(kept).toContain('Invoice')
    for (const secret of [HARBOR, TOKEN, OLD_TOKEN]) expect(kept).not.toContain(secret)
  })
})

describe('a signature', () => {
  beforeEach(async () => {
    stage = await openStage(tokens)
    await connect()
  })
  const body = JSON.stringify([{ id: 'e1', type: 'qbo.bill.updated.v1', intuitaccountid: HARBOR }])

  it('made with either of two tokens is good', async () => {
    for (const token of [TOKEN, OLD_TOKEN])
      expect(await post(body, { 'intuit-signature': signatureOf(body, token) })).toMatchObject({
        status: 200,
      })
  })

  it.each<[string, string | null]>([
    ['missing', null],
    ['empty', ''],
    ['of another app', signatureOf(body, 'other')],
    ['of other bytes', signatureOf(`${body} `)],
    ['too short', signatureOf(body).slice(4)],
    ['too long', `${signatureOf(body)}AAAA`],
    ['in hex', createHmac('sha256', TOKEN).update(body).digest('hex')],
    ['sent twice', `${signatureOf(body)}, ${signatureOf(body)}`],
    ['with letters that are none', `${'é'.repeat(43)}=`],
  ])('that is %s is refused, and nothing is kept', async (_, signature) => {
    const headers: Record<string, string> = signature === null ? {} : { 'intuit-signature': signature }
    const bytes = new TextEncoder().encode(signature ?? '')
    const latin = String.fromCharCode(...bytes)
    const response = await fetch(url(), {
      method: 'POST',
      body,
      headers: signature === null ? headers : { 'intuit-signature': latin },
    })
    expect(response.status).toBe(401)
    expect(((await response.json()) as Problem).code).toBe('signature_invalid')
    expect(count('webhooks')).toBe(0)
  })

  it('does not fit the same JSON written differently', async () => {
    const other = JSON.stringify(JSON.parse(body), null, 1)
    expect(await post(other, { 'intuit-signature': signatureOf(body) })).toMatchObject({ status: 401 })
  })

  it('is asked for before a body of over 1 MB is turned away', async () => {
    const large = `[${' '.repeat(1024 * 1024)}]`
    expect(await post(large)).toEqual({ status: 413, code: 'payload_too_large' })
    expect(await post(large, { 'intuit-signature': 'x' })).toMatchObject({ status: 401 })
    expect(await post(`[${' '.repeat(900 * 1024)}]`)).toMatchObject({ status: 200 })
  })

  it('is found on a body of over 1 MB too late: it is refused, and the log says what to do (Q14)', async () => {
    expect(await post(`[${' '.repeat(1024 * 1024)}]`)).toMatchObject({ status: 413 })
    expect(stage.log).toContainEqual(
      expect.objectContaining({ message: expect.stringMatching(/too large.*Read what changed/) }),
    )
    expect(count('webhooks')).toBe(0)
  })

  it('is all that counts: a session, an origin and a content type are not read', async () => {
    const headers = {
      origin: 'https://elsewhere.example',
      'content-type': 'application/cloudevents-batch+json',
    }
    expect(await post(body, { ...headers, cookie: 'session=x' })).toMatchObject({ status: 200 })
  })
})

it('refuses every webhook while no verifier token is configured', async () => {
  stage = await openStage()
  expect(await post('[]')).toEqual({ status: 401, code: 'signature_invalid' })
})

const keepBytes = (req: object, rawBody: Buffer) => void Object.assign(req, { rawBody })

it('is refused by the bytes a platform stored, whatever it parsed', async () => {
  const parser = express.json({ verify: (req) => keepBytes(req, Buffer.from('[ ]')) })
  stage = await openStage({ ...tokens, before: [parser] })
  expect(await post('[]')).toEqual({ status: 401, code: 'signature_invalid' })
})

it('explains the order of parsers where the raw body is gone', async () => {
  stage = await openStage({ ...tokens, before: [express.json()] })
  const body = '[]'
  const response = await fetch(url(), {
    method: 'POST',
    body,
    headers: { 'intuit-signature': signatureOf(body), 'content-type': 'application/json' },
  })
  const problem = (await response.json()) as Problem
  expect([response.status, problem.code]).toEqual([500, 'app_misconfigured'])
  expect(problem.detail).toMatch(/before express\.json\(\)/)
})

it.each([
  ['express.raw()', express.raw({ type: '*/*' })],
  ['express.text()', express.text({ type: '*/*' })],
  // As Cloud Functions and Nest do it.
  ['a parser that keeps the bytes', express.json({ verify: (req, _res, bytes) => keepBytes(req, bytes) })],
])('works behind %s', async (_, parser) => {
  stage = await openStage({ ...tokens, before: [parser] })
  await connect()
  await send([invoice('1')])
  expect(ids(await received())).toEqual([['1']])
})

it('notifies every tenant that shares a company', async () => {
  stage = await openStage({ ...tokens, sharedCompanies: 'allow' })
  const one = await connect()
  const two = await stage.browser('other', 'bob').connect(stage.simulator.control, PERSON)
  await send([invoice('1')])
  const events = await received()
  expect(events.map(({ connectionId }) => connectionId).sort()).toEqual([one.id, two.id].sort())
})

it('is sent again while a server closes, and then reported once', async () => {
  stage = await openStage(tokens)
  await connect()
  await stage.adapter.close()
  const refused = await send([invoice('1')])
  expect(refused.attempts.map(({ status }) => status)).toEqual([503])
  await stage.restart()
  stage.simulator.control.clock.advance(11 * SECOND)
  await stage.simulator.control.runDueWebhooks()
  expect(stage.simulator.control.webhooks().map(({ state }) => state)).toEqual(['acknowledged'])
  expect(ids(await received())).toEqual([['1']])
})

it('that is forged costs the store nothing, however many come (Q16)', async () => {
  let touched = 0
  const real = memoryStore()
  const counting: StoreFactory = {
    ...real,
    create: (context) => {
      const store = real.create(context)
      return {
        open: () => store.open(),
        read: (work) => {
          touched += 1
          return store.read(work)
        },
        write: (work) => {
          touched += 1
          return store.write(work)
        },
        close: () => store.close(),
      }
    },
  }
  stage = await openStage({ ...tokens, store: counting })
  await connect()
  // What it has counted is stored now, and not by a timer in the middle.
  await stage.adapter.runDueWork()
  touched = 0
  const forged = { 'intuit-signature': signatureOf('[]', 'nobody') }
  const answers = await Promise.all(Array.from({ length: 200 }, () => post('[]', forged)))
  expect(answers.every(({ status }) => status === 401)).toBe(true)
  expect(touched).toBe(0)
  expect(await post('[]')).toMatchObject({ status: 200 })
  expect(touched).toBeGreaterThan(0)
})
