// The callback's unhappy paths: who may come back, how often, and with what.
import type { Attempt } from '@mooring/contract'
import express from 'express'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(async () => {
  await stage.close()
})

const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }
const done = (problem: string) => `/api/quickbooks/callback/done?problem=${problem}`
const exchanges = () => stage.simulator.control.requests({ route: 'token' }).length

async function started(body: Record<string, unknown> = {}) {
  const browser = stage.browser()
  const reply = await browser.authorize(body)
  const callbackUrl = await stage.simulator.control.authorize(reply.authorizeUrl, HARBOR_TEA)
  const attempt = async () => (await browser.get<Attempt>(`/attempts/${reply.attemptId}`)).body
  return { browser, reply, callbackUrl, attempt }
}

describe('a callback no one here can answer for', () => {
  it.each([
    ['without a state', '/callback?code=x&realmId=1'],
    ['with a forged state', '/callback?code=x&realmId=1&state=forged'],
    ['with two states', '/callback?code=x&realmId=1&state=a&state=b'],
    ['with a forged state and an error', '/callback?error=access_denied&state=forged'],
  ])('%s is refused before Intuit is asked', async (_, path) => {
    const answer = await stage.browser().get(path)
    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toBe(done('state_invalid'))
    expect(exchanges()).toBe(0)
  })

  it('from another browser is refused, consumes nothing, and the right browser still succeeds', async () => {
    const { browser, callbackUrl, attempt } = await started()
    const victim = await stage.browser('northwind', 'noor').get(callbackUrl)
    expect(victim.headers.get('location')).toBe(done('session_mismatch'))
    expect(exchanges()).toBe(0)
    await browser.get(callbackUrl)
    expect((await attempt()).outcome).toBe('connected')
  })

  it.each([
    ['another user', 'harbor/ben/view,connect'],
    ['the same user of another tenant', 'northwind/ada/view,connect'],
    ['the same user without the right', 'harbor/ada/view'],
  ])('from the right browser but %s ends the attempt', async (_, session) => {
    const { browser, callbackUrl, attempt } = await started()
    browser.cookies.set('session', encodeURIComponent(session))
    expect((await browser.get(callbackUrl)).headers.get('location')).toBe(done('session_mismatch'))
    expect(exchanges()).toBe(0)
    browser.cookies.set('session', encodeURIComponent('harbor/ada/view,connect'))
    expect(await attempt()).toMatchObject({ outcome: 'failed', problem: { code: 'session_mismatch' } })
  })

  it('is decided by the cookie where the host does not know who it is, and waits for the starter to claim it', async () => {
    const { browser, callbackUrl, attempt } = await started()
    const session = browser.cookies.get('session') ?? ''
    browser.cookies.delete('session')
    const callback = await browser.get(callbackUrl)
    expect(callback.headers.get('location')).toMatch(/attempt=/)
    browser.cookies.set('session', session)
    const { id } = await attempt()
    expect(await attempt()).toMatchObject({ step: 'verified', outcome: 'pending' })
    await browser.claim(id, callback)
    expect((await attempt()).outcome).toBe('connected')
  })

  it('leaves the state as it was while the host cannot be asked', async () => {
    const { browser, callbackUrl } = await started()
    let down = true
    await stage.restart({
      identify: () => {
        if (down) throw new Error('the session store is away')
        return null
      },
    })
    expect((await browser.get(callbackUrl)).headers.get('location')).toBe(done('identity_unavailable'))
    down = false
    expect((await browser.get(callbackUrl)).headers.get('location')).toMatch(/attempt=/)
  })

  it.each(['HEAD', 'POST', 'OPTIONS', 'PUT'])('by %s consumes nothing', async (method) => {
    const { browser, callbackUrl, attempt } = await started()
    expect((await browser.send(method, callbackUrl)).status).toBe(405)
    await browser.get(callbackUrl)
    expect((await attempt()).outcome).toBe('connected')
  })

  it('by prefetch consumes nothing', async () => {
    const { browser, callbackUrl, attempt } = await started()
    expect((await browser.get(callbackUrl, { 'sec-purpose': 'prefetch' })).status).toBe(405)
    expect((await attempt()).outcome).toBe('pending')
  })
})

describe('a callback that comes again', () => {
  it('gets the first outcome and exchanges nothing', async () => {
    const { browser, callbackUrl } = await started()
    const first = await browser.get(callbackUrl)
    const second = await browser.get(callbackUrl)
    expect(second.headers.get('location')).toBe(first.headers.get('location'))
    expect(exchanges()).toBe(1)
  })

  it('gets it too when twenty come at once', async () => {
    const { browser, callbackUrl, attempt } = await started()
    const answers = await Promise.all(Array.from({ length: 20 }, async () => await browser.get(callbackUrl)))
    expect(new Set(answers.map((answer) => answer.headers.get('location'))).size).toBe(1)
    expect(exchanges()).toBe(1)
    expect((await attempt()).outcome).toBe('connected')
  })

  it('is refused from another browser', async () => {
    const { browser, callbackUrl } = await started()
    await browser.get(callbackUrl)
    const other = await stage.browser('northwind', 'noor').get(callbackUrl)
    expect(other.headers.get('location')).toBe(done('session_mismatch'))
  })
})

describe('what Intuit says', () => {
  it('no: the attempt is cancelled in neutral words', async () => {
    const browser = stage.browser()
    const { attempt } = await browser.goThrough(stage.simulator.control, { user: 'ada', deny: true })
    expect(attempt).toMatchObject({ outcome: 'cancelled', problem: { code: 'access_denied' } })
    expect(exchanges()).toBe(0)
  })

  it('invalid scope: the attempt fails with its code', async () => {
    const { attempt } = await stage
      .browser()
      .goThrough(stage.simulator.control, { user: 'ada', error: 'invalid_scope' })
    expect(attempt).toMatchObject({
      outcome: 'failed',
      problem: { code: 'invalid_scope', action: 'fix_configuration' },
    })
  })

  it.each([
    ['realmId', 'company_unreadable'],
    ['code', 'exchange_failed'],
  ])('without %s the exchange is not made', async (name, code) => {
    const { browser, callbackUrl, attempt } = await started()
    const url = new URL(callbackUrl)
    url.searchParams.delete(name)
    await browser.get(url.href)
    expect(await attempt()).toMatchObject({ outcome: 'failed', problem: { code } })
    expect(exchanges()).toBe(0)
  })

  it.each(['../../evil', '12/34', '1'.repeat(400), '١٢٣', '-1'])(
    'a realm id like %s goes nowhere',
    async (realmId) => {
      const { browser, callbackUrl, attempt } = await started()
      const url = new URL(callbackUrl)
      url.searchParams.set('realmId', realmId)
      await browser.get(url.href)
      expect((await attempt()).problem?.code).toBe('company_unreadable')
      expect(exchanges()).toBe(0)
    },
  )

  it.each([
    ['7001', 400, 'app_misconfigured'],
    ['130', 401, 'app_misconfigured'],
    ['3100', 403, 'company_unreadable'],
  ])('a company of the other environment (%s) is for the operator to fix', async (fault, status, code) => {
    const { browser, callbackUrl, attempt } = await started()
    const body = JSON.stringify({ Fault: { Error: [{ Message: 'no', code: fault }], type: 'SERVICE' } })
    stage.simulator.control.fault({ route: 'company', kind: 'status', status, body })
    await browser.get(callbackUrl)
    const { id, problem } = await attempt()
    expect(problem).toMatchObject({ code, action: 'fix_configuration', retryable: false })
    expect(problem?.detail).not.toMatch(/try again/i)
    const line = stage.log.find(({ reference }) => reference === problem?.reference)
    expect(line).toMatchObject({ attemptId: id, tenantId: 'harbor', fault, status, environment: 'sandbox' })
    expect(line?.message).toMatch(/of the other environment.+"environment", "clientId" and "clientSecret"/)
  })

  it('whatever ends an attempt is in the log, under the reference that is shown', async () => {
    const { browser, callbackUrl, attempt } = await started()
    stage.simulator.control.fault({ route: 'token', kind: 'invalid_client' } as never)
    await browser.get(callbackUrl)
    const { id, problem } = await attempt()
    expect(stage.log.find(({ reference }) => reference === problem?.reference)).toMatchObject({
      attemptId: id,
      tenantId: 'harbor',
      code: 'app_misconfigured',
    })
  })

  it("another company's realm id is not believed", async () => {
    const { browser, callbackUrl, attempt } = await started()
    const url = new URL(callbackUrl)
    url.searchParams.set('realmId', '9130357849516642')
    await browser.get(url.href)
    expect(await attempt()).toMatchObject({
      outcome: 'failed',
      step: 'exchanged',
      problem: { code: 'company_unreadable' },
    })
    expect((await browser.list()).connections).toEqual([])
  })

  it.each([
    ['its own trouble', { kind: 'html-503' }, 'intuit_unavailable'],
    ['a code it does not know', { kind: 'invalid_grant' }, 'exchange_failed'],
    ['wrong keys', { kind: 'invalid_client' }, 'app_misconfigured'],
    ['garbage', { kind: 'garbage-200' }, 'exchange_failed'],
  ] as const)('%s at the exchange: one call, a clear code', async (_, fault, code) => {
    const { browser, callbackUrl, attempt } = await started()
    stage.simulator.control.fault({ route: 'token', ...fault } as never)
    await browser.get(callbackUrl)
    expect(await attempt()).toMatchObject({ outcome: 'failed', problem: { code } })
    expect(exchanges()).toBe(1)
  })

  it('nothing for a while when the company is read: the grant waits and is connected later', async () => {
    const { browser, callbackUrl, attempt } = await started()
    stage.simulator.control.fault({ route: 'company', kind: 'html-503' } as never)
    await browser.get(callbackUrl)
    expect(await attempt()).toMatchObject({ outcome: 'pending', step: 'exchanged' })
    expect((await browser.list()).attempts).toHaveLength(1)
    stage.simulator.control.clearFaults()
    stage.simulator.control.clock.advance(60_000)
    await stage.adapter.runDueWork()
    expect(await attempt()).toMatchObject({ outcome: 'connected', step: 'saved' })
    expect(exchanges()).toBe(1)
  })
})

describe('time', () => {
  it('ends an attempt after thirty minutes, and a late callback exchanges nothing', async () => {
    const { browser, callbackUrl, attempt } = await started()
    stage.simulator.control.clock.advance(30 * 60_000)
    expect(await attempt()).toMatchObject({ outcome: 'expired', problem: { code: 'attempt_expired' } })
    expect((await browser.list()).attempts).toEqual([])
    await browser.get(callbackUrl)
    expect(await attempt()).toMatchObject({ outcome: 'expired', problem: { code: 'state_expired' } })
    expect(exchanges()).toBe(0)
  })

  it('does not undo a cancel', async () => {
    const { browser, callbackUrl, reply, attempt } = await started()
    expect((await browser.post<Attempt>(`/attempts/${reply.attemptId}/cancel`)).body.outcome).toBe(
      'cancelled',
    )
    await browser.get(callbackUrl)
    expect((await attempt()).outcome).toBe('cancelled')
    expect(exchanges()).toBe(0)
  })

  it('a restart of the server in between loses nothing', async () => {
    const { browser, callbackUrl, attempt } = await started()
    await stage.restart()
    await browser.get(callbackUrl)
    expect((await attempt()).outcome).toBe('connected')
  })
})

describe('the last page', () => {
  it('has no code, state or realm in it, runs only its own script, and is never framed', async () => {
    const page = await stage.browser().get('/callback/done?attempt=att_x&code=secret&state=secret')
    expect(page.status).toBe(200)
    expect(page.text).not.toContain('secret')
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
  })

  it('says in words what a problem means and reflects nothing', async () => {
    const page = await stage.browser().get('/callback/done?problem=<script>alert(1)</script>')
    expect(page.text).not.toContain('alert(1)')
    expect((await stage.browser().get('/callback/done?problem=session_mismatch')).text).toContain(
      'Started by someone else',
    )
  })
})

const PARSERS = [express.json(), express.urlencoded({ extended: true })]

describe('a launch from another site', () => {
  it('sets the cookie in a first-party window and goes on to Intuit, once', async () => {
    const browser = stage.browser()
    const reply = await browser.authorize()
    for (const name of browser.cookies.keys()) if (name !== 'session') browser.cookies.delete(name)
    const launch = async () =>
      await fetch(`${stage.origin}/api/quickbooks/launch`, {
        method: 'POST',
        headers: { origin: stage.origin, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ ticket: reply.ticket }),
      })
    const answer = await launch()
    expect(answer.status).toBe(200)
    const authorizeUrl = /^0; url=(.*)$/.exec(answer.headers.get('refresh') ?? '')?.[1] ?? ''
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=')
      browser.cookies.set(name, value)
    }
    await browser.get(await stage.simulator.control.authorize(authorizeUrl, HARBOR_TEA))
    expect((await browser.get<Attempt>(`/attempts/${reply.attemptId}`)).body.outcome).toBe('connected')
    expect((await launch()).status).toBe(403)
  })

  it.each([
    ['from another origin than the one it was given to', 'https://other.example', {}, 403],
    ['as JSON', '', { type: 'application/json', body: (ticket: string) => JSON.stringify({ ticket }) }, 403],
    ['as plain text', '', { type: 'text/plain' }, 403],
    ['as a form of several parts', '', { type: 'multipart/form-data; boundary=x' }, 403],
    [
      'as JSON that the host has parsed',
      '',
      { type: 'application/json', body: (ticket: string) => JSON.stringify({ ticket }), before: PARSERS },
      403,
    ],
    ['as a form that the host has parsed', '', { before: PARSERS }, 200],
    ['as the form it was given for', '', {}, 200],
  ])('counts a ticket %s accordingly', async (_what, elsewhere, given, status) => {
    const { before = [] } = given as { before?: express.RequestHandler[] }
    await using other = await openStage({ allowedOrigins: ['https://other.example'], before })
    const reply = await other.browser().authorize()
    const { type = 'application/x-www-form-urlencoded', body = (ticket: string) => `ticket=${ticket}` } =
      given as {
        type?: string
        body?: (ticket: string) => string
      }
    const answer = await fetch(`${other.origin}/api/quickbooks/launch`, {
      method: 'POST',
      headers: { origin: elsewhere || other.origin, 'content-type': type },
      body: body(reply.ticket),
    })
    expect(answer.status).toBe(status)
    if (status === 403) expect(await answer.json()).toMatchObject({ code: 'state_invalid' })
  })

  it('is refused from an origin that is not allowed', async () => {
    const reply = await stage.browser().authorize()
    const answer = await fetch(`${stage.origin}/api/quickbooks/launch`, {
      method: 'POST',
      headers: { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ticket: reply.ticket }),
    })
    expect(answer.status).toBe(403)
  })
})
