// Codes, tokens, rotation, expiry and revocation.
import { describe, expect, it } from 'vitest'
import {
  basic,
  connect,
  consent,
  DAY,
  exchange,
  HARBOR_TEA,
  HOUR,
  NORTHWIND,
  post,
  REDIRECT_URI,
  readCompany,
  refresh,
  refusal,
  revoke,
  SECOND,
  simulator,
  tokensOf,
} from './app.ts'

const HUNDRED_ONE_DAYS = 8_726_400 * SECOND
const FIVE_YEARS = 5 * 365 * DAY

describe('code exchange', () => {
  it('answers with Intuit’s fields, lifetimes and a tid', async () => {
    const sim = await simulator()
    const answer = await exchange(sim, await consent(sim))
    expect(answer.status).toBe(200)
    expect(answer.headers.get('intuit_tid')).toMatch(/^1-[0-9a-f]{8}-[0-9a-f]{24}$/)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await answer.json()).toEqual({
      token_type: 'bearer',
      access_token: expect.stringMatching(/^sim-at-/),
      expires_in: 3600,
      refresh_token: expect.stringMatching(/^sim-rt-/),
      x_refresh_token_expires_in: 8_726_400,
    })
  })

  it('sends the hard expiry only when the header asks for it', async () => {
    const sim = await simulator()
    const header = { 'x-include-refresh-token-hard-expires-in': 'true' }
    const first = await tokensOf(await exchange(sim, await consent(sim), header))
    expect(first.x_refresh_token_hard_expires_in).toBe(FIVE_YEARS / SECOND)
    sim.control.clock.advance(10 * DAY)
    const second = await tokensOf(await refresh(sim, first.refresh_token, header))
    expect(second.x_refresh_token_hard_expires_in).toBe((FIVE_YEARS - 10 * DAY) / SECOND)
    expect(await tokensOf(await refresh(sim, second.refresh_token))).not.toHaveProperty(
      'x_refresh_token_hard_expires_in',
    )
  })

  it('takes a code for ten minutes, or as long as configured', async () => {
    const sim = await simulator()
    const [inTime, late] = [await consent(sim), await consent(sim)]
    sim.control.clock.advance(600 * SECOND - 1)
    expect((await exchange(sim, inTime)).status).toBe(200)
    sim.control.clock.advance(1)
    expect(await refusal(await exchange(sim, late))).toBe('400 invalid_grant')
    sim.control.behave({ codeLifetimeSeconds: 1200 })
    const longer = await consent(sim)
    sim.control.clock.advance(1199 * SECOND)
    expect((await exchange(sim, longer)).status).toBe(200)
  })

  it.each([
    { codeReuseRevokes: true, status: 401 },
    { codeReuseRevokes: false, status: 200 },
  ])(
    'refuses a code the second time (first tokens answer $status after it)',
    async ({ codeReuseRevokes, status }) => {
      const sim = await simulator({ behaviours: { codeReuseRevokes } })
      const code = await consent(sim)
      const tokens = await tokensOf(await exchange(sim, code))
      expect(await refusal(await exchange(sim, code))).toBe('400 invalid_grant')
      expect((await readCompany(sim, tokens.access_token)).status).toBe(status)
    },
  )

  it.each([
    ['another redirect URI', { redirect_uri: `${REDIRECT_URI}/` }, basic(), '400 invalid_grant'],
    ['another app', {}, basic('other'), '400 invalid_grant'],
    ['no credentials', {}, {}, '401 invalid_client'],
    ['an unknown grant type', { grant_type: 'password' }, basic(), '400 unsupported_grant_type'],
    ['no grant type', { grant_type: '' }, basic(), '400 invalid_request'],
  ])('refuses %s and keeps the code good', async (_case, changes, headers, expected) => {
    const sim = await simulator()
    const code = await consent(sim)
    const fields = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI, ...changes }
    expect(await refusal(await post(`${sim.origin}/oauth2/v1/tokens/bearer`, fields, headers))).toBe(expected)
    expect((await exchange(sim, code)).status).toBe(200)
  })

  it('knows one client and its secret when it is given one', async () => {
    const sim = await simulator({ clientId: 'app', clientSecret: 'right' })
    const code = await consent(sim)
    expect(await refusal(await exchange(sim, code, basic('app', 'wrong')))).toBe('401 invalid_client')
    expect(await refusal(await exchange(sim, code, basic('other', 'right')))).toBe('401 invalid_client')
    expect((await exchange(sim, code, basic('app', 'right'))).status).toBe(200)
  })
})

describe('client authentication', () => {
  const SECRET = 'a+b/c%41 &=~'
  const exchanging = async (changes: Record<string, string>, headers: Record<string, string> = {}) => {
    const sim = await simulator({ clientId: 'app', clientSecret: SECRET })
    const fields = { grant_type: 'authorization_code', code: await consent(sim), redirect_uri: REDIRECT_URI }
    return await post(`${sim.origin}/oauth2/v1/tokens/bearer`, { ...fields, ...changes }, headers)
  }
  const encoded = encodeURIComponent(SECRET).replaceAll('%20', '+')

  it.each([
    ['the header, as it is', {}, basic('app', SECRET), 200],
    ['the header, form-encoded', {}, basic('app', encoded), 200],
    ['the body', { client_id: 'app', client_secret: SECRET }, {}, 200],
    ['the body, with a wrong secret', { client_id: 'app', client_secret: 'wrong' }, {}, 401],
    ['the body, without a secret', { client_id: 'app' }, {}, 401],
    [
      'the body, beside a wrong header',
      { client_id: 'app', client_secret: SECRET },
      basic('app', 'wrong'),
      401,
    ],
  ])('takes or refuses a secret in %s', async (_case, changes, headers, status) => {
    expect((await exchanging(changes, headers)).status).toBe(status)
  })

  it('takes a secret in the body of a refresh and of a revoke, form or JSON, and records neither', async () => {
    const sim = await simulator({ clientId: 'app', clientSecret: SECRET })
    const sent = { client_id: 'app', client_secret: SECRET }
    const revoking = `${sim.origin}/v2/oauth2/tokens/revoke`
    for (const json of [false, true]) {
      const code = await consent(sim)
      const first = await tokensOf(await exchange(sim, code, basic('app', SECRET)))
      const fields = { grant_type: 'refresh_token', refresh_token: first.refresh_token, ...sent }
      expect((await post(`${sim.origin}/oauth2/v1/tokens/bearer`, fields, {})).status).toBe(200)
      const ending = { token: first.refresh_token, ...sent }
      const answer = json
        ? await fetch(revoking, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(ending),
          })
        : await post(revoking, ending, {})
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')).toContain('application/json')
      expect(await answer.text()).toBe('')
    }
    const seen = sim.control.requests()
    expect(seen.map(({ clientId }) => clientId)).toEqual(Array(6).fill('app'))
    expect(JSON.stringify(seen)).not.toContain(SECRET)
  })
})

describe('rotation', () => {
  it('repeats the value for 24 hours, then brings a new one and kills the old at once', async () => {
    const sim = await simulator()
    const first = await connect(sim)
    sim.control.clock.advance(DAY - 1)
    const same = await tokensOf(await refresh(sim, first.refresh_token))
    expect(same.refresh_token).toBe(first.refresh_token)
    expect(same.access_token).not.toBe(first.access_token)
    sim.control.clock.advance(1)
    const rotated = await tokensOf(await refresh(sim, first.refresh_token))
    expect(rotated.refresh_token).not.toBe(first.refresh_token)
    expect(await refusal(await refresh(sim, first.refresh_token))).toBe('400 invalid_grant')
    expect((await refresh(sim, rotated.refresh_token)).status).toBe(200)
  })

  it('is new each time when strict, and of two at once the first wins', async () => {
    const sim = await simulator({ behaviours: { rotation: 'strict' } })
    const { refresh_token } = await connect(sim)
    const answers = await Promise.all([refresh(sim, refresh_token), refresh(sim, refresh_token)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400])
  })

  it('refuses another app’s refresh and leaves the grant alone', async () => {
    const sim = await simulator()
    const { refresh_token } = await connect(sim)
    expect(await refusal(await refresh(sim, refresh_token, basic('other')))).toBe('400 invalid_grant')
    expect((await refresh(sim, refresh_token)).status).toBe(200)
  })

  it('accepts the old value for 24 hours in grace, handing out the newest', async () => {
    const sim = await simulator({ behaviours: { rotation: 'grace-24h' } })
    const first = await connect(sim)
    sim.control.clock.advance(DAY)
    const rotated = await tokensOf(await refresh(sim, first.refresh_token))
    sim.control.clock.advance(DAY - 1)
    const again = await tokensOf(await refresh(sim, first.refresh_token))
    expect(again.refresh_token).toBe(rotated.refresh_token)
    sim.control.clock.advance(1)
    expect(await refusal(await refresh(sim, first.refresh_token))).toBe('400 invalid_grant')
  })

  it('ends the grant on a stale refresh only when configured to', async () => {
    const sim = await simulator({ behaviours: { rotation: 'strict', staleRefreshKillsGrant: true } })
    const first = await connect(sim)
    const second = await tokensOf(await refresh(sim, first.refresh_token))
    await refresh(sim, first.refresh_token)
    expect(await refusal(await refresh(sim, second.refresh_token))).toBe('400 invalid_grant')
    expect(sim.control.grants()[0]?.ended?.by).toBe('stale_refresh')
  })

  it('leaves the refresh token out, and sends numbers as text, when configured to', async () => {
    const sim = await simulator({ behaviours: { omitRefreshToken: true, numbersAsStrings: true } })
    const first = await connect(sim)
    const answer = await tokensOf(await refresh(sim, first.refresh_token))
    expect(answer).not.toHaveProperty('refresh_token')
    expect(answer).toMatchObject({ expires_in: '3600', x_refresh_token_expires_in: '8726400' })
  })
})

describe('expiry', () => {
  it('ends an access token after an hour', async () => {
    const sim = await simulator()
    const { access_token } = await connect(sim)
    sim.control.clock.advance(HOUR - 1)
    expect((await readCompany(sim, access_token)).status).toBe(200)
    sim.control.clock.advance(1)
    expect((await readCompany(sim, access_token)).status).toBe(401)
  })

  it('ends an idle refresh token when its configured lifetime is over; each use extends it', async () => {
    const sim = await simulator()
    const { refresh_token } = await connect(sim)
    sim.control.clock.advance(HOUR)
    await refresh(sim, refresh_token)
    sim.control.clock.advance(HUNDRED_ONE_DAYS - 1)
    const used = await tokensOf(await refresh(sim, refresh_token))
    expect(used.refresh_token).toMatch(/^sim-rt-/)
    sim.control.clock.advance(HUNDRED_ONE_DAYS)
    expect(await refusal(await refresh(sim, used.refresh_token))).toBe('400 invalid_grant')
    expect(sim.control.grants()[0]).toMatchObject({ live: false, ended: null })
  })

  it.each([
    { hardExpiry: true, after: 400 },
    { hardExpiry: false, after: 200 },
  ])(
    'answers $after five years after consent with hardExpiry $hardExpiry, however often used',
    async ({ hardExpiry, after }) => {
      const sim = await simulator({ behaviours: { hardExpiry } })
      let { refresh_token } = await connect(sim)
      for (let day = 0; day < 1800; day += 90) {
        sim.control.clock.advance(90 * DAY)
        refresh_token = (await tokensOf(await refresh(sim, refresh_token))).refresh_token
      }
      sim.control.clock.advance(24 * DAY)
      const last = await tokensOf(await refresh(sim, refresh_token))
      expect(last.x_refresh_token_expires_in).toBe((hardExpiry ? DAY : HUNDRED_ONE_DAYS) / SECOND)
      refresh_token = last.refresh_token
      sim.control.clock.advance(DAY)
      expect((await refresh(sim, refresh_token)).status).toBe(after)
    },
  )
})

describe('several grants of one company', () => {
  it.each([
    { secondConsentKillsEarlier: true, earlier: 400 },
    { secondConsentKillsEarlier: false, earlier: 200 },
  ])(
    'answers the earlier one $earlier after a second consent',
    async ({ secondConsentKillsEarlier, earlier }) => {
      const sim = await simulator({ behaviours: { secondConsentKillsEarlier } })
      const first = await connect(sim)
      const second = await connect(sim, { user: 'cleo', company: NORTHWIND })
      expect((await refresh(sim, first.refresh_token)).status).toBe(earlier)
      expect((await refresh(sim, second.refresh_token)).status).toBe(200)
    },
  )

  it.each([
    { revokeIsAppWide: true, other: 400 },
    { revokeIsAppWide: false, other: 200 },
  ])('answers the other one $other after a revoke', async ({ revokeIsAppWide, other }) => {
    const sim = await simulator({ behaviours: { revokeIsAppWide, secondConsentKillsEarlier: false } })
    const first = await connect(sim)
    const second = await connect(sim, { user: 'cleo', company: NORTHWIND })
    const elsewhere = await connect(sim, { user: 'ada', company: HARBOR_TEA })
    expect((await revoke(sim, first.refresh_token)).status).toBe(200)
    expect((await refresh(sim, second.refresh_token)).status).toBe(other)
    expect((await refresh(sim, elsewhere.refresh_token)).status).toBe(200)
  })
})

describe('revoke', () => {
  it('ends the pair by either token, answers 200 with nothing, and 400 with nothing the next time', async () => {
    const sim = await simulator()
    for (const kind of ['refresh_token', 'access_token'] as const) {
      const tokens = await connect(sim)
      const answer = await revoke(sim, tokens[kind])
      expect([answer.status, await answer.text()]).toEqual([200, ''])
      expect((await readCompany(sim, tokens.access_token)).status).toBe(401)
      expect((await refresh(sim, tokens.refresh_token)).status).toBe(400)
      const again = await revoke(sim, tokens[kind])
      expect([again.status, await again.text()]).toEqual([400, ''])
    }
  })

  it('takes a form too, and refuses unknown tokens, another app and no app', async () => {
    const sim = await simulator()
    const { refresh_token: token } = await connect(sim)
    const url = `${sim.origin}/v2/oauth2/tokens/revoke`
    expect((await post(url, { token: 'nobody’s' })).status).toBe(400)
    expect((await post(url, { token }, basic('other'))).status).toBe(400)
    expect((await post(url, { token }, {})).status).toBe(401)
    expect((await post(url, { token })).status).toBe(200)
  })
})
