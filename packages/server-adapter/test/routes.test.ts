// What every route holds to: origins, bodies, problems, headers, limits. Who may call it: route-rights.test.ts.
import type { ConnectionList } from '@mooring/contract'
import { problemSchema } from '@mooring/contract/schemas'
import express from 'express'
import express4 from 'express-4'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
afterEach(async () => {
  await stage.close()
})

const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }

describe('who is asking', () => {
  it('a host whose session cannot be checked: 503', async () => {
    stage = await openStage({ identify: () => Promise.reject(new Error('secret of the host')) })
    const answer = await stage.browser().get('/connections')
    expect(answer).toMatchObject({ status: 503, body: { code: 'identity_unavailable' } })
    expect(answer.text).not.toContain('secret of the host')
  })
})

describe('problems', () => {
  it.each([
    ['GET', '/nowhere', 404, 'not_found'],
    ['DELETE', '/connections', 405, 'method_not_allowed'],
    ['GET', '/', 404, 'not_found'],
    ['PUT', '/connections/con_1/disconnect', 405, 'method_not_allowed'],
    ['GET', '/connections/authorize', 405, 'method_not_allowed'],
    ['DELETE', '/connections/authorize', 405, 'method_not_allowed'],
  ])('%s %s is a problem+json %s', async (method, path, status, code) => {
    stage = await openStage()
    const answer = await stage.browser().send(method, path)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(problemSchema.parse(answer.body).code).toBe(code)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  })
})

describe('bodies', () => {
  it.each([
    ['an unknown field', { mode: 'popup', tenantId: 'northwind' }, 'invalid_request'],
    ['a wrong type', { mode: 1 }, 'invalid_request'],
    ['no mode', {}, 'invalid_request'],
    ['an intent over 4 kB', { mode: 'popup', intent: 'x'.repeat(4100) }, 'invalid_request'],
    ['a foreign returnTo', { mode: 'redirect', returnTo: 'https://evil.example/' }, 'invalid_request'],
    ['a tricky returnTo', { mode: 'redirect', returnTo: '//evil.example/' }, 'invalid_request'],
    ['a script as returnTo', { mode: 'redirect', returnTo: 'javascript:alert(1)' }, 'invalid_request'],
    ['a backslash in returnTo', { mode: 'redirect', returnTo: '/\\evil.example' }, 'invalid_request'],
    ['a change of no company', { mode: 'popup', allowCompanyChange: true }, 'invalid_request'],
    ['a list', [], 'invalid_request'],
  ])('%s is refused, and no attempt is started', async (_, body, code) => {
    stage = await openStage()
    const browser = stage.browser()
    const answer = await browser.post('/connections/authorize', body)
    expect(answer).toMatchObject({ status: 400, body: { code } })
    expect((await browser.list()).attempts).toEqual([])
  })

  it('over 64 kB is 413, not JSON is 415, broken JSON is 400', async () => {
    stage = await openStage()
    const browser = stage.browser()
    expect(
      (await browser.post('/connections/authorize', { mode: 'popup', intent: 'x'.repeat(70_000) })).status,
    ).toBe(413)
    const send = async (body: string, type: string) =>
      await fetch(`${stage.origin}/api/quickbooks/connections/authorize`, {
        method: 'POST',
        headers: { cookie: browser.cookieHeader(), 'content-type': type },
        body,
      })
    expect((await send('mode=popup', 'application/x-www-form-urlencoded')).status).toBe(415)
    expect((await send('{"mode":', 'application/json')).status).toBe(400)
  })

  it.each([
    ['Express 5', express],
    ['Express 4', express4],
  ])("are read with %s, before and behind the host's own parser", async (_, framework) => {
    stage = await openStage({ framework, before: [framework.json()] })
    expect((await stage.browser().authorize()).attemptId).toMatch(/^att_/)
    await stage.close()
    stage = await openStage({ framework })
    expect((await stage.browser().authorize()).attemptId).toMatch(/^att_/)
  })
})

describe('origins', () => {
  it.each([
    [
      'a foreign origin',
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      'origin_not_allowed',
    ],
    ['the origin null', { origin: 'null', 'sec-fetch-site': 'cross-site' }, 'origin_not_allowed'],
    ['a site without origin', { origin: '', 'sec-fetch-site': 'cross-site' }, 'origin_not_allowed'],
    [
      'the product at another address',
      { origin: 'http://books.example', 'sec-fetch-site': 'same-origin' },
      'wrong_address',
    ],
  ])('%s may not post', async (_, headers, code) => {
    stage = await openStage()
    const browser = stage.browser()
    const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''))
    const answer = await fetch(`${stage.origin}/api/quickbooks/connections/authorize`, {
      method: 'POST',
      headers: { cookie: browser.cookieHeader(), 'content-type': 'application/json', ...sent },
      body: '{"mode":"popup"}',
    })
    expect((await answer.json()) as object).toMatchObject({ code })
    expect((await browser.list()).attempts).toEqual([])
  })

  it('an allowed one may, with credentials, and its preflight is answered', async () => {
    stage = await openStage({ allowedOrigins: ['https://app.example'] })
    const preflight = await stage.browser().send('OPTIONS', '/connections/authorize', {
      headers: {
        origin: 'https://app.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-csrf',
      },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe('https://app.example')
    expect(preflight.headers.get('access-control-allow-credentials')).toBe('true')
    expect(preflight.headers.get('access-control-allow-headers')).toContain('x-csrf')
    const answer = await stage
      .browser()
      .post(
        '/connections/authorize',
        { mode: 'popup' },
        { origin: 'https://app.example', 'sec-fetch-site': 'cross-site' },
      )
    expect(answer.status).toBe(201)
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://app.example')
  })
})

describe('limits', () => {
  it('answers 429 with Retry-After once one person has started too many attempts', async () => {
    stage = await openStage({ rateLimits: { authorize: 3 } })
    const browser = stage.browser()
    for (let index = 0; index < 3; index++) await browser.authorize()
    const answer = await browser.post('/connections/authorize', { mode: 'popup' })
    expect(answer).toMatchObject({ status: 429, body: { code: 'rate_limited' } })
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await stage.browser('harbor', 'ben').authorize()).attemptId).toMatch(/^att_/)
    stage.simulator.control.clock.advance(60_000)
    expect((await browser.authorize()).attemptId).toMatch(/^att_/)
  })
})

describe('GET /connections', () => {
  it('answers 304 while nothing has changed', async () => {
    stage = await openStage()
    const browser = stage.browser()
    await browser.connect(stage.simulator.control, HARBOR_TEA)
    const first = await browser.get('/connections')
    expect(first.headers.get('cache-control')).toBe('private, no-cache')
    const again = await browser.get('/connections', { 'if-none-match': first.headers.get('etag') ?? '' })
    expect([again.status, again.text]).toEqual([304, ''])
  })
})

describe('a list of connections', () => {
  beforeEach(async () => {
    stage = await openStage()
  })
  const VERIFY_LATER = { verify: 'later' } as const

  it('comes in pages, oldest first, each unchanged by its own tag', async () => {
    const tenant = stage.adapter.forTenant('harbor')
    const ids: string[] = []
    for (let index = 0; index < 5; index++) {
      const tokens = { realmId: `93413100000${index}`, refreshToken: `token-${index}`, ...VERIFY_LATER }
      ids.push((await tenant.connections.import(tokens)).id)
    }
    const browser = stage.browser()
    const found: string[] = []
    const read = (page: string, headers = {}) =>
      browser.get<ConnectionList>(`/connections?limit=2${page && `&page=${page}`}`, headers)
    let page: string | null = ''
    while (page !== null) {
      const { body, headers } = await read(page)
      found.push(...body.connections.map(({ id }) => id))
      expect((await read(page, { 'if-none-match': headers.get('etag') ?? '' })).status).toBe(304)
      page = body.nextPage
    }
    expect(found).toEqual(ids)
    expect((await browser.list()).nextPage).toBeNull()
  })

  it.each(['limit=0', 'limit=501', 'limit=x', 'page=', 'page=../x', 'page=con_a&page=con_b'])(
    'refuses %s',
    async (query) => {
      const answer = await stage.browser().get(`/connections?${query}`)
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
    },
  )

  it('says whom to ask for help and what the data is used for, where the host does', async () => {
    expect(await stage.browser().list()).toMatchObject({ support: null, dataUse: null, whoCan: {} })
    const dataUse = {
      reads: ['invoices'],
      writes: [],
      retention: 'a year',
      policyUrl: 'https://a.example/policy',
    }
    await stage.restart({
      dataUse,
      supportContact: 'help@a.example',
      whoCan: () => [{ displayName: 'Grace' }],
    })
    const list = await stage.browser('harbor', 'ben', ['view']).list()
    const grace = [{ displayName: 'Grace' }]
    expect(list).toMatchObject({ support: { contact: 'help@a.example' }, dataUse })
    expect(list.whoCan).toEqual({ connect: grace, reauthorize: grace, disconnect: grace })
  })
})
