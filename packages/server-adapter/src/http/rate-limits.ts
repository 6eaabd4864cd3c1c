// How often a caller may call: one bucket per user, connection or tenant, refilled steadily.
import type { RateLimits } from '../config/options.ts'
import { MINUTE, SECOND } from '../platform/clock.ts'
import { mooringError } from '../service/mooring-error.ts'

/** A refusal that says when to come back, in whole seconds. */
export interface LimitReached {
  readonly retryAfter: number
}

const MOST_BUCKETS = 10_000

export function createRateLimits(limits: RateLimits | null, now: () => number) {
  const buckets = new Map<string, { tokens: number; at: number }>()

  /** Takes one call out of a bucket. @returns null, or when to come back */
  function take(kind: keyof RateLimits, subject: string): LimitReached | null {
    if (limits === null) return null
    const perMinute = limits[kind]
    const key = `${kind} ${subject}`
    const at = now()
    const before = buckets.get(key) ?? { tokens: perMinute, at }
    const elapsed = Math.max(0, at - before.at)
    const tokens = Math.min(perMinute, before.tokens + (elapsed * perMinute) / MINUTE)
    // Deleted and set again, the map's first key is the one unused for longest.
    buckets.delete(key)
    buckets.set(key, { tokens: Math.max(0, tokens - 1), at })
    if (buckets.size > MOST_BUCKETS) buckets.delete(buckets.keys().next().value ?? key)
    if (tokens >= 1) return null
    return { retryAfter: Math.max(1, Math.ceil(((1 - tokens) * MINUTE) / perMinute / SECOND)) }
  }

  return { take }
}

export type RateLimiter = ReturnType<typeof createRateLimits>

export const rateLimited = () =>
  mooringError('rate_limited', 'That was asked too often. Please wait a moment and try again.')
