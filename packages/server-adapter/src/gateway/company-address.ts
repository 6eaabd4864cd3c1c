// Addresses under a company: a path of the host's never leaves /v3/company/{realmId}.
import { parseRealmId } from '@mooring/contract'
import { GatewayError } from './intuit-gateway.ts'
import { checkQueryString } from './raw-query.ts'

/** The version every call asks for: older ones are served as this one since August 2025 (Intuit's minor versions page). */
const MINOR_VERSION = 'minorversion=75'

/** Dots, slashes and percent signs in disguise: some server on the way could decode them once more. */
const DISGUISED = /%(2e|2f|5c|25|00)/i

const refuse = (why: string): GatewayError => new GatewayError('invalid_request', why, { sent: false })

/** @throws GatewayError `invalid_request`, before any call, where the id is not 1 to 20 digits */
function companyBase(base: string, realmId: string): string {
  if (parseRealmId(realmId) === null) throw refuse('A realm id is 1 to 20 digits.')
  return `${base}/${realmId}`
}

/** @throws GatewayError `invalid_request` for a path that could lead elsewhere, or whose query would arrive changed */
export function checkPath(path: string): void {
  if (typeof path !== 'string' || !path.startsWith('/'))
    throw refuse('A path is a text that begins with "/".')
  const name = path.split(/[?#]/, 1)[0] ?? ''
  if (/[\p{Cc}\\]/u.test(path))
    throw refuse('A path has neither backslashes nor control characters: encodeURIComponent writes them.')
  if (name.includes('//') || name.split('/').includes('..') || DISGUISED.test(name))
    throw refuse('A path has no "//", no "..", and none of them encoded.')
  checkQueryString(path)
}

/** The address as Intuit's pages write it, without its origin. */
const WHOLE = /^\/v3\/company(?:\/([^/?#]*))?(?=[/?#]|$)/i

/** The path under the company, also where the host wrote the whole address. */
function underCompany(realmId: string, path: string): string {
  const [whole, named] = WHOLE.exec(path) ?? []
  if (whole === undefined) return path
  if (named !== realmId)
    throw refuse('A path under "/v3/company/" names the connection\'s own company, or is left without it.')
  return path.slice(whole.length)
}

/**
 * The address of a path under a company, with the minor version where the path names none.
 * @throws GatewayError `invalid_request`, before any call, for a path that could lead elsewhere
 */
export function companyAddress(base: string, realmId: string, path: string): string {
  const root = companyBase(base, realmId)
  checkPath(path)
  const url = new URL(root + underCompany(realmId, path))
  if (!url.href.startsWith(`${root}/`)) throw refuse('The path leads out of the company.')
  url.hash = ''
  const versioned = [...url.searchParams.keys()].some((key) => key.toLowerCase() === 'minorversion')
  // As text, since searchParams would write the host's own query anew.
  if (!versioned) url.search = url.search === '' ? MINOR_VERSION : `${url.search}&${MINOR_VERSION}`
  return url.href
}
