// The cookie that binds an attempt to the browser it was started in.
import type { Config } from '../config/config.ts'
import { PENDING_ATTEMPTS_PER_USER } from '../config/defaults.ts'
import { SECOND } from '../platform/clock.ts'
import { isId } from '../platform/ids.ts'
import { type HttpRequest, readCookies } from './http-types.ts'

/** More than a browser is ever left with. */
const SECRETS_READ = 2 * PENDING_ATTEMPTS_PER_USER

type CookieConfig = Pick<Config, 'secureCookies'>

/** `__Host-` where the adapter is reached by https; plain http is a developer's machine. */
const prefix = (config: CookieConfig): string => `${config.secureCookies ? '__Host-' : ''}mooring-`

/** A `Set-Cookie` value. */
function written(config: CookieConfig, name: string, given: { secret: string; lifeMs: number }): string {
  const attributes = ['Path=/', `Max-Age=${Math.floor(given.lifeMs / SECOND)}`, 'HttpOnly', 'SameSite=Lax']
  if (config.secureCookies) attributes.push('Secure')
  return [`${name}=${given.secret}`, ...attributes].join('; ')
}

/** A `Set-Cookie` value: one cookie per attempt, so that two tabs don't disturb each other. */
export const attemptCookie = (
  config: CookieConfig,
  attemptId: string,
  given: { secret: string; lifeMs: number },
): string => written(config, `${prefix(config)}${attemptId}`, given)

/** The attempts whose cookies this browser sent, in its order. */
function attemptCookies(
  config: CookieConfig,
  request: HttpRequest,
): { name: string; attemptId: string; secret: string | null }[] {
  const before = prefix(config)
  return [...readCookies(request.header('cookie'))]
    .filter(([name]) => name.startsWith(before) && isId('att', name.slice(before.length)))
    .map(([name, secret]) => ({ name, attemptId: name.slice(before.length), secret }))
}

/**
 * `Set-Cookie` values that clear the oldest attempts' cookies: a user who tries all afternoon must not end up
 * with headers too long for any server. Browsers send the oldest first.
 */
export function takenBack(config: CookieConfig, request: HttpRequest): string[] {
  const cookies = attemptCookies(config, request)
  const old = cookies.slice(0, Math.max(0, cookies.length - PENDING_ATTEMPTS_PER_USER))
  return old.map(({ name }) => written(config, name, { secret: '', lifeMs: 0 }))
}

/** All attempts' cookies of this browser. */
export const attemptSecrets = (
  config: CookieConfig,
  request: HttpRequest,
): { attemptId: string; secret: string }[] =>
  attemptCookies(config, request)
    .slice(-SECRETS_READ)
    .flatMap(({ attemptId, secret }) => (secret === null ? [] : [{ attemptId, secret }]))

export const attemptSecret = (config: CookieConfig, request: HttpRequest, attemptId: string): string | null =>
  readCookies(request.header('cookie')).get(`${prefix(config)}${attemptId}`) ?? null
