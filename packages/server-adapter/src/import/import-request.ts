// What a host hands over of a hand-written integration, checked.
import { parseRealmId, type RealmId } from '@mooring/contract'
import { mooringError } from '../errors/mooring-error.ts'
import { DAY, HOUR } from '../platform/clock.ts'
import { displayText } from '../platform/display-text.ts'
import { isHostId } from '../platform/ids.ts'

/** Tokens of a hand-written integration. Times in RFC 3339. */
export interface ImportRequest {
  /** In full, as text: a JavaScript number loses the last digits of a long one. */
  readonly realmId: string
  readonly refreshToken: string
  /** Used where `accessTokenExpiresAt` says that it lives; else the refresh token is used at once. */
  readonly accessToken?: string
  /** Counts for at most one hour from now: Intuit's access tokens live no longer. */
  readonly accessTokenExpiresAt?: string
  /** Warns people, and ends nothing before Intuit was asked. */
  readonly refreshTokenExpiresAt?: string
  readonly authorizedBy?: { readonly userId: string; readonly displayName?: string | null }
  /** 'later': taken over without asking Intuit; proven at its first use. Default: proven now, with one read. */
  readonly verify?: 'now' | 'later'
}

/** The same, with times in ms. */
export interface CheckedImport {
  readonly realmId: RealmId
  readonly refreshToken: string
  /** null where none was given, or one without an end, or one that has ended. */
  readonly access: { readonly token: string; readonly expiresAt: number } | null
  readonly refreshExpiresAt: number | null
  readonly authorizedBy: { readonly userId: string; readonly displayName: string | null } | null
  readonly verifyLater: boolean
}

/** Intuit lets no access token live longer. */
const ACCESS_LIFE_MS = HOUR
/** Five years with their leap days: Intuit lets no refresh token live longer. */
const REFRESH_LIFE_MS = 5 * 366 * DAY

const isText = (value: unknown, longest: number): boolean =>
  typeof value === 'string' && value.length > 0 && value.length <= longest

const isToken = (value: unknown): boolean => isText(value, 4096) && /^[\x21-\x7e]+$/.test(String(value))

const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i

const timeOf = (value: unknown): number | null =>
  typeof value === 'string' && RFC3339.test(value) && !Number.isNaN(Date.parse(value))
    ? Date.parse(value)
    : null

/** Code points of a person's name, as of those that `identify` names. */
const NAME_MOST = 255

const isPerson = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false
  const { userId, displayName = null, ...unknown } = value as Record<string, unknown>
  const named = displayName === null || typeof displayName === 'string'
  return isHostId(userId) && named && Object.keys(unknown).length === 0
}

interface Check {
  readonly isGood: (value: unknown) => boolean
  readonly message: string
  /** Default: it may be left out. */
  readonly required?: true
}

const CHECKS: Readonly<Record<keyof ImportRequest, Check>> = {
  realmId: {
    isGood: (value) => parseRealmId(value) !== null,
    message: 'must be the digits of a realm id, as text: a number loses the last digits of a long one',
    required: true,
  },
  refreshToken: { isGood: isToken, message: 'must be a refresh token', required: true },
  accessToken: { isGood: isToken, message: 'must be an access token' },
  accessTokenExpiresAt: { isGood: (value) => timeOf(value) !== null, message: 'must be RFC 3339' },
  refreshTokenExpiresAt: { isGood: (value) => timeOf(value) !== null, message: 'must be RFC 3339' },
  authorizedBy: { isGood: isPerson, message: 'must be { userId, displayName? }' },
  verify: { isGood: (value) => value === 'now' || value === 'later', message: 'must be "now" or "later"' },
}

/** What is wrong with each field; nothing where all is well. */
function faultsOf(request: Readonly<Record<string, unknown>>): { path: string; message: string }[] {
  const faults = Object.keys(request)
    .filter((path) => !Object.hasOwn(CHECKS, path))
    .map((path) => ({
      path,
      message: `is no field of an import; there are: ${Object.keys(CHECKS).join(', ')}`,
    }))
  for (const [path, { isGood, message, required }] of Object.entries(CHECKS)) {
    const value = request[path]
    if (value === undefined ? required : !isGood(value)) faults.push({ path, message })
  }
  return faults
}

/**
 * @param now ms since the epoch
 * @throws MooringError `invalid_request`, naming each field; no token is in it
 */
export function checkImport(request: ImportRequest, now: number): CheckedImport {
  const fields = faultsOf({ ...request })
  if (fields.length > 0) throw mooringError('invalid_request', 'These tokens cannot be imported.', { fields })
  const accessExpiresAt = Math.min(timeOf(request.accessTokenExpiresAt) ?? 0, now + ACCESS_LIFE_MS)
  const refreshExpiresAt = timeOf(request.refreshTokenExpiresAt)
  return {
    realmId: request.realmId as RealmId,
    refreshToken: request.refreshToken,
    access:
      request.accessToken === undefined || accessExpiresAt <= now
        ? null
        : { token: request.accessToken, expiresAt: accessExpiresAt },
    refreshExpiresAt: refreshExpiresAt && Math.min(refreshExpiresAt, now + REFRESH_LIFE_MS),
    authorizedBy: request.authorizedBy
      ? {
          userId: request.authorizedBy.userId,
          displayName: displayText(request.authorizedBy.displayName, NAME_MOST),
        }
      : null,
    verifyLater: request.verify === 'later',
  }
}
