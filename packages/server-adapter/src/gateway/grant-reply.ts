// Reading the token endpoint's answers: a complete grant, or an error.
import { parseRealmId, type RealmId } from '@mooring/contract'
import { GatewayError, type GatewayFailureKind, type IntuitGrant } from './intuit-gateway.ts'
import { readRetryAfter } from './retry-after.ts'
import { type IntuitAnswer, isIntuitsTrouble } from './transport.ts'

/** Seconds an access token lives where the answer doesn't say (Intuit: 3600). */
const DEFAULT_EXPIRES_IN = 3_600
/** Seconds; no access token is believed to live longer than a day. */
const MAX_EXPIRES_IN = 86_400
/** Seconds; five years with their leap days: Intuit lets no refresh token live longer. */
const MAX_REFRESH_EXPIRES_IN = 5 * 366 * 86_400
/** Characters. Intuit documents 4096 for access tokens and 512 for refresh tokens. */
const MAX_ACCESS_TOKEN = 8_192
const MAX_REFRESH_TOKEN = 4_096

/** What the answer is read for. */
export interface GrantContext {
  readonly purpose: 'exchange' | 'refresh'
  /** Milliseconds: when the request was sent. */
  readonly requestedAt: number
  /** Milliseconds: now. */
  readonly now: number
}

const ERROR_KINDS = new Map<unknown, GatewayFailureKind>([
  ['invalid_grant', 'invalid_grant'],
  ['invalid_client', 'invalid_client'],
  // Also says that the app, not the connection, is set up wrongly.
  ['unauthorized_client', 'invalid_client'],
  ['invalid_request', 'invalid_request'],
])

const MESSAGES: Partial<Record<GatewayFailureKind, string>> = {
  invalid_grant: 'Intuit refused the grant (invalid_grant).',
  invalid_client: "Intuit refused the app's client id or secret (invalid_client).",
  invalid_request: 'Intuit could not read the token request (invalid_request).',
  other_error: 'Intuit refused the token request.',
  throttled: 'Intuit asks for fewer token requests.',
  unavailable: "Intuit's token endpoint is not available.",
}

/** The body as a JSON object; null for anything else. */
export function readObject(text: string | null): Record<string, unknown> | null {
  try {
    const body: unknown = JSON.parse(text ?? '')
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : null
  } catch {
    return null
  }
}

/** Visible ASCII only: what can be in a header. */
const isToken = (value: unknown, max: number): value is string =>
  typeof value === 'string' && value.length <= max && /^[\x21-\x7e]+$/.test(value)

/** Whole seconds of a number or of digits in a string (old samples); null where they make no sense. */
function readSeconds(value: unknown, max: number): number | null {
  const seconds = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
  if (typeof seconds !== 'number' || Number.isNaN(seconds) || seconds < 1) return null
  return Math.floor(Math.min(seconds, max))
}

const unreadable = (answer: IntuitAnswer, what: string): GatewayError =>
  new GatewayError('invalid_response', `Intuit's token answer ${what}.`, {
    status: answer.status,
    intuitTid: answer.intuitTid,
  })

function kindOf(answer: IntuitAnswer): GatewayFailureKind {
  if (answer.status === 429) return 'throttled'
  if (isIntuitsTrouble(answer.status)) return 'unavailable'
  return ERROR_KINDS.get(readObject(answer.text)?.error) ?? 'other_error'
}

/** The error that an answer of the token or revoke endpoint means when it is not 2xx. Quotes nothing of it. */
export function tokenFailure(answer: IntuitAnswer, now: number): GatewayError {
  const kind = kindOf(answer)
  return new GatewayError(kind, `${MESSAGES[kind]} Status ${answer.status}.`, {
    status: answer.status,
    intuitTid: answer.intuitTid,
    retryAfter: readRetryAfter(answer.headers.get('retry-after'), now),
  })
}

/** @throws GatewayError `invalid_response` where the field is there but is no token, or is missing on an exchange */
function readRefreshToken(
  answer: IntuitAnswer,
  value: unknown,
  purpose: GrantContext['purpose'],
): string | null {
  if (value === undefined && purpose === 'refresh') return null
  if (!isToken(value, MAX_REFRESH_TOKEN)) throw unreadable(answer, 'has no usable refresh token')
  return value
}

/**
 * The claim `realmid` of an id_token. Its signature is not checked: it comes from the token endpoint itself, over TLS
 * (OpenID Connect Core 3.1.3.7, point 6).
 */
function realmIdOf(idToken: unknown): RealmId | null {
  if (typeof idToken !== 'string') return null
  const claims = readObject(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString('utf8'))
  return parseRealmId(claims?.realmid)
}

/**
 * The grant in an answer of the token endpoint.
 * @throws GatewayError for every answer that is not 2xx, and `invalid_response` for a 2xx without a grant in it
 */
export function readGrant(answer: IntuitAnswer, context: GrantContext): IntuitGrant {
  if (answer.status >= 300) throw tokenFailure(answer, context.now)
  const body = readObject(answer.text)
  if (body === null) throw unreadable(answer, 'is not a JSON object')
  if (body.error !== undefined) throw unreadable(answer, 'calls itself a success and has an error')
  if (!isToken(body.access_token, MAX_ACCESS_TOKEN)) throw unreadable(answer, 'has no usable access token')
  return {
    accessToken: body.access_token,
    refreshToken: readRefreshToken(answer, body.refresh_token, context.purpose),
    requestedAt: context.requestedAt,
    expiresIn: readSeconds(body.expires_in, MAX_EXPIRES_IN) ?? DEFAULT_EXPIRES_IN,
    refreshExpiresIn: readSeconds(body.x_refresh_token_expires_in, MAX_REFRESH_EXPIRES_IN),
    hardExpiresIn: readSeconds(body.x_refresh_token_hard_expires_in, MAX_REFRESH_EXPIRES_IN),
    idTokenRealmId: realmIdOf(body.id_token),
    intuitTid: answer.intuitTid,
  }
}
