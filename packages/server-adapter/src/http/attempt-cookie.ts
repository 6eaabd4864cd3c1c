// The cookie that binds an attempt to the browser it was started in.
import type { Config } from '../config/config.ts'
import { SECOND } from '../platform/clock.ts'
import { type HttpRequest, readCookie } from './exchange.ts'

type CookieConfig = Pick<Config, 'secureCookies'>

/** `__Host-` where the adapter is reached by https; plain http is a developer's machine. */
const cookieName = (config: CookieConfig, attemptId: string): string =>
  `${config.secureCookies ? '__Host-' : ''}mooring-${attemptId}`

/** A `Set-Cookie` value: one cookie per attempt, so that two tabs don't disturb each other. */
export function attemptCookie(
  config: CookieConfig,
  attemptId: string,
  given: { secret: string; lifeMs: number },
): string {
  const attributes = ['Path=/', `Max-Age=${Math.floor(given.lifeMs / SECOND)}`, 'HttpOnly', 'SameSite=Lax']
  if (config.secureCookies) attributes.push('Secure')
  return [`${cookieName(config, attemptId)}=${given.secret}`, ...attributes].join('; ')
}

export const attemptSecret = (config: CookieConfig, request: HttpRequest, attemptId: string): string | null =>
  readCookie(request.header('cookie'), cookieName(config, attemptId))
