// OpenID: id_token, userinfo, keys, discovery.
import { createPublicKey, verify } from 'node:crypto'
import { expect, it } from 'vitest'
import {
  ACCOUNTING,
  authorizeUrl,
  call,
  connect,
  exchange,
  NORTHWIND,
  refresh,
  simulator,
  tokensOf,
} from './app.ts'

const decode = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))

it('signs an id_token that the published key verifies', async () => {
  const sim = await simulator()
  const { id_token = '', refresh_token } = await connect(sim, { user: 'ben' }, `${ACCOUNTING} openid`)
  expect(await tokensOf(await refresh(sim, refresh_token))).not.toHaveProperty('id_token')
  const [head, claims, signature = ''] = id_token.split('.')
  const { keys } = await (await fetch(`${sim.origin}/op/v1/jwks`)).json()
  expect(decode(head)).toMatchObject({ alg: 'RS256', kid: keys[0].kid })
  const key = createPublicKey({ key: keys[0], format: 'jwk' })
  const signed = Buffer.from(`${head}.${claims}`)
  expect(verify('RSA-SHA256', signed, key, Buffer.from(signature, 'base64url'))).toBe(true)
  expect(decode(claims)).toMatchObject({
    aud: ['app'],
    realmid: NORTHWIND,
    iss: `${sim.origin}/op/v1`,
    sub: 'simulated-ben',
  })
})

it('says who consented, as far as the scopes go', async () => {
  const sim = await simulator()
  const full = await connect(sim, { user: 'ben' }, `${ACCOUNTING} openid email profile`)
  expect(await (await call(sim, '/v1/openid_connect/userinfo', full.access_token)).json()).toEqual({
    sub: 'simulated-ben',
    email: 'ben@example.com',
    emailVerified: true,
    givenName: 'Ben',
    familyName: 'Okafor',
  })
  const none = await connect(sim)
  expect((await call(sim, '/v1/openid_connect/userinfo', none.access_token)).status).toBe(401)
})

it('brings no realmId and asks for no company when only OpenID is wanted', async () => {
  const sim = await simulator()
  const url = authorizeUrl(sim.origin, { scope: 'openid email' })
  const back = new URL(await sim.control.authorize(url, { user: 'dan' }))
  expect([...back.searchParams.keys()].sort()).toEqual(['code', 'state'])
})

it('echoes the nonce, and signs in the name of the issuer that was chosen', async () => {
  const issuer = 'https://oauth.platform.intuit.com/op/v1'
  const sim = await simulator({ issuer })
  const url = authorizeUrl(sim.origin, { scope: 'openid', nonce: 'n-1' })
  const code = new URL(await sim.control.authorize(url, { user: 'dan' })).searchParams.get('code') ?? ''
  const { id_token = '' } = await tokensOf(await exchange(sim, code))
  expect(decode(id_token.split('.')[1])).toMatchObject({ iss: issuer, nonce: 'n-1' })
  const found = await (await fetch(`${sim.origin}/.well-known/openid_configuration`)).json()
  expect(found).toMatchObject({
    issuer,
    jwks_uri: `${sim.origin}/op/v1/jwks`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
  })
  await expect(simulator({ issuer: 'intuit' })).rejects.toThrow('"issuer" must be an absolute http or https')
})

const DISCOVERY = ['openid_configuration', 'openid_sandbox_configuration']
it.each([...DISCOVERY, ...DISCOVERY.map((name) => `${name}/`)])(
  'publishes %s with its own origin',
  async (name) => {
    const sim = await simulator()
    expect(await (await fetch(`${sim.origin}/.well-known/${name}`)).json()).toMatchObject({
      issuer: `${sim.origin}/op/v1`,
      authorization_endpoint: `${sim.origin}/connect/oauth2`,
      token_endpoint: `${sim.origin}/oauth2/v1/tokens/bearer`,
      revocation_endpoint: `${sim.origin}/v2/oauth2/tokens/revoke`,
      userinfo_endpoint: `${sim.origin}/v1/openid_connect/userinfo`,
      jwks_uri: `${sim.origin}/op/v1/jwks`,
    })
  },
)
