// Where a redirect attempt may lead back to.
import { CLAIM_FIELD } from '@mooring/contract'
import type { Config } from '../config/config.ts'
import { mooringError } from '../errors/mooring-error.ts'

type ReturnOptions = Pick<Config, 'redirectOrigin' | 'returnTo'>

const isForbidden = (character: string): boolean =>
  character <= ' ' || character === '\\' || character === '\u007f'

/**
 * Checks where the caller wants to return to.
 * @returns a full address on an allowed origin; null where none was asked for
 * @throws MooringError `invalid_request`
 */
export function checkReturnTo(asked: string | undefined, options: ReturnOptions): string | null {
  if (asked === undefined) return null
  const refused = mooringError('invalid_request', 'returnTo leads to an address that is not allowed.', {
    fields: [
      { path: 'returnTo', message: 'must be a path of this product or an address on an allowed origin' },
    ],
  })
  // Browsers drop tabs and line breaks and read "\" as "/": refuse them rather than guess.
  if ([...asked].some(isForbidden)) throw refused
  if (!/^(\/(?!\/)|https?:\/\/)/i.test(asked)) throw refused
  if (!URL.canParse(asked, options.redirectOrigin)) throw refused
  const url = new URL(asked, options.redirectOrigin)
  // "/.//host" and "/%2e//host" are a path that a browser, handed it alone, takes for another host.
  if (url.pathname.startsWith('//')) throw refused
  const allowed = [options.redirectOrigin, ...options.returnTo.allowedOrigins]
  if (!allowed.includes(url.origin) || url.username !== '' || url.password !== '') throw refused
  return url.href
}

/** The address a redirect attempt ends at, with its id and outcome in the query. */
export function returnAddress(
  returnTo: string | null,
  options: ReturnOptions,
  result: { attempt: string; outcome: string },
): string {
  const url = new URL(returnTo ?? options.returnTo.default, options.redirectOrigin)
  url.searchParams.set('attempt', result.attempt)
  url.searchParams.set('outcome', result.outcome)
  return url.href
}

/**
 * The address with the secret of a claim at the end of its fragment. A page that routes by its fragment reads what follows
 * "?" there as a query, and finds its route.
 */
export function withClaim(address: string, secret: string): string {
  const { hash } = new URL(address)
  const isRoute = /^#!?\//.test(hash) && !hash.includes('?')
  const before = hash === '' ? '#' : isRoute ? '?' : '&'
  return `${address}${address.endsWith('#') ? '' : before}${CLAIM_FIELD}=${secret}`
}
