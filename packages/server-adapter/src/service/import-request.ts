// What a host hands over of a hand-written integration, checked.
import { mooringError } from './mooring-error.ts'

/** Tokens of a hand-written integration. Times in RFC 3339. */
export interface ImportRequest {
  /** In full. */
  readonly realmId: string
  readonly refreshToken: string
  readonly accessToken?: string
  readonly accessTokenExpiresAt?: string
  readonly refreshTokenExpiresAt?: string
  readonly authorizedBy?: { readonly userId: string; readonly displayName?: string | null }
  /** 'later': taken over without asking Intuit; proven at its first use. Default: proven now, with one read. */
  readonly verify?: 'now' | 'later'
}

/** The same, with times in ms. */
export interface CheckedImport {
  readonly realmId: string
  readonly refreshToken: string
  /** null where none was given, or one without an end. */
  readonly access: { readonly token: string; readonly expiresAt: number } | null
  readonly refreshExpiresAt: number | null
  readonly authorizedBy: { readonly userId: string; readonly displayName: string | null } | null
  readonly verifyLater: boolean
}

const isToken = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= 4096 && !/\s/.test(value)

const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i

const timeOf = (value: unknown): number | null =>
  typeof value === 'string' && RFC3339.test(value) && !Number.isNaN(Date.parse(value))
    ? Date.parse(value)
    : null

/** What is wrong with each field; nothing where all is well. */
function faultsOf(request: ImportRequest): { path: string; message: string }[] {
  const {
    realmId,
    refreshToken,
    accessToken,
    accessTokenExpiresAt,
    refreshTokenExpiresAt,
    authorizedBy,
    verify,
  } = request
  const checks: [string, boolean, string][] = [
    [
      'realmId',
      typeof realmId === 'string' && /^[0-9]{1,20}$/.test(realmId),
      'must be the digits of a realm id',
    ],
    ['refreshToken', isToken(refreshToken), 'must be a refresh token'],
    ['accessToken', accessToken === undefined || isToken(accessToken), 'must be an access token'],
    [
      'accessTokenExpiresAt',
      accessTokenExpiresAt === undefined || timeOf(accessTokenExpiresAt) !== null,
      'must be RFC 3339',
    ],
    [
      'refreshTokenExpiresAt',
      refreshTokenExpiresAt === undefined || timeOf(refreshTokenExpiresAt) !== null,
      'must be RFC 3339',
    ],
    [
      'authorizedBy',
      authorizedBy === undefined || typeof authorizedBy?.userId === 'string',
      'must name a userId',
    ],
    ['verify', verify === undefined || verify === 'now' || verify === 'later', 'must be "now" or "later"'],
  ]
  return checks.filter(([, good]) => !good).map(([path, , message]) => ({ path, message }))
}

/** @throws MooringError `invalid_request`, naming each field; no token is in it */
export function checkImport(request: ImportRequest): CheckedImport {
  const fields = faultsOf(request)
  if (fields.length > 0)
    throw mooringError('invalid_request', 'These tokens can not be taken over.', { fields })
  const accessExpiresAt = timeOf(request.accessTokenExpiresAt)
  return {
    realmId: request.realmId,
    refreshToken: request.refreshToken,
    access:
      request.accessToken === undefined || accessExpiresAt === null
        ? null
        : { token: request.accessToken, expiresAt: accessExpiresAt },
    refreshExpiresAt: timeOf(request.refreshTokenExpiresAt),
    authorizedBy: request.authorizedBy
      ? { userId: request.authorizedBy.userId, displayName: request.authorizedBy.displayName ?? null }
      : null,
    verifyLater: request.verify === 'later',
  }
}
