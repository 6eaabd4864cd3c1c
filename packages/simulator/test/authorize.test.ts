// Authorize: what is refused, the pages without a browser, and the scripted person.
import { describe, expect, it } from 'vitest'
import type { IntuitSimulator } from '../src/index.ts'
import {
  authorizeUrl,
  exchange,
  HARBOR_TEA,
  HARBOR_WHOLESALE,
  NORTHWIND,
  post,
  REDIRECT_URI,
  readCompany,
  simulator,
  tokensOf,
} from './app.ts'

const show = async (url: string, cookie = '') => {
  const answer = await fetch(url, { redirect: 'manual', headers: { cookie } })
  return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() }
}

const step = (url: string, name: string) => url.replace('/connect/oauth2', `/connect/oauth2/${name}`)

/** Signs in with a click and returns the cookie. */
async function signIn(url: string, user: string) {
  const answer = await post(step(url, 'sign-in'), { user }, {})
  expect(answer.status).toBe(303)
  const cookie = answer.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/; HttpOnly; SameSite=Lax$/)
  return cookie.split(';', 1)[0] ?? ''
}

describe('requests that are refused', () => {
  it.each([
    ['no state', { state: null }, 'The state query parameter is missing.'],
    ['no client', { client_id: null }, 'The client_id query parameter is missing.'],
    ['another client', { client_id: 'other' }, 'The client_id is not known here.'],
    ['no redirect URI', { redirect_uri: null }, 'The redirect_uri query parameter is missing.'],
    ['an unregistered redirect URI', { redirect_uri: `${REDIRECT_URI}/` }, 'The redirect_uri is invalid'],
    [
      'a redirect URI with a query',
      { redirect_uri: `${REDIRECT_URI}?a=b` },
      'must not have query parameters',
    ],
    [
      'a redirect URI of another kind',
      { redirect_uri: 'javascript:alert(1)' },
      'is not an http or https URL',
    ],
    ['another response type', { response_type: 'token' }, 'The response_type query parameter must be'],
    ['too long a state', { state: 'x'.repeat(51) }, 'The state is longer than 50 characters.'],
  ])('%s: a page, no redirect', async (_case, changes, sentence) => {
    const options = { clientId: 'app', redirectUris: [REDIRECT_URI], behaviours: { stateMaxLength: 50 } }
    const sim = await simulator(options)
    const url = authorizeUrl(sim.origin, changes)
    const page = await show(url)
    expect(page).toMatchObject({ status: 400, location: null })
    expect(page.text).toContain(sentence)
    await expect(sim.control.authorize(url, { user: 'ben' })).rejects.toThrow(sentence)
  })

  it.each(['com.intuit.quickbooks.everything', ''])('scope "%s": back with invalid_scope', async (scope) => {
    const sim = await simulator()
    const url = authorizeUrl(sim.origin, { scope })
    const location = `${REDIRECT_URI}?error=invalid_scope&state=state-of-this-attempt`
    expect(await show(url)).toMatchObject({ status: 302, location })
    expect(await sim.control.authorize(url, { user: 'ben' })).toBe(location)
  })
})

describe('pages', () => {
  it('go from sign-in over company to consent, and back with code, state and realmId', async () => {
    const sim = await simulator({ appName: 'Ledger & Co' })
    const url = authorizeUrl(sim.origin)
    expect((await show(url)).text).toContain('Sign in as</span> Ada Martin')
    const cookie = await signIn(url, 'ada')
    const picker = await show(url, cookie)
    expect(picker.text).toContain('Signed in as <strong>Ada Martin</strong>')
    expect(picker.text).toContain('>Harbor Tea Wholesale</label>')
    expect(picker.text).not.toContain('Northwind')
    const chosen = await post(step(url, 'company'), { company: HARBOR_WHOLESALE }, { cookie })
    const consentUrl = new URL(chosen.headers.get('location') ?? '', sim.origin).href
    const consent = await show(consentUrl, cookie)
    expect(consent.text).toContain('Connect Harbor Tea Wholesale?')
    expect(consent.text).toContain('Ledger &amp; Co')
    const fields = { decision: 'connect', company: HARBOR_WHOLESALE }
    const back = await post(step(url, 'consent'), fields, { cookie })
    expect(back.status).toBe(302)
    const target = new URL(back.headers.get('location') ?? '')
    expect(target.origin + target.pathname).toBe(REDIRECT_URI)
    expect(target.searchParams.get('state')).toBe('state-of-this-attempt')
    expect(target.searchParams.get('realmId')).toBe(HARBOR_WHOLESALE)
    const { access_token } = await tokensOf(await exchange(sim, target.searchParams.get('code') ?? ''))
    expect((await readCompany(sim, access_token, HARBOR_WHOLESALE)).status).toBe(200)
  })

  it('carry a strict policy, no cache, no referrer, and cut the opener only when configured to', async () => {
    const sim = await simulator()
    const headers = async () => Object.fromEntries((await fetch(authorizeUrl(sim.origin))).headers)
    const before = await headers()
    expect(before).toMatchObject({
      'content-security-policy':
        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    })
    expect(before).not.toHaveProperty('cross-origin-opener-policy')
    sim.control.behave({ severOpener: true })
    expect(await headers()).toHaveProperty('cross-origin-opener-policy', 'same-origin')
  })

  it('take e-mail and password, and say when they are wrong', async () => {
    const sim = await simulator()
    const url = step(authorizeUrl(sim.origin), 'sign-in')
    const wrong = await post(url, { email: 'ben@example.com', password: 'guess' }, {})
    expect([wrong.status, await wrong.text()]).toEqual([
      400,
      expect.stringContaining('do not belong together'),
    ])
    expect((await post(url, { email: 'ben@example.com', password: 'simulator' }, {})).status).toBe(303)
  })

  it('skip the picker for one company, and sign-in for someone signed in, until signed out', async () => {
    const sim = await simulator()
    const url = authorizeUrl(sim.origin)
    const cookie = await signIn(url, 'ben')
    expect((await show(url, cookie)).text).toContain('Connect Northwind Bakery?')
    expect(await show(step(url, 'sign-out'), cookie)).toMatchObject({ status: 303 })
    expect((await show(url, cookie)).text).toContain('Ben Okafor')
  })

  it('explain an empty list', async () => {
    const sim = await simulator()
    const url = authorizeUrl(sim.origin)
    const page = await show(url, await signIn(url, 'dan'))
    expect(page.text).toContain('Dan Weiss is not an admin of any company')
  })

  it('send a refusal back as access_denied', async () => {
    const sim = await simulator()
    const url = authorizeUrl(sim.origin)
    const cookie = await signIn(url, 'ben')
    const back = await post(step(url, 'consent'), { decision: 'deny' }, { cookie })
    expect(back.headers.get('location')).toBe(
      `${REDIRECT_URI}?error=access_denied&state=state-of-this-attempt`,
    )
  })

  it('ask again for a company that is missing or not this person’s', async () => {
    const sim = await simulator()
    const url = authorizeUrl(sim.origin)
    const cookie = await signIn(url, 'ada')
    const none = await post(step(url, 'company'), {}, { cookie })
    expect([none.status, await none.text()]).toEqual([
      400,
      expect.stringContaining('Choose a company first.'),
    ])
    const foreign = await post(step(url, 'consent'), { decision: 'connect', company: NORTHWIND }, { cookie })
    expect([foreign.status, await foreign.text()]).toEqual([200, expect.stringContaining('Which company?')])
    expect(sim.control.tokens()).toEqual([])
  })

  it('escape names', async () => {
    const sim = await simulator()
    sim.control.companies.update(NORTHWIND, { name: '<script>"&\'' })
    const url = authorizeUrl(sim.origin)
    const page = await show(url, await signIn(url, 'ben'))
    expect(page.text).toContain('&lt;script&gt;&quot;&amp;&#39;')
    expect(page.text).not.toContain('<script>')
  })
})

describe('the scripted person', () => {
  const through = async (
    sim: IntuitSimulator,
    person: Parameters<IntuitSimulator['control']['authorize']>[1],
  ) => new URL(await sim.control.authorize(authorizeUrl(sim.origin), person)).searchParams

  it('takes a company by name or realm id, a refusal, or an error', async () => {
    const sim = await simulator()
    expect((await through(sim, { user: 'ada', company: 'Harbor Tea Co.' })).get('realmId')).toBe(HARBOR_TEA)
    expect((await through(sim, { user: 'ada', company: HARBOR_TEA })).get('realmId')).toBe(HARBOR_TEA)
    expect((await through(sim, { user: 'ada', deny: true })).get('error')).toBe('access_denied')
    expect((await through(sim, { user: 'ada', error: 'server_error' })).get('error')).toBe('server_error')
  })

  it.each([
    [{ user: 'nobody' }, 'there is no user "nobody"'],
    [{ user: 'ada' }, 'say which company ada chooses; eligible: Harbor Tea Co., Harbor Tea Wholesale'],
    [{ user: 'ada', company: NORTHWIND }, `ada cannot choose "${NORTHWIND}"`],
    [{ user: 'dan' }, 'eligible: none'],
  ])('refuses %o', async (person, sentence) => {
    const sim = await simulator()
    await expect(sim.control.authorize(authorizeUrl(sim.origin), person)).rejects.toThrow(sentence)
  })

  it('offers only companies with a live subscription that fit the app’s keys', async () => {
    const sim = await simulator({ environment: 'sandbox' })
    sim.control.companies.update(HARBOR_TEA, { environment: 'production' })
    expect((await through(sim, { user: 'ada' })).get('realmId')).toBe(HARBOR_WHOLESALE)
    sim.control.companies.update(HARBOR_WHOLESALE, { subscription: 'ended' })
    await expect(through(sim, { user: 'ada' })).rejects.toThrow('eligible: none')
  })
})
