// The token endpoint: code exchange and refresh.
import { bodyFields, type Call, clientCredentials, textField } from '../call.ts'
import { ACCESS_TOKEN_SECONDS, type Issued } from '../grants.ts'
import type { Intuit } from '../intuit.ts'
import { oauthError } from '../intuit-errors.ts'
import { json, type Reply } from '../reply.ts'

/** The client id of right credentials, or null; they come by `client_secret_basic` or `client_secret_post`. */
export function authenticatedClient(intuit: Intuit, call: Call): string | null {
  const { clientId, clientSecret } = intuit.options
  const right = clientCredentials(call).find(
    ({ id, secret }) =>
      (clientId === undefined || id === clientId) && (clientSecret === undefined || secret === clientSecret),
  )
  return right?.id ?? null
}

/** POST /oauth2/v1/tokens/bearer */
export async function token(intuit: Intuit, call: Call): Promise<Reply> {
  const clientId = authenticatedClient(intuit, call)
  if (clientId === null) return oauthError(401, 'invalid_client')
  if (!call.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return oauthError(400, 'invalid_request', 'The body must be form-encoded')
  }
  const fields = bodyFields(call)
  const type = textField(fields, 'grant_type')
  if (type === 'authorization_code') {
    const redirectUri = textField(fields, 'redirect_uri')
    const issued = intuit.grants.exchange(textField(fields, 'code'), { clientId, redirectUri })
    if (!issued) return oauthError(400, 'invalid_grant', 'Invalid authorization code')
    return await success(intuit, call, issued)
  }
  if (type === 'refresh_token') {
    const sent = { clientId, rotate: call.rotate === true }
    const issued = intuit.grants.refresh(textField(fields, 'refresh_token'), sent)
    if (!issued) return oauthError(400, 'invalid_grant', 'Incorrect or invalid refresh token')
    return await success(intuit, call, issued)
  }
  return type ? oauthError(400, 'unsupported_grant_type') : oauthError(400, 'invalid_request')
}

async function success(intuit: Intuit, call: Call, { grant, access }: Issued): Promise<Reply> {
  const { behaviours } = intuit
  const now = intuit.clock.now()
  const refreshing = textField(bodyFields(call), 'grant_type') === 'refresh_token'
  const secondsUntil = (at: number) => {
    const seconds = Math.round((at - now) / 1000)
    return behaviours.numbersAsStrings ? String(seconds) : seconds
  }
  const wantsHard = call.headers['x-include-refresh-token-hard-expires-in'] === 'true'
  const hard = wantsHard && behaviours.hardExpiry
  return json(200, {
    token_type: 'bearer',
    access_token: access.value,
    expires_in: behaviours.numbersAsStrings ? String(ACCESS_TOKEN_SECONDS) : ACCESS_TOKEN_SECONDS,
    ...(refreshing && behaviours.omitRefreshToken ? {} : { refresh_token: grant.refreshToken.value }),
    x_refresh_token_expires_in: secondsUntil(grant.refreshToken.expiresAt),
    ...(hard ? { x_refresh_token_hard_expires_in: secondsUntil(grant.hardExpiresAt) } : {}),
    ...(grant.scopes.includes('openid') && !refreshing ? { id_token: await idToken(intuit, grant) } : {}),
  })
}

function idToken(intuit: Intuit, grant: Issued['grant']): Promise<string> {
  const now = Math.floor(intuit.clock.now() / 1000)
  return intuit.signingKey.sign({
    sub: subjectOf(grant.userId),
    aud: [grant.clientId],
    ...(grant.realmId === null ? {} : { realmid: grant.realmId }),
    auth_time: Math.floor(grant.authTime / 1000),
    iss: issuer(intuit),
    ...(grant.nonce ? { nonce: grant.nonce } : {}),
    exp: now + ACCESS_TOKEN_SECONDS,
    iat: now,
  })
}

/** The `sub` of a person: stable, and unlike the e-mail it never changes. */
export const subjectOf = (userId: string): string => `simulated-${userId}`

/** Who signs id_tokens. */
export const issuer = ({ options, origin }: Intuit): string => options.issuer ?? `${origin}/op/v1`
