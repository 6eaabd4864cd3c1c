// Checks the options that are addresses: where Intuit sends people back to, who may call, where attempts return to.
import type { Environment } from '@mooring/contract'
import type { Log } from '../platform/logger.ts'
import { wordlessFields } from '../platform/thrown.ts'
import { checkParts, checkText, originList, originOnly, wrong } from './option-checks.ts'
import type { AnyOptions } from './options.ts'

const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]']

export function checkRedirectUri(redirectUri: unknown, environment: Environment): URL {
  const cure =
    'Give the full address registered at Intuit, such as https://app.example.com/api/quickbooks/callback.'
  if (typeof redirectUri !== 'string' || !URL.canParse(redirectUri)) {
    throw wrong('redirectUri', 'is not an address', cure)
  }
  const url = new URL(redirectUri)
  if (url.search !== '' || url.hash !== '' || redirectUri.includes('?') || redirectUri.includes('#')) {
    throw wrong('redirectUri', 'has a query or a fragment, which Intuit does not allow', cure)
  }
  if (url.username !== '' || url.password !== '') throw wrong('redirectUri', 'names a user or password', cure)
  if (!url.pathname.endsWith('/callback')) {
    throw wrong(
      'redirectUri',
      'does not end in "/callback"',
      'It is the mount path of the router plus "/callback".',
    )
  }
  if (url.protocol === 'https:') return url
  if (url.protocol === 'http:' && environment === 'sandbox' && LOCAL_HOSTS.includes(url.hostname)) return url
  const what = environment === 'production' ? 'is not https, which production requires' : 'is not https'
  throw wrong(
    'redirectUri',
    what,
    'Use https; http is for localhost, 127.0.0.1 and [::1] with sandbox keys only.',
  )
}

/** @returns the path without a slash at its end; null where none is given */
export function checkBasePath(value: unknown): string | null {
  if (value === undefined || value === null) return null
  if (value === '' || value === '/') return ''
  if (typeof value === 'string' && /^(\/[^/?#\s]+)+\/?$/.test(value)) return value.replace(/\/$/, '')
  throw wrong(
    'basePath',
    'is not a path',
    "Give one such as '/api/quickbooks', or '' where all of it is stripped.",
  )
}

export function checkIntuitOrigin(value: unknown): string | null {
  if (value === undefined || value === null) return null
  const origin = originOnly(value)
  if (origin !== null) return origin
  throw wrong(
    'intuitOrigin',
    'is not an origin',
    'Give scheme, host and port alone, such as http://localhost:4000.',
  )
}

/** Who may call, and those of them that are known by name: the callback's last page sends them a message. */
export function checkOrigins(
  given: AnyOptions['allowedOrigins'],
  { own, logger }: { own: string; logger: Log },
) {
  if (typeof given === 'function') {
    return {
      knownOrigins: [],
      isAllowedOrigin: (origin: string) => origin === own || asked(given, origin, logger),
    }
  }
  const knownOrigins = originList('allowedOrigins', given ?? [])
  const allowed = new Set([own, ...knownOrigins])
  return { knownOrigins, isAllowedOrigin: (origin: string) => allowed.has(origin) }
}

/** As browsers send it, `null` and those of apps among it: anything else is in no log. */
const ORIGIN = /^(?:null|[a-z][a-z\d+.-]{0,30}:\/\/[\w.:[\]-]{0,255})$/i

/** A host's function that fails allows no one. */
function asked(isAllowed: (origin: string) => boolean, origin: string, logger: Log): boolean {
  try {
    return isAllowed(origin) === true
  } catch (error) {
    const shown = ORIGIN.test(origin) ? { origin } : {}
    logger.error({ ...shown, ...wordlessFields(error) }, 'allowedOrigins failed: this origin is refused.')
    return false
  }
}

const isWeb = (address: string, base: string): boolean =>
  URL.canParse(address, base) && /^https?:$/.test(new URL(address, base).protocol)

export function checkReturnAddresses(options: AnyOptions, own: string) {
  const given = checkParts('returnTo', options.returnTo)
  const allowedOrigins = originList('returnTo.allowedOrigins', given.allowedOrigins ?? [])
  const standard = checkText('returnTo.default', given.default) ?? '/'
  if (!URL.canParse(standard, own) || ![own, ...allowedOrigins].includes(new URL(standard, own).origin)) {
    throw wrong(
      'returnTo.default',
      'is not on an allowed origin',
      'Give a path, or add its origin to returnTo.allowedOrigins.',
    )
  }
  if (new URL(standard, own).pathname.startsWith('//')) {
    throw wrong('returnTo.default', 'begins with "//" once it is resolved', 'Give a path such as "/books".')
  }
  const reconnectUrl = checkText('reconnectUrl', options.reconnectUrl)
  if (reconnectUrl !== null && !isWeb(reconnectUrl, own)) {
    throw wrong('reconnectUrl', 'is not an address', "Give the host's page that lists connections.")
  }
  const page = reconnectUrl ?? standard
  return {
    returnTo: { default: standard, allowedOrigins },
    connectionsPage: URL.canParse(page) ? page : new URL(page, own).href,
  }
}
