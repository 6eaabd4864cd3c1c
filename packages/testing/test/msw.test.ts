// The handlers for msw, asked as a page asks.
import { type Connection, type ConnectionList, ROUTES, routePath } from '@mooring/contract'
import {
  attemptSchema,
  authorizeReplySchema,
  connectionListSchema,
  connectionSchema,
} from '@mooring/contract/schemas'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createFakeAdapter } from '../src/fake-adapter.ts'
import { mooringHandlers } from '../src/msw.ts'
import { TEST_STATES } from '../src/states.ts'

const ORIGIN = 'https://app.example.com'
const server = setupServer()

beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
beforeEach(() => server.resetHandlers())
afterAll(() => server.close())

const ask = async (path: string, body?: object) => {
  const init = body && {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  }
  const response = await fetch(ORIGIN + path, init)
  return { status: response.status, type: response.headers.get('content-type'), body: await response.json() }
}

it.each(TEST_STATES)('answers the list of %s as the contract says', async (state) => {
  server.use(...mooringHandlers({ state }))
  const { status, body } = await ask('/api/quickbooks/connections')
  expect(status).toBe(200)
  expect(connectionListSchema.parse(body).connections).toHaveLength(state === 'not_connected' ? 0 : 1)
})

it('follows the contract through a journey', async () => {
  server.use(...mooringHandlers({ basePath: '/books/', state: 'not_connected' }))
  const authorized = await ask('/books/connections/authorize', { mode: 'redirect' })
  expect(authorized.status).toBe(201)
  const { attemptId } = authorizeReplySchema.parse(authorized.body)
  const read = async () => attemptSchema.parse((await ask(`/books/attempts/${attemptId}`)).body)
  await expect.poll(read).toMatchObject({ outcome: 'connected', step: 'saved' })
  const attempt = await read()
  const path = `/books${routePath(ROUTES.confirmCompany.path, attempt.connectionId ?? '')}`
  expect(connectionSchema.parse((await ask(path, {})).body)).toMatchObject({ status: 'connected' })
  const gone = await ask(`/books${routePath(ROUTES.disconnect.path, attempt.connectionId ?? '')}`, {
    why: 'business_sold',
  })
  expect(connectionSchema.parse(gone.body)).toMatchObject({
    status: 'disconnected',
    disconnect: { why: 'business_sold' },
  })
})

it('answers an unknown id and a failing route with problems', async () => {
  const adapter = createFakeAdapter({ state: 'connected' })
  server.use(...mooringHandlers({ adapter, basePath: `${ORIGIN}/api/quickbooks` }))
  expect(await ask('/api/quickbooks/connections/con_none')).toMatchObject({
    status: 404,
    type: 'application/problem+json',
    body: { code: 'not_found' },
  })
  adapter.fail('listConnections', 'identity_unavailable')
  expect(await ask('/api/quickbooks/connections')).toMatchObject({ status: 503, body: { retryable: true } })
  adapter.fail('listConnections', null)
  expect(await ask('/api/quickbooks/connections')).toMatchObject({ status: 200 })
})

it('sends changes on the event stream', async () => {
  const adapter = createFakeAdapter({ state: 'connected' })
  server.use(...mooringHandlers({ adapter }))
  const leave = new AbortController()
  const response = await fetch(`${ORIGIN}/api/quickbooks/events`, { signal: leave.signal })
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  const [connection] = adapter.list().connections as [Connection]
  adapter.put({ ...connection, status: 'blocked', reason: 'company_locked', action: 'wait' })
  let text = ''
  while (!text.includes('\n\nid: 1') && !text.includes('event: connection'))
    text += (await reader?.read())?.value ?? ''
  expect(text).toContain('event: connection\ndata: {"id":"con_harbor","status":"blocked"')
  leave.abort()
  const list: ConnectionList = adapter.list()
  expect(list.cursor).toBe('1')
})

it('ends the event stream as a restart does, and refuses one where the test says so', async () => {
  const adapter = createFakeAdapter({ state: 'connected' })
  server.use(...mooringHandlers({ adapter }))
  const response = await fetch(`${ORIGIN}/api/quickbooks/events`)
  adapter.endStreams()
  expect(await response.text()).toBe(': hello\n\n')
  adapter.fail('events', 'rate_limited')
  expect(await ask('/api/quickbooks/events')).toMatchObject({ status: 429, body: { code: 'rate_limited' } })
})
