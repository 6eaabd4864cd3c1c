// Scripted faults: each kind, and which requests they hit.
import { describe, expect, it } from 'vitest'
import type { Fault } from '../src/index.ts'
import {
  authorizeUrl,
  connect,
  consent,
  exchange,
  HARBOR_TEA,
  HARBOR_WHOLESALE,
  HOUR,
  NORTHWIND,
  REDIRECT_URI,
  readCompany,
  refresh,
  revoke,
  simulator,
  tokensOf,
} from './app.ts'

const dropped = async (answer: Promise<Response>) => {
  const error: Error & { cause?: { code?: string } } = await answer.then(
    () => new Error('it answered'),
    (reason) => reason,
  )
  return error.cause?.code ?? error.message
}

describe('answers that are wrong', () => {
  const answers: [Fault, number, RegExp, Record<string, string>][] = [
    [{ route: 'token', kind: 'html-503' }, 503, /^<html>/, { 'content-type': 'text/html' }],
    [
      { route: 'token', kind: 'xml-429' },
      429,
      /<Error code="3001">/,
      { 'content-type': 'application/xml;charset=UTF-8' },
    ],
    [{ route: 'token', kind: 'json-429' }, 429, /^\{/, { 'retry-after': '60' }],
    [{ route: 'token', kind: 'json-429', retryAfter: 'soon' }, 429, /^\{/, { 'retry-after': 'soon' }],
    [{ route: 'token', kind: 'lower-case-401' }, 401, /"fault":.*"code":"3200"/, {}],
    [{ route: 'token', kind: 'garbage-200' }, 200, /^<!doctype html>/, {}],
    [
      { route: 'token', kind: 'garbage-200', body: 'truncated' },
      200,
      /^\{"token_type":"bearer","access_to$/,
      {},
    ],
    [{ route: 'token', kind: 'garbage-200', body: 'array' }, 200, /^\[\]$/, {}],
    [{ route: 'token', kind: 'garbage-200', body: 'empty' }, 200, /^$/, {}],
    [{ route: 'token', kind: 'error-200' }, 200, /^\{"error":"invalid_grant"\}$/, {}],
    [{ route: 'token', kind: 'invalid_grant' }, 400, /"error":"invalid_grant"/, {}],
    [{ route: 'token', kind: 'invalid_client' }, 401, /"error":"invalid_client"/, {}],
    [
      { route: 'token', kind: 'status', status: 418, body: 'teapot', headers: { 'x-pot': 'tea' } },
      418,
      /^teapot$/,
      { 'x-pot': 'tea' },
    ],
  ]

  it.each(answers)('%o', async (fault, status, body, headers) => {
    const sim = await simulator({ behaviours: { rotation: 'strict' } })
    const { refresh_token } = await connect(sim)
    sim.control.fault({ ...fault, times: 1 })
    const answer = await refresh(sim, refresh_token)
    expect(answer.status).toBe(status)
    expect(await answer.text()).toMatch(body)
    expect(Object.fromEntries(answer.headers)).toMatchObject({ ...headers, intuit_tid: expect.any(String) })
    expect((await refresh(sim, refresh_token)).status).toBe(200)
  })

  it('sends a Fault with 200 on company reads', async () => {
    const sim = await simulator()
    const { access_token } = await connect(sim)
    sim.control.fault({ route: 'company', kind: 'error-200' })
    const answer = await readCompany(sim, access_token)
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      { Fault: { Error: [{ code: '10000' }] } },
    ])
  })

  it('rotates and leaves the refresh token out', async () => {
    const sim = await simulator({ behaviours: { rotation: 'strict' } })
    const { refresh_token } = await connect(sim)
    sim.control.fault({ route: 'token', kind: 'missing-refresh-token', times: 1 })
    const answer = await tokensOf(await refresh(sim, refresh_token))
    expect(answer.access_token).toMatch(/^sim-at-/)
    expect(answer).not.toHaveProperty('refresh_token')
    expect((await refresh(sim, refresh_token)).status).toBe(400)
  })

  it('leads elsewhere, and records who follows', async () => {
    const sim = await simulator()
    const { refresh_token } = await connect(sim)
    sim.control.fault({ route: 'token', kind: 'redirect-307' })
    const answer = await refresh(sim, refresh_token)
    expect(answer.status).toBe(307)
    expect(sim.control.requests({ route: 'redirected' })).toEqual([])
    await fetch(answer.headers.get('location') ?? '', { method: 'POST', body: 'a secret gone astray' })
    expect(sim.control.requests({ route: 'redirected' })).toHaveLength(1)
  })

  it('sends a person straight back from authorize', async () => {
    const sim = await simulator()
    sim.control.fault({ route: 'authorize', kind: 'redirect-error', error: 'temporarily_unavailable' })
    const answer = await fetch(authorizeUrl(sim.origin), { redirect: 'manual' })
    expect(answer.headers.get('location')).toBe(
      `${REDIRECT_URI}?error=temporarily_unavailable&state=state-of-this-attempt`,
    )
  })
})

describe('answers that do not come', () => {
  it('drops the connection before doing anything', async () => {
    const sim = await simulator({ behaviours: { rotation: 'strict' } })
    const { refresh_token } = await connect(sim)
    sim.control.fault({ route: 'token', kind: 'reset', times: 1 })
    expect(await dropped(refresh(sim, refresh_token))).toBe('ECONNRESET')
    expect((await refresh(sim, refresh_token)).status).toBe(200)
  })

  it('rotates, then drops the connection: the new value is lost', async () => {
    const sim = await simulator()
    const { refresh_token } = await connect(sim)
    sim.control.fault({ route: 'token', grant: 'refresh_token', kind: 'reset-after-rotation', times: 1 })
    expect(await dropped(refresh(sim, refresh_token))).toBe('ECONNRESET')
    expect((await refresh(sim, refresh_token)).status).toBe(400)
    expect(sim.control.grants()[0]).toMatchObject({ live: true, refreshToken: 'rt#2' })
    expect(sim.control.requests({ route: 'token' })[1]).toMatchObject({
      status: null,
      fault: 'reset-after-rotation',
    })
  })

  it('revokes, then drops the connection', async () => {
    const sim = await simulator()
    const { refresh_token } = await connect(sim)
    sim.control.fault({ route: 'revoke', kind: 'reset-after-rotation', times: 1 })
    expect(await dropped(revoke(sim, refresh_token))).toBe('ECONNRESET')
    expect((await revoke(sim, refresh_token)).status).toBe(400)
  })

  it('never answers, and stays on record as unanswered', async () => {
    const sim = await simulator()
    const { access_token } = await connect(sim)
    sim.control.fault({ route: 'company', kind: 'silent' })
    const patience = new AbortController()
    const realm = `${sim.origin}/v3/company/${NORTHWIND}/companyinfo/${NORTHWIND}`
    const asked = fetch(realm, {
      headers: { authorization: `Bearer ${access_token}` },
      signal: patience.signal,
    })
    await expect.poll(() => sim.control.requests({ route: 'company' })).toHaveLength(1)
    patience.abort()
    await expect(asked).rejects.toThrow('aborted')
    expect(sim.control.requests({ route: 'company' })).toMatchObject([{ status: null, fault: 'silent' }])
  })

  it('answers late, having done its work at once', async () => {
    const sim = await simulator()
    const { access_token } = await connect(sim)
    sim.control.fault({ route: 'company', kind: 'slow', ms: 50 })
    expect((await readCompany(sim, access_token)).status).toBe(200)
    expect(sim.control.requests({ route: 'company' })[0]?.durationMs).toBeGreaterThanOrEqual(45)
  })

  it.each(['lifted', 'cleared'])('answers what waits as soon as it is %s', async (how) => {
    const sim = await simulator()
    const { access_token } = await connect(sim)
    const lift = sim.control.fault({ route: 'company', kind: 'slow', ms: 3_600_000, times: 1 })
    const asked = readCompany(sim, access_token)
    await expect.poll(() => sim.control.requests({ route: 'company' })).toHaveLength(1)
    expect(sim.control.state().faults).toEqual([])
    if (how === 'lifted') lift()
    else sim.control.clearFaults()
    expect((await asked).status).toBe(200)
  })

  it('drips the real answer byte by byte', async () => {
    const sim = await simulator()
    const code = await consent(sim)
    sim.control.fault({ route: 'token', kind: 'drip', ms: 0, times: 1 })
    expect(await tokensOf(await exchange(sim, code))).toMatchObject({ expires_in: 3600 })
  })

  it('drips so slowly that a deadline must end it', async () => {
    const sim = await simulator()
    const { access_token } = await connect(sim)
    sim.control.fault({ route: 'company', kind: 'drip' })
    const answer = await readCompany(sim, access_token)
    const reader = answer.body?.getReader()
    expect((await reader?.read())?.value).toHaveLength(1)
    await reader?.cancel()
  })

  it('floods with as many megabytes as asked for', async () => {
    const sim = await simulator()
    sim.control.fault({ route: 'discovery', kind: 'huge-body', megabytes: 3 })
    const answer = await fetch(`${sim.origin}/.well-known/openid_configuration`)
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThanOrEqual(3_000_000)
  })
})

describe('aim', () => {
  it('hits one grant type, or one company, and no other', async () => {
    const sim = await simulator()
    const tea = await connect(sim, { user: 'ada', company: HARBOR_TEA })
    const wholesale = await connect(sim, { user: 'ada', company: HARBOR_WHOLESALE })
    sim.control.fault({ route: 'token', realmId: HARBOR_TEA, kind: 'html-503' })
    expect((await refresh(sim, tea.refresh_token)).status).toBe(503)
    expect((await refresh(sim, wholesale.refresh_token)).status).toBe(200)
    const code = await consent(sim, { user: 'ada', company: HARBOR_TEA })
    expect((await exchange(sim, code)).status).toBe(503)
    sim.control.clearFaults()
    sim.control.fault({ route: 'token', grant: 'refresh_token', kind: 'html-503' })
    expect((await exchange(sim, code)).status).toBe(200)
    expect((await refresh(sim, wholesale.refresh_token)).status).toBe(503)
  })

  it('hits as often as asked, one fault after the other, until lifted', async () => {
    const sim = await simulator()
    const { access_token } = await connect(sim)
    const statuses = async (times: number) => {
      const seen = []
      for (let turn = 0; turn < times; turn += 1) seen.push((await readCompany(sim, access_token)).status)
      return seen
    }
    sim.control.fault({ route: 'company', kind: 'xml-429', times: 2 })
    const lift = sim.control.fault({ route: 'any', kind: 'html-503' })
    expect(await statuses(4)).toEqual([429, 429, 503, 503])
    expect(sim.control.state().faults).toMatchObject([{ route: 'any', hits: 2 }])
    sim.control.clock.advance(HOUR - 1)
    lift()
    expect(await statuses(1)).toEqual([200])
  })

  it.each([
    [{ route: 'token', kind: 'meteor' }, /"kind" must be one of slow, silent/],
    [{ route: 'moon', kind: 'silent' }, /"route" must be one of any, authorize/],
    [{ route: 'token', kind: 'slow' }, /"ms" must be a number from 0/],
    [{ route: 'token', kind: 'silent', ms: 5 }, /no field "ms"/],
    ['slow', /must be an object/],
  ])('refuses %o', async (fault, message) => {
    const sim = await simulator()
    expect(() => sim.control.fault(fault as Fault)).toThrow(message)
  })
})
