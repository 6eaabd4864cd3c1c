// The host's own requests: a live token, one refresh on a 401, what a refusal says about the connection.
import { createReadStream } from 'node:fs'
import Stream, { Readable } from 'node:stream'
import { FormData as ForeignFormData } from 'undici'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MINUTE } from '../../src/platform/clock.ts'
import { HARBOR, openStage, type Stage } from '../stage.ts'
import { LATE } from '../until.ts'

let stage: Stage
let id: string
beforeEach(async () => {
  stage = await openStage()
  id = (await stage.browser().connect(stage.simulator.control, { user: 'ada', company: 'Harbor Tea Co.' })).id
  stage.simulator.control.clearRequests()
})
afterEach(async () => {
  await stage.close()
})

const control = () => stage.simulator.control
const books = () => stage.adapter.forTenant('harbor')
const calls = (route: 'token' | 'company' | 'query') => control().requests({ route }).length
const INVOICES = `/query?query=${encodeURIComponent('select * from Invoice')}`

describe('a request', () => {
  it('goes to the company with a live token and the minor version', async () => {
    control().clock.advance(61 * MINUTE)
    const response = await books().request(id, INVOICES)
    expect(response.status).toBe(200)
    expect(await response.json()).toHaveProperty('QueryResponse')
    expect(control().requests({ route: 'query' })[0]?.query).toMatchObject({ minorversion: '75' })
    expect(calls('token')).toBe(1)
  })

  it('refused with 401 is repeated once with a renewed token, its body too', async () => {
    control().fault({ route: 'query', kind: 'lower-case-401', times: 1 })
    const responses = await Promise.all([books().request(id, INVOICES), books().request(id, INVOICES)])
    expect(responses.map(({ status }) => status)).toEqual([200, 200])
    expect(calls('token')).toBe(1)
    expect(calls('query')).toBe(3)
  })

  it('refused for good finds out that the company was disconnected', async () => {
    control().disconnectInQuickBooks(HARBOR)
    const refused = { code: 'connection_unavailable', action: 'wait' }
    const answer = await books()
      .request(id, INVOICES)
      .catch((error: unknown) => error)
    if (answer instanceof Response) expect(answer.status).toBe(401)
    else expect(answer).toMatchObject(refused)
    control().clock.advance(MINUTE)
    await stage.adapter.runDueWork()
    expect(await books().connections.get(id)).toMatchObject({
      status: 'reauthorization_required',
      reason: 'revoked',
    })
    await expect(books().request(id, INVOICES)).rejects.toMatchObject({
      reason: 'revoked',
      action: 'reauthorize',
    })
  })

  it.each([
    {
      what: 'admin rights',
      change: () => control().setAdmin('ada', HARBOR, false),
      status: 'reauthorization_required',
      reason: 'admin_access_lost',
      action: 'contact_admin',
    },
    {
      what: 'a subscription',
      change: () => control().companies.update(HARBOR, { subscription: 'ended' } as never),
      status: 'blocked',
      reason: 'subscription_ended',
      action: 'contact_admin',
    },
    {
      what: 'an open company',
      change: () => control().companies.update(HARBOR, { locked: true }),
      status: 'blocked',
      reason: 'company_locked',
      action: 'wait',
    },
  ])('without $what marks the connection $reason', async ({ change, status, reason, action }) => {
    change()
    const response = await books().request(id, INVOICES)
    expect(response.ok).toBe(false)
    expect(await books().connections.get(id)).toMatchObject({ status, reason, action, usable: false })
  })

  it.each<[string, unknown, unknown]>([
    ['no path', undefined, undefined],
    ['a path that is not a text', new URL('http://localhost/customer/1'), undefined],
    ['a header that cannot be sent', '/customer/1', { headers: { 'x-note': 'one\ntwo' } }],
    ['a method that is none', '/customer/1', { method: 'G T' }],
    ['a signal that is none', '/customer/1', { signal: {} }],
    ['a body without a method', '/invoice', { body: '{}' }],
    ['a body that is an object', '/invoice', { method: 'POST', body: { DocNumber: 'Once' } }],
    ['a body that is a list', '/invoice', { method: 'POST', body: [1] }],
    ['a body of another library', '/invoice', { method: 'POST', body: new ForeignFormData() }],
    ['a stream of the old kind', '/invoice', { method: 'POST', body: new Stream() }],
  ])('with %s is reported as a mistake in it, not as a network that failed', async (_, path, init) => {
    const call = () => books().request(id, path as string, init as RequestInit)
    await expect(call()).rejects.toMatchObject({ code: 'invalid_request', retryable: false })
    const run = books().syncs.run(id, ({ request }) => request(path as string, init as RequestInit))
    await expect(run).rejects.toMatchObject({ code: 'invalid_request' })
    expect(control().requests()).toHaveLength(0)
  })

  it('takes null for no options, in a run too', async () => {
    const none = null as never
    expect((await books().request(id, INVOICES, none)).status).toBe(200)
    await books().syncs.run(id, async ({ request }) => {
      expect((await request(INVOICES, none)).status).toBe(200)
    })
  })

  it('rejects a path that leaves the company, and asks no one', async () => {
    await expect(books().request(id, '/../other')).rejects.toMatchObject({ code: 'invalid_request' })
    await expect(books().request(id, 'query')).rejects.toMatchObject({ code: 'invalid_request' })
    expect(control().requests()).toHaveLength(0)
  })

  it('that is throttled is handed the throttle at once, and it is noted', async () => {
    control().fault({ route: 'query', kind: 'xml-429', times: 1 })
    expect((await books().request(id, INVOICES)).status).toBe(429)
    expect(calls('query')).toBe(1)
    const page = await stage.browser().get<{ entries: { type: string }[] }>(`/connections/${id}/history`)
    expect(page.body.entries.map(({ type }) => type)).toContain('request.throttled')
    expect(await books().connections.get(id)).toMatchObject({ status: 'connected' })
  })

  it.each([
    ["/query?query=select * from Customer where DisplayName = 'A+B'", 'query(connectionId, sql`…`)'],
    ['/cdc?entities=Customer&changedSince=2026-11-20T10:00:00+01:00', 'encodeURIComponent(moment)'],
  ])(
    'for %s, which would arrive changed, is refused before a token is renewed for it',
    async (path, instead) => {
      control().clock.advance(61 * MINUTE)
      await expect(books().request(id, path)).rejects.toMatchObject({
        code: 'invalid_request',
        message: expect.stringContaining(instead),
      })
      expect(control().requests()).toHaveLength(0)
    },
  )

  it('with the whole path of Intuit’s pages goes to the company once', async () => {
    expect((await books().request(id, `/v3/company/${HARBOR}${INVOICES}`)).status).toBe(200)
    expect((await books().request(id, `/V3/Company/${HARBOR}${INVOICES}`)).status).toBe(200)
    for (const { path } of control().requests({ route: 'query' }))
      expect(path).toBe(`/v3/company/${HARBOR}/query`)
    await expect(books().request(id, '/v3/company/1/invoice/1')).rejects.toMatchObject({
      code: 'invalid_request',
    })
  })

  it.each(['query', 'token'] as const)('ends in time where Intuit’s %s takes too long', async (route) => {
    if (route === 'token') control().clock.advance(61 * MINUTE)
    control().fault({ route, kind: 'slow', ms: LATE })
    await expect(books().request(id, INVOICES, { deadlineMs: 80 })).rejects.toMatchObject({
      code: 'intuit_unavailable',
      retryable: true,
      message: expect.stringContaining('0.08 s'),
    })
    control().clearFaults()
  })

  it.each([0, -1, 1.5, Number.NaN, 120_001])('takes no deadline of %d ms', async (deadlineMs) => {
    await expect(books().request(id, INVOICES, { deadlineMs })).rejects.toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining('deadlineMs'),
    })
  })

  it('without an answer is intuit_unavailable, and no status', async () => {
    control().fault({ route: 'query', kind: 'reset' })
    await expect(books().request(id, INVOICES)).rejects.toMatchObject({
      code: 'intuit_unavailable',
      retryable: true,
    })
    expect(await books().connections.get(id)).toMatchObject({ status: 'connected' })
  })
})

describe('the body of a request', () => {
  const TEXT = '{"DocNumber":"Once"}'
  async function* generator() {
    yield Buffer.from(TEXT)
  }
  const post = async (body: unknown) => {
    const init = { method: 'POST', body: body as BodyInit, headers: { 'content-type': 'application/json' } }
    const { status } = await books().request(id, '/invoice', init)
    const sent = control().requests({ route: 'entity' })
    return { status, sent: sent.map(({ body: fields }) => fields.DocNumber) }
  }

  it.each<[string, () => unknown]>([
    ['a string', () => TEXT],
    ['a Buffer', () => Buffer.from(TEXT)],
    ['a typed array', () => new TextEncoder().encode(TEXT)],
    ['an ArrayBuffer', () => new TextEncoder().encode(TEXT).buffer],
    ['a Blob', () => new Blob([TEXT])],
  ])('that is %s is sent again after a refresh', async (_, body) => {
    control().fault({ route: 'entity', kind: 'lower-case-401', times: 1 })
    expect((await post(body())).sent).toEqual(['Once', 'Once'])
  })

  it.each<[string, () => unknown]>([
    ['a stream', () => new Blob([TEXT]).stream()],
    ['a generator', generator],
    ['a Readable', () => Readable.from([TEXT])],
    ['a file', () => createReadStream(import.meta.filename)],
  ])('that is read from %s once is not sent again, and Intuit’s answer is handed on', async (_, body) => {
    control().fault({ route: 'entity', kind: 'lower-case-401', times: 1 })
    const { status, sent } = await post(body())
    expect([status, sent.length]).toEqual([401, 1])
    expect(calls('token')).toBe(1)
    expect(await books().connections.get(id)).toMatchObject({ status: 'connected' })
  })

  it('that was read already is refused before it is asked for', async () => {
    const read = new Response(TEXT)
    const { body } = read
    await read.text()
    const readable = Readable.from([TEXT])
    await readable.toArray()
    for (const used of [body, readable])
      await expect(post(used)).rejects.toMatchObject({ code: 'invalid_request' })
    expect(control().requests()).toHaveLength(0)
  })

  it('that is read once from a throttled run is handed the throttle', async () => {
    control().fault({ route: 'entity', kind: 'xml-429', times: 1 })
    await books().syncs.run(id, async ({ request }) => {
      const answer = await request('/invoice', { method: 'POST', body: Readable.from([TEXT]) as never })
      expect(answer.status).toBe(429)
    })
    expect(control().requests({ route: 'entity' })).toHaveLength(1)
  })
})

describe('a probe', () => {
  it('notes what the company is called now', async () => {
    control().companies.update(HARBOR, { name: 'Harbor Tea & Co.' })
    expect(await books().verify(id)).toMatchObject({
      company: { name: 'Harbor Tea & Co.' },
      proof: { kind: 'company_read' },
    })
    expect(calls('company')).toBe(1)
  })

  it('frees a connection whose company is open again, and notifies the host', async () => {
    control().companies.update(HARBOR, { locked: true })
    expect(await books().verify(id)).toMatchObject({ status: 'blocked', reason: 'company_locked' })
    control().companies.update(HARBOR, { locked: false })
    control().clock.advance(61 * MINUTE)
    await stage.adapter.runDueWork()
    expect(await books().connections.get(id)).toMatchObject({ status: 'connected' })
    expect(stage.events.map(({ type }) => type).slice(-2)).toEqual([
      'connection.blocked',
      'connection.recovered',
    ])
  })
})
