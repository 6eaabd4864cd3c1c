// Which browsers may call: exact origins, with credentials, and no others.
import type { Config } from '../config/config.ts'
import { mooringError } from '../errors/mooring-error.ts'
import type { HttpReply, HttpRequest } from './http-types.ts'

type Origins = Pick<Config, 'isAllowedOrigin' | 'redirectOrigin'>

const ALLOWED_HEADERS = ['authorization', 'content-type', 'last-event-id']

/**
 * A change comes from an allowed browser origin or from no browser at all.
 * @throws MooringError `origin_not_allowed`; `wrong_address` where the page itself was opened at another address
 */
export function checkOrigin(request: HttpRequest, origins: Origins): void {
  const origin = request.header('origin')
  const site = request.header('sec-fetch-site')
  if (origin === undefined) {
    if (site === undefined || site === 'same-origin') return
    throw notAllowed()
  }
  if (origins.isAllowedOrigin(origin)) return
  if (site === 'same-origin' || (site === undefined && isOwnHost(origin, request)))
    throw wrongAddress(origins.redirectOrigin, request)
  throw notAllowed()
}

/** For browsers that don't send Sec-Fetch-Site. */
const isOwnHost = (origin: string, request: HttpRequest): boolean =>
  URL.canParse(origin) && new URL(origin).host === request.header('host')

const notAllowed = () =>
  mooringError('origin_not_allowed', 'This page is not allowed to do that. Its origin is not on the list.')

function wrongAddress(redirectOrigin: string, request: HttpRequest) {
  const page = request.header('referer')
  const path = page !== undefined && URL.canParse(page) ? new URL(page) : null
  const openAt = path === null ? `${redirectOrigin}/` : `${redirectOrigin}${path.pathname}${path.search}`
  return mooringError(
    'wrong_address',
    `This page was opened at an address that QuickBooks does not know. Open it at ${redirectOrigin} instead.`,
    { openAt },
  )
}

/** The CORS headers of an answer to this request; none where it is same-origin or not allowed. */
export function corsHeaders(request: HttpRequest, origins: Origins): Record<string, string> {
  const origin = request.header('origin')
  if (origin === undefined || !origins.isAllowedOrigin(origin)) return { Vary: 'Origin' }
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Expose-Headers': 'ETag, Retry-After',
    Vary: 'Origin',
  }
}

/** The answer to a preflight of an allowed origin. @throws MooringError `origin_not_allowed` */
export function preflight(request: HttpRequest, origins: Origins): HttpReply {
  const origin = request.header('origin')
  if (origin === undefined || !origins.isAllowedOrigin(origin)) throw notAllowed()
  const asked = (request.header('access-control-request-headers') ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => /^[a-z0-9-]+$/.test(name))
  return {
    status: 204,
    headers: {
      'Access-Control-Allow-Methods': 'GET, POST',
      'Access-Control-Allow-Headers': [...new Set([...ALLOWED_HEADERS, ...asked])].join(', '),
      'Access-Control-Max-Age': '600',
    },
    body: null,
  }
}
