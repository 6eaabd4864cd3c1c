// OAuth libraries with nothing but addresses changed: consent, exchange, refresh, revoke.
import { Intuit as ArcticIntuit, type OAuth2Tokens } from 'arctic'
import * as openid from 'openid-client'
import { AuthorizationCode } from 'simple-oauth2'
import { expect, it, onTestFinished, vi } from 'vitest'
import { ACCOUNTING, HARBOR_TEA, REDIRECT_URI } from '../app.ts'
import { CLIENT, companyRead, consentAt, fetchAt, HARBOR, simulatedIntuit, TWO_HOURS } from './product.ts'

it.each(['openid_configuration', 'openid_sandbox_configuration/'])(
  'openid-client, from discovery at %s: an id_token that validates, userinfo, refresh, revoke',
  async (document) => {
    const sim = await simulatedIntuit()
    const found = new URL(`/.well-known/${document}`, sim.origin)
    const config = await openid.discovery(found, CLIENT.id, CLIENT.secret, undefined, {
      execute: [openid.allowInsecureRequests],
    })
    const [state, nonce] = [openid.randomState(), openid.randomNonce()]
    const parameters = { redirect_uri: REDIRECT_URI, scope: `openid email ${ACCOUNTING}`, state, nonce }
    const back = await consentAt(sim, openid.buildAuthorizationUrl(config, parameters))
    expect(back.searchParams.get('realmId')).toBe(HARBOR_TEA)

    const checks = { expectedState: state, expectedNonce: nonce, idTokenExpected: true }
    const tokens = await openid.authorizationCodeGrant(config, back, checks)
    const sub = tokens.claims()?.sub ?? ''
    expect(tokens.claims()).toMatchObject({ realmid: HARBOR_TEA, iss: `${sim.origin}/op/v1` })
    expect(await openid.fetchUserInfo(config, tokens.access_token, sub)).toMatchObject({
      email: 'ada@example.com',
    })
    expect(await companyRead(sim, tokens.access_token)).toBe(HARBOR)

    sim.control.clock.advance(TWO_HOURS)
    expect(await companyRead(sim, tokens.access_token)).toBe(401)
    const renewed = await openid.refreshTokenGrant(config, tokens.refresh_token ?? '')
    expect(await companyRead(sim, renewed.access_token)).toBe(HARBOR)
    await openid.tokenRevocation(config, renewed.refresh_token ?? '')
    expect(await companyRead(sim, renewed.access_token)).toBe(401)
  },
)

it('openid-client with client_secret_basic, and PKCE, which Intuit does not ask for', async () => {
  const sim = await simulatedIntuit()
  const authentication = openid.ClientSecretBasic(CLIENT.secret)
  const found = new URL('/.well-known/openid_configuration', sim.origin)
  const config = await openid.discovery(found, CLIENT.id, undefined, authentication, {
    execute: [openid.allowInsecureRequests],
  })
  const [state, pkceCodeVerifier] = [openid.randomState(), openid.randomPKCECodeVerifier()]
  const url = openid.buildAuthorizationUrl(config, {
    ...{ redirect_uri: REDIRECT_URI, scope: ACCOUNTING, state },
    code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
  })
  const back = await consentAt(sim, url)
  const tokens = await openid.authorizationCodeGrant(config, back, { expectedState: state, pkceCodeVerifier })
  expect(await companyRead(sim, tokens.access_token)).toBe(HARBOR)
})

it('openid-client learns of a person who declines, and of a grant that is gone', async () => {
  const sim = await simulatedIntuit()
  const found = new URL('/.well-known/openid_configuration', sim.origin)
  const config = await openid.discovery(found, CLIENT.id, CLIENT.secret, undefined, {
    execute: [openid.allowInsecureRequests],
  })
  const state = openid.randomState()
  const url = openid.buildAuthorizationUrl(config, { redirect_uri: REDIRECT_URI, scope: ACCOUNTING, state })
  const back = new URL(await sim.control.authorize(String(url), { user: 'ada', deny: true }))
  await expect(openid.authorizationCodeGrant(config, back, { expectedState: state })).rejects.toMatchObject({
    error: 'access_denied',
  })
  await expect(openid.refreshTokenGrant(config, 'AB11-gone')).rejects.toMatchObject({
    error: 'invalid_grant',
  })
})

it.each(['header', 'body'] as const)('simple-oauth2, its client in the %s', async (authorizationMethod) => {
  const sim = await simulatedIntuit()
  const library = new AuthorizationCode({
    client: CLIENT,
    auth: {
      authorizeHost: sim.origin,
      authorizePath: '/connect/oauth2',
      tokenHost: sim.origin,
      tokenPath: '/oauth2/v1/tokens/bearer',
      revokePath: '/v2/oauth2/tokens/revoke',
    },
    options: { authorizationMethod },
  })
  const url = library.authorizeURL({ redirect_uri: REDIRECT_URI, scope: ACCOUNTING, state: 'simple' })
  const code = (await consentAt(sim, url)).searchParams.get('code') ?? ''
  const first = await library.getToken({ code, redirect_uri: REDIRECT_URI })
  expect(await companyRead(sim, String(first.token.access_token))).toBe(HARBOR)

  sim.control.clock.advance(TWO_HOURS)
  const renewed = await first.refresh()
  expect(await companyRead(sim, String(renewed.token.access_token))).toBe(HARBOR)
  await renewed.revoke('refresh_token')
  expect(await companyRead(sim, String(renewed.token.access_token))).toBe(401)
})

it('arctic', async () => {
  const sim = await simulatedIntuit()
  vi.stubGlobal('fetch', fetchAt(sim))
  onTestFinished(() => void vi.unstubAllGlobals())
  const library = new ArcticIntuit(CLIENT.id, CLIENT.secret, REDIRECT_URI)
  const { search } = library.createAuthorizationURL('arctic-state', [ACCOUNTING])
  const back = await consentAt(sim, `${sim.origin}/connect/oauth2${search}`)
  const first: OAuth2Tokens = await library.validateAuthorizationCode(back.searchParams.get('code') ?? '')
  expect(first.data).toMatchObject({ x_refresh_token_expires_in: 8_726_400 })

  sim.control.clock.advance(TWO_HOURS)
  const renewed = await library.refreshAccessToken(first.refreshToken())
  expect(await companyRead(sim, renewed.accessToken())).toBe(HARBOR)
  await library.revokeToken(renewed.refreshToken())
  expect(await companyRead(sim, renewed.accessToken())).toBe(401)
  await expect(library.refreshAccessToken(renewed.refreshToken())).rejects.toMatchObject({
    code: 'invalid_grant',
  })
})
