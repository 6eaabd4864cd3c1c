// The cookie that binds an attempt to the browser it was started in.
import type { Config } from '../config/config.ts'
import { PENDING_ATTEMPTS_PER_USER } from '../config/defaults.ts'
import { SECOND } from '../platform/clock.ts'
import { cookieNames, type HttpRequest, readCookie } from './http-types.ts'

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

/**
 * `Set-Cookie` values that take back the oldest attempts' cookies: somebody who tries all afternoon must not end up
 * with headers too long for any server. Browsers send the oldest first.
 */
export function takenBack(config: CookieConfig, request: HttpRequest): string[] {
  const names = cookieNames(request.header('cookie')).filter((name) =>
    name.startsWith(`${prefix(config)}att_`),
  )
  const old = names.slice(0, Math.max(0, names.length - PENDING_ATTEMPTS_PER_USER))
  return old.map((name) => written(config, name, { secret: '', lifeMs: 0 }))
}

/** All attempts' cookies of this browser. */
export const attemptSecrets = (
  config: CookieConfig,
  request: HttpRequest,
): { attemptId: string; secret: string }[] =>
  cookieNames(request.header('cookie'))
    .filter((name) => name.startsWith(`${prefix(config)}att_`))
    .slice(-SECRETS_READ)
    .flatMap((name) => {
      const attemptId = name.slice(prefix(config).length)
      const secret = attemptSecret(config, request, attemptId)
      return secret === null ? [] : [{ attemptId, secret }]
    })

export const attemptSecret = (config: CookieConfig, request: HttpRequest, attemptId: string): string | null =>
  readCookie(request.header('cookie'), `${prefix(config)}${attemptId}`)
