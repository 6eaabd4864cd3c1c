// The whole router as one function from the platform's Request to its Response.
import { createHmac } from 'node:crypto'
import type { Connection, Problem } from '@mooring/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { openEvents } from './event-stream.ts'
import { HARBOR, identityOf, openStage, type Stage } from './stage.ts'

const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }
const TOKEN = 'verifier-token'

let stage: Stage
afterEach(async () => {
  await stage.close()
})

/** Asks the handler itself, without a server around it. */
const ask = (path: string, init: RequestInit = {}) =>
  stage.adapter.handler(new Request(stage.origin + path, init))
const SIGNED_IN = { cookie: `session=${encodeURIComponent('harbor/ada/view,connect')}` }

it('connects, streams, reads and disconnects as Express’s router does', async () => {
  stage = await openStage({ entry: 'handler' })
  const browser = stage.browser()
  const stream = await openEvents(browser)
  const { id } = await browser.connect(stage.simulator.control, HARBOR_TEA)
  await stream.until(
    ({ event, data }) => event === 'connection' && (data as Connection).status === 'connected',
  )
  const first = await browser.get('/connections')
  const again = await browser.get('/connections', { 'if-none-match': first.headers.get('etag') ?? '' })
  expect(again).toMatchObject({ status: 304, text: '' })
  const ended = await browser.post<Connection>(`/connections/${id}/disconnect`, {})
  expect(ended.body).toMatchObject({ status: 'disconnected', reason: 'by_user' })
  await stream.until(({ data }) => (data as Connection).status === 'disconnected')
  stream.close()
})

it('takes a webhook by its bytes', async () => {
  stage = await openStage({ webhookVerifierTokens: [TOKEN] })
  const { id } = await stage.browser().connect(stage.simulator.control, HARBOR_TEA)
  const entities = [{ name: 'Invoice', id: '7', operation: 'Update', lastUpdated: '2026-11-29T08:00:00Z' }]
  const body = JSON.stringify({ eventNotifications: [{ realmId: HARBOR, dataChangeEvent: { entities } }] })
  const headers = { 'intuit-signature': createHmac('sha256', TOKEN).update(body).digest('base64') }
  expect((await ask('/api/quickbooks/webhooks', { method: 'POST', body, headers })).status).toBe(200)
  const forged = await ask('/api/quickbooks/webhooks', { method: 'POST', body: `${body} `, headers })
  expect(await forged.json()).toMatchObject({ code: 'signature_invalid' })
  await stage.adapter.runDueWork()
  await stage.adapter.runDueWork()
  expect(stage.events.filter(({ type }) => type === 'webhook.received')).toMatchObject([{ connectionId: id }])
})

it.each([
  ['was read before', async (request: Request) => void (await request.text())],
  ['is empty, since the platform took it', async () => {}],
])('takes a webhook by the bytes a platform kept, where its body %s', async (_, take) => {
  stage = await openStage({ webhookVerifierTokens: [TOKEN] })
  const bytes = Buffer.from('[ ]')
  const signature = createHmac('sha256', TOKEN).update(bytes).digest('base64')
  const statusWith = async (rawBody: unknown) => {
    const headers = { 'intuit-signature': signature }
    const body = take.length === 0 ? null : '[]'
    const request = new Request(`${stage.origin}/api/quickbooks/webhooks`, { method: 'POST', headers, body })
    await take(request)
    return (await stage.adapter.handler(Object.assign(request, { rawBody }))).status
  }
  expect(await statusWith(bytes)).toBe(200)
  expect(await statusWith(Buffer.from('[]'))).toBe(401)
  expect(await statusWith(Buffer.alloc(2_000_000))).toBe(413)
})

describe('a path', () => {
  it.each([
    '/',
    '/connections',
    '/api',
    '/api/quickbooks',
    '/api/quickbooksconnections',
    '/other/connections',
  ])('outside the mount path is 404: %s', async (path) => {
    stage = await openStage()
    const answer = await ask(path, { headers: SIGNED_IN })
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ code: 'not_found' })
  })

  it.each([
    ['', '/connections'],
    ['/', '/connections'],
    ['/inner/', '/inner/connections'],
  ])('is matched from basePath %j', async (basePath, path) => {
    stage = await openStage({ basePath })
    expect((await ask(path, { headers: SIGNED_IN })).status).toBe(200)
    expect((await ask(`/api/quickbooks${path}`, { headers: SIGNED_IN })).status).toBe(404)
  })
})

describe('a body', () => {
  const headers = { ...SIGNED_IN, 'content-type': 'application/json' }
  const path = '/api/quickbooks/connections/authorize'

  it('that is too large is refused', async () => {
    stage = await openStage()
    const body = JSON.stringify({ mode: 'popup', intent: 'x'.repeat(70_000) })
    expect((await ask(path, { method: 'POST', headers, body })).status).toBe(413)
  })

  it('that was read before says so', async () => {
    stage = await openStage()
    const request = new Request(stage.origin + path, { method: 'POST', headers, body: '{"mode":"popup"}' })
    await request.text()
    const answer = await stage.adapter.handler(request)
    expect(((await answer.json()) as Problem).detail).toContain('read before')
  })
})

describe('the event stream', () => {
  it('ends when its reader leaves', async () => {
    stage = await openStage()
    const answer = await ask('/api/quickbooks/events', { headers: SIGNED_IN })
    const reader = answer.body?.getReader()
    const { value } = (await reader?.read()) ?? expect.unreachable()
    expect(new TextDecoder().decode(value)).toBe(': here\n\n')
    await reader?.cancel()
  })

  it('ends when its request is aborted', async () => {
    stage = await openStage()
    const gone = new AbortController()
    const answer = await ask('/api/quickbooks/events', { headers: SIGNED_IN, signal: gone.signal })
    const reader = answer.body?.getReader()
    await reader?.read()
    gone.abort()
    expect(await reader?.read()).toMatchObject({ done: true })
  })

  it('is 404 at once where it is off, and the kit gets nothing else', async () => {
    stage = await openStage({ eventStream: 'off' })
    const answer = await ask('/api/quickbooks/events', { headers: SIGNED_IN })
    expect(answer.status).toBe(404)
    expect((await stage.browser().get('/events')).status).toBe(404)
  })
})

it('sends each cookie on its own', async () => {
  stage = await openStage()
  const headers = { ...SIGNED_IN, 'content-type': 'application/json', origin: stage.origin }
  const answer = await ask('/api/quickbooks/connections/authorize', {
    method: 'POST',
    headers,
    body: '{"mode":"popup"}',
  })
  expect(answer.status).toBe(201)
  expect(answer.headers.getSetCookie()).toHaveLength(1)
})

it('gives identify the request it was given', async () => {
  const given: unknown[] = []
  stage = await openStage({
    identify: (request: unknown) => {
      given.push(request)
      return identityOf(SIGNED_IN.cookie)
    },
  })
  const request = new Request(`${stage.origin}/api/quickbooks/connections`)
  expect((await stage.adapter.handler(request)).status).toBe(200)
  expect(given).toEqual([request])
})

it.each(['basePath', 'eventStream'])('refuses a wrong %s', async (option) => {
  stage = await openStage()
  await expect(stage.restart({ [option]: 'inner' })).rejects.toThrow(`"${option}"`)
})
