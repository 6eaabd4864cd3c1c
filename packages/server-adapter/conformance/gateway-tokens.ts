// Conformance: what is sent to Intuit's authorize, token, revoke and userinfo endpoints.
import { describe, expect, it } from 'vitest'
import {
  ACCESS_TOKEN,
  BASIC,
  CODE,
  failureOf,
  type GatewayStage,
  NOW,
  REFRESH_TOKEN,
  SETTINGS,
  tokenReply,
} from './gateway-stage.ts'
import { answer } from './intuit-double.ts'

export function describeTokenRequests(stage: GatewayStage): void {
  describe('authorizing', () => {
    it('builds the address of the consent page', async () => {
      const url = new URL(await stage.gateway({ scopes: ['openid', 'email'] }).authorizeUrl('state-1'))
      expect(url.origin + url.pathname).toBe(`${stage.double.origin}/connect/oauth2`)
      expect(Object.fromEntries(url.searchParams)).toEqual({
        client_id: 'client-1',
        redirect_uri: SETTINGS.redirectUri,
        response_type: 'code',
        scope: 'openid email',
        state: 'state-1',
      })
    })

    it('exchanges a code in one request, and counts expiry from its start', async () => {
      stage.double.script(answer(200, tokenReply()))
      const times = [NOW, NOW + 9_000]
      const gateway = stage.gateway({ now: () => times.shift() ?? Number.NaN })
      expect(await gateway.exchangeCode(`${CODE}+/=&`)).toEqual({
        accessToken: ACCESS_TOKEN,
        refreshToken: REFRESH_TOKEN,
        requestedAt: NOW,
        expiresIn: 3_600,
        refreshExpiresIn: 8_726_400,
        hardExpiresIn: 156_032_154,
        idTokenRealmId: null,
        intuitTid: '1-double',
      })
      const [request, ...others] = stage.double.requests
      expect(others).toEqual([])
      expect(request).toMatchObject({ method: 'POST', url: '/oauth2/v1/tokens/bearer' })
      expect(request?.headers).toMatchObject({
        authorization: BASIC,
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        'x-include-refresh-token-hard-expires-in': 'true',
      })
      expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
        grant_type: 'authorization_code',
        code: `${CODE}+/=&`,
        redirect_uri: SETTINGS.redirectUri,
      })
    })

    it.each([
      ['of the company', { realmid: '9130355377388383' }, '9130355377388383'],
      ['without a company', { sub: 'someone' }, null],
      ['with a company that is no realm id', { realmid: 12_345 }, null],
    ])('reads an id_token %s', async (_what, claims, idTokenRealmId) => {
      const payload = Buffer.from(JSON.stringify(claims)).toString('base64url')
      stage.double.script(answer(200, tokenReply({ id_token: `e30.${payload}.c2ln` })))
      expect(await stage.gateway().refresh(REFRESH_TOKEN)).toMatchObject({ idTokenRealmId })
    })

    it('sends nothing where there is no code or no refresh token', async () => {
      expect(await failureOf(stage.gateway().exchangeCode(''))).toMatchObject({ sent: false })
      expect(await failureOf(stage.gateway().refresh(''))).toMatchObject({ sent: false })
      expect(stage.double.requests).toEqual([])
    })
  })

  describeRefresh(stage)
  describeRevoke(stage)
  describeUser(stage)
}

function describeRefresh(stage: GatewayStage): void {
  describe('refreshing', () => {
    it('refreshes in one request', async () => {
      stage.double.script(answer(200, tokenReply({ access_token: 'next' })))
      expect(await stage.gateway().refresh(REFRESH_TOKEN)).toMatchObject({ accessToken: 'next' })
      expect(stage.double.requests).toHaveLength(1)
      const [request] = stage.double.requests
      expect(request?.headers).toMatchObject({
        authorization: BASIC,
        'x-include-refresh-token-hard-expires-in': 'true',
      })
      expect(request?.headers.cookie).toBeUndefined()
      expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
        grant_type: 'refresh_token',
        refresh_token: REFRESH_TOKEN,
      })
    })

    it('keeps refreshes side by side apart', async () => {
      const names = Array.from({ length: 20 }, (_, index) => `token-${index}`)
      stage.double.script(
        ...names.map(() => (response: Parameters<ReturnType<typeof answer>>[0]) => {
          const { body = '' } = stage.double.requests.at(-1) ?? {}
          const sent = new URLSearchParams(body).get('refresh_token')
          setTimeout(() => answer(200, tokenReply({ access_token: `of-${sent}` }))(response), 20)
        }),
      )
      const gateway = stage.gateway()
      const grants = await Promise.all(names.map((name) => gateway.refresh(name)))
      expect(grants.map((grant) => grant.accessToken)).toEqual(names.map((name) => `of-${name}`))
    })

    it('opens a connection of its own, so that one that idled away is not taken for a lost answer', async () => {
      stage.double.script(answer(200, tokenReply()))
      await stage.gateway().refresh(REFRESH_TOKEN)
      expect(stage.double.requests[0]?.headers.connection).toBe('close')
    })
  })
}

function describeRevoke(stage: GatewayStage): void {
  describe('revoking', () => {
    it('revokes the refresh token', async () => {
      stage.double.script(answer(200))
      expect(await stage.gateway().revoke(REFRESH_TOKEN)).toBe('done')
      const [request] = stage.double.requests
      expect(request).toMatchObject({ method: 'POST', url: '/v2/oauth2/tokens/revoke' })
      expect(request?.headers).toMatchObject({ authorization: BASIC, 'content-type': 'application/json' })
      expect(JSON.parse(request?.body ?? '')).toEqual({ token: REFRESH_TOKEN })
    })

    it('takes a 400 to a revoke for a token that is gone already', async () => {
      stage.double.script(answer(400), answer(400, { error: 'invalid_grant' }))
      expect(await stage.gateway().revoke(REFRESH_TOKEN)).toBe('unconfirmed')
      expect(await stage.gateway().revoke(REFRESH_TOKEN)).toBe('unconfirmed')
    })

    it.each([
      ['unavailable', 503, ''],
      ['throttled', 429, ''],
      ['invalid_client', 401, { error: 'invalid_client' }],
      ['invalid_client', 400, { error: 'invalid_client' }],
    ])('fails a revoke with %s on %i', async (kind, status, body) => {
      stage.double.script(answer(status, body))
      expect(await failureOf(stage.gateway().revoke(REFRESH_TOKEN))).toMatchObject({ kind, status })
    })
  })
}

function describeUser(stage: GatewayStage): void {
  describe('who consented', () => {
    const gateway = () => stage.gateway({ scopes: ['openid', 'email'] })

    it('reads the email with the access token', async () => {
      stage.double.script(answer(200, { sub: '1', email: 'ada@example.com', emailVerified: true }))
      expect(await gateway().readUser(ACCESS_TOKEN)).toEqual({ email: 'ada@example.com' })
      const [request] = stage.double.requests
      expect(request).toMatchObject({ method: 'GET', url: '/v1/openid_connect/userinfo' })
      expect(request?.headers.authorization).toBe(`Bearer ${ACCESS_TOKEN}`)
    })

    it('asks nothing where the scopes include no OpenID', async () => {
      expect(await stage.gateway().readUser(ACCESS_TOKEN)).toBeNull()
      expect(stage.double.requests).toEqual([])
    })

    it('names nobody by an address that is not verified, and never throws', async () => {
      stage.double.script(
        answer(200, { email: 'eve@example.com', emailVerified: false }),
        answer(503),
        answer(200, 'x'),
      )
      expect(await gateway().readUser(ACCESS_TOKEN)).toEqual({ email: null })
      expect(await gateway().readUser(ACCESS_TOKEN)).toBeNull()
      expect(await gateway().readUser(ACCESS_TOKEN)).toBeNull()
    })
  })
}
