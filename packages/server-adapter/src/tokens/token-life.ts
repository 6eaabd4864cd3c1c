// Whether a stored access token has life left that can be believed.
import { ACCESS_LIFE_MS, CLOCKS_APART_MS, TOKEN_MARGIN_MS } from '../config/defaults.ts'

/**
 * Whether it can be handed out now: neither about to end, nor set to end later than any token does, as by a clock that
 * was ahead then. Another process' clock may have been a little ahead of this one's.
 * @param accessExpiresAt ms since the epoch, as `now`
 */
export function hasLife(accessExpiresAt: number, now: number): boolean {
  const left = accessExpiresAt - now
  return left > TOKEN_MARGIN_MS && left <= ACCESS_LIFE_MS + CLOCKS_APART_MS
}
