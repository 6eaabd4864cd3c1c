// OpenID: userinfo, keys and the discovery documents.
import { bearerToken, type Call } from '../call.ts'
import type { Intuit } from '../intuit.ts'
import { json, type Reply } from '../reply.ts'
import { issuer, subjectOf } from './token.ts'

/** GET /v1/openid_connect/userinfo: only for a grant with the scope `openid`. */
export function userinfo(intuit: Intuit, call: Call): Reply {
  const grant = intuit.grants.accepts(bearerToken(call.headers) ?? '')
  const user = grant?.scopes.includes('openid') ? intuit.world.findUser(grant.userId) : undefined
  if (!grant || !user) return json(401, { error: 'invalid_token' }, { 'www-authenticate': 'Bearer' })
  const [givenName = '', ...rest] = user.name.split(' ')
  return json(200, {
    sub: subjectOf(user.id),
    ...(grant.scopes.includes('email') ? { email: user.email, emailVerified: user.emailVerified } : {}),
    ...(grant.scopes.includes('profile') ? { givenName, familyName: rest.join(' ') } : {}),
  })
}

/** GET /op/v1/jwks */
export const jwks = async (intuit: Intuit): Promise<Reply> =>
  json(200, { keys: [await intuit.signingKey.jwk()] })

/** GET /.well-known/openid_configuration and openid_sandbox_configuration, also with a slash at the end. */
export function discovery(intuit: Intuit): Reply {
  const { origin } = intuit
  return json(200, {
    issuer: issuer(intuit),
    authorization_endpoint: `${origin}/connect/oauth2`,
    token_endpoint: `${origin}/oauth2/v1/tokens/bearer`,
    userinfo_endpoint: `${origin}/v1/openid_connect/userinfo`,
    revocation_endpoint: `${origin}/v2/oauth2/tokens/revoke`,
    jwks_uri: `${origin}/op/v1/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'email', 'profile', 'address', 'phone'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    claims_supported: ['aud', 'exp', 'iat', 'iss', 'realmid', 'sub'],
  })
}
