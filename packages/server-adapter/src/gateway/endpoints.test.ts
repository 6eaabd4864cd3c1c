// Intuit's addresses per environment, and on another origin.
import { expect, it } from 'vitest'
import { endpointsFor } from './endpoints.ts'

it('names the real hosts of each environment', () => {
  const both = {
    authorize: 'https://appcenter.intuit.com/connect/oauth2',
    token: 'https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer',
    revoke: 'https://developer.api.intuit.com/v2/oauth2/tokens/revoke',
  }
  expect(endpointsFor('production')).toEqual({
    ...both,
    userinfo: 'https://accounts.platform.intuit.com/v1/openid_connect/userinfo',
    company: 'https://quickbooks.api.intuit.com/v3/company',
  })
  expect(endpointsFor('sandbox')).toEqual({
    ...both,
    userinfo: 'https://sandbox-accounts.platform.intuit.com/v1/openid_connect/userinfo',
    company: 'https://sandbox-quickbooks.api.intuit.com/v3/company',
  })
})

it.each(['http://localhost:4000', 'http://localhost:4000/'])('puts every address on %s', (origin) => {
  expect(endpointsFor('production', origin)).toEqual({
    authorize: 'http://localhost:4000/connect/oauth2',
    token: 'http://localhost:4000/oauth2/v1/tokens/bearer',
    revoke: 'http://localhost:4000/v2/oauth2/tokens/revoke',
    userinfo: 'http://localhost:4000/v1/openid_connect/userinfo',
    company: 'http://localhost:4000/v3/company',
  })
})
