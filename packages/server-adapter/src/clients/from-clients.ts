// From the stored shapes of other libraries to what `import` takes.
import type { ImportRequest } from '../import/import-request.ts'
import {
  endOf,
  momentOf,
  neededText,
  objectOf,
  realmIdOf,
  type Stored,
  secondsOf,
  textOf,
  timestampIn,
  wrongField,
} from './stored-fields.ts'

/** What all of them come to. */
interface Read {
  readonly realmId: string
  readonly refreshToken: string
  readonly accessToken: string | null
  readonly accessEndsAt: number | null
  readonly refreshEndsAt: number | null
}

const toImport = ({
  realmId,
  refreshToken,
  accessToken,
  accessEndsAt,
  refreshEndsAt,
}: Read): ImportRequest => ({
  realmId,
  refreshToken,
  ...(accessToken === null ? {} : { accessToken }),
  ...timestampIn('accessTokenExpiresAt', accessToken === null ? null : accessEndsAt),
  ...timestampIn('refreshTokenExpiresAt', refreshEndsAt),
})

/**
 * intuit-oauth's token as `getToken()` gives it and hosts store it (JSON, or a row). Its lifetimes count from `createdAt`
 * (milliseconds, also as text, or a date); without it they are left out.
 * @throws MooringError `invalid_request`, naming the field that makes no sense
 */
export function fromIntuitOauth(token: unknown): ImportRequest {
  const stored = objectOf(typeof token === 'string' ? parsed(token) : token, 'token')
  const createdAt = momentOf(stored, 'createdAt', 'either')
  return toImport({
    realmId: realmIdOf(stored.realmId, 'realmId'),
    refreshToken: neededText(stored, 'refresh_token'),
    accessToken: textOf(stored, 'access_token'),
    accessEndsAt: endOf(createdAt, secondsOf(stored, 'expires_in')),
    refreshEndsAt: endOf(createdAt, secondsOf(stored, 'x_refresh_token_expires_in')),
  })
}

/** The positions of node-quickbooks' constructor's arguments. */
const NODE_QUICKBOOKS = { token: 2, realmId: 4, refreshToken: 9 } as const

/**
 * A node-quickbooks object, or its constructor's arguments as an array: (consumerKey, consumerSecret, token, tokenSecret,
 * realmId, useSandbox, debug, minorversion, oauthversion, refreshToken). It stores no dates.
 * @throws MooringError `invalid_request`, naming the field that makes no sense, OAuth 1 tokens among them
 */
export function fromNodeQuickbooks(source: unknown): ImportRequest {
  const stored = Array.isArray(source) ? namedArguments(source) : objectOf(source, 'object')
  if (typeof stored.tokenSecret === 'string' && stored.tokenSecret !== '' && !stored.refreshToken)
    throw wrongField('tokenSecret', 'belongs to OAuth 1, whose tokens Intuit takes no more')
  return toImport({
    realmId: realmIdOf(stored.realmId, 'realmId'),
    refreshToken: neededText(stored, 'refreshToken'),
    accessToken: textOf(stored, 'token'),
    accessEndsAt: null,
    refreshEndsAt: null,
  })
}

const namedArguments = (list: readonly unknown[]): Stored => ({
  token: list[NODE_QUICKBOOKS.token],
  tokenSecret: list[3],
  realmId: list[NODE_QUICKBOOKS.realmId],
  refreshToken: list[NODE_QUICKBOOKS.refreshToken],
})

/**
 * A row of better-auth's `account` table. It has no realm id: hand in the one that came with the consent.
 * @throws MooringError `invalid_request`, naming the field that makes no sense
 */
export function fromBetterAuth(row: unknown, { realmId }: { realmId: string }): ImportRequest {
  const stored = objectOf(row, 'row')
  return toImport({
    realmId: realmIdOf(realmId, 'realmId'),
    refreshToken: neededText(stored, 'refreshToken'),
    accessToken: textOf(stored, 'accessToken'),
    accessEndsAt: momentOf(stored, 'accessTokenExpiresAt', 'either'),
    refreshEndsAt: momentOf(stored, 'refreshTokenExpiresAt', 'either'),
  })
}

/**
 * A row of Auth.js' `account` table: `expires_at` in seconds. Lifetimes (`expires_in`, `x_refresh_token_expires_in`)
 * count from `savedAt` (a Date, a date with its zone, or milliseconds); without it they are left out.
 * @throws MooringError `invalid_request`, naming the field that makes no sense
 */
export function fromAuthJs(
  row: unknown,
  { realmId, savedAt }: { realmId: string; savedAt?: Date | string | number },
): ImportRequest {
  const stored = objectOf(row, 'row')
  const saved = momentOf({ savedAt }, 'savedAt', 'either')
  return toImport({
    realmId: realmIdOf(realmId, 'realmId'),
    refreshToken: neededText(stored, 'refresh_token'),
    accessToken: textOf(stored, 'access_token'),
    accessEndsAt: momentOf(stored, 'expires_at', 'seconds') ?? endOf(saved, secondsOf(stored, 'expires_in')),
    refreshEndsAt: endOf(saved, secondsOf(stored, 'x_refresh_token_expires_in')),
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw wrongField('token', 'is not JSON')
  }
}
