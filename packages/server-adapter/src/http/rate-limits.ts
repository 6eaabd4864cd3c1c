// How often a caller may call: buckets per tenant and user, and no more than so many reads a minute per connection.
import type { RateLimits } from '../config/options.ts'
import { mooringError } from '../errors/mooring-error.ts'
import { MINUTE, SECOND } from '../platform/clock.ts'

/** A refusal that says when to come back, in whole seconds. */
export interface LimitReached {
  readonly retryAfter: number
}

/** Who calls, and for which connection: an id as it came, whether there is such a connection or not. */
export interface LimitSubject {
  readonly tenantId: string
  readonly userId: string
  readonly connectionId: string
}

/** Calls between two removals of old buckets. */
const SWEEP_EVERY = 1_000

const waitOf = (ms: number): LimitReached => ({ retryAfter: Math.max(1, Math.ceil(ms / SECOND)) })

/** A bucket of n that n a minute flow into. One that is full again is forgotten: it is as good as none. */
class Buckets {
  readonly #levels = new Map<string, { tokens: number; at: number }>()
  readonly #perMinute: number

  constructor(perMinute: number) {
    this.#perMinute = perMinute
  }

  take(key: string, now: number): LimitReached | null {
    const tokens = this.#levelOf(key, now)
    const isEnough = tokens >= 1
    // A refused call takes nothing: who calls too often is slowed down, not shut out.
    this.#levels.set(key, { tokens: isEnough ? tokens - 1 : tokens, at: now })
    return isEnough ? null : waitOf(((1 - tokens) * MINUTE) / this.#perMinute)
  }

  #levelOf(key: string, now: number): number {
    const before = this.#levels.get(key)
    if (before === undefined) return this.#perMinute
    const flowed = (Math.max(0, now - before.at) * this.#perMinute) / MINUTE
    return Math.min(this.#perMinute, before.tokens + flowed)
  }

  sweep(now: number): void {
    for (const key of this.#levels.keys())
      if (this.#levelOf(key, now) >= this.#perMinute) this.#levels.delete(key)
  }
}

/** No more than n in any minute: Intuit meters these reads, so a bucket's first burst would be paid twice. */
class Windows {
  readonly #calls = new Map<string, number[]>()
  readonly #perMinute: number

  constructor(perMinute: number) {
    this.#perMinute = perMinute
  }

  take(key: string, now: number): LimitReached | null {
    const recent = this.#recentOf(key, now)
    const [oldest = now] = recent
    if (recent.length >= this.#perMinute) return waitOf(oldest + MINUTE - now)
    this.#calls.set(key, [...recent, now])
    return null
  }

  /** A call from ahead of now was made before the clock was set back. */
  #recentOf(key: string, now: number): number[] {
    return (this.#calls.get(key) ?? []).filter((at) => at <= now && now - at < MINUTE)
  }

  sweep(now: number): void {
    for (const key of this.#calls.keys()) if (this.#recentOf(key, now).length === 0) this.#calls.delete(key)
  }
}

/** Counted in this process. No one's count depends on how many others there are. */
export function createRateLimits(limits: RateLimits | null, now: () => number) {
  if (limits === null) return { take: () => null }
  const counts = {
    authorize: new Buckets(limits.authorize),
    verify: new Windows(limits.verify),
    other: new Buckets(limits.other),
  }
  let calls = 0

  /** Counts one call: each for its tenant, and some by themselves too. @returns null, or when to come back */
  function take(
    kind: keyof RateLimits,
    { tenantId, userId, connectionId }: LimitSubject,
  ): LimitReached | null {
    const at = now()
    calls += 1
    if (calls % SWEEP_EVERY === 0) for (const count of Object.values(counts)) count.sweep(at)
    const reached = counts.other.take(tenantId, at)
    if (reached !== null || kind === 'other') return reached
    const own = kind === 'authorize' ? userId : connectionId
    return counts[kind].take(JSON.stringify([tenantId, own]), at)
  }

  return { take }
}

export interface RateLimiter {
  take(kind: keyof RateLimits, subject: LimitSubject): LimitReached | null
}

export const rateLimited = () =>
  mooringError('rate_limited', 'That was asked too often. Please wait a moment and try again.')
