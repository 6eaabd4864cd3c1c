// Whether a refresh lease is in use, also where the instances' clocks differ: its process renews it as a heartbeat.
import { REFRESH_LEASE_MS } from '../config/defaults.ts'
import type { Deps } from '../deps.ts'
import { DEADLINES } from '../gateway/deadlines.ts'
import type { LeaseRecord } from '../stores/records.ts'
import { type Intent, renewIntent } from './refresh-intent.ts'

/** Between two signs of life while Intuit is asked, ms: most answers are there before the first. */
const SIGN_MS = 1_000
/** A lease that has run out by the clock here, and gives no sign for this long, is a dead holder's, ms. */
const SILENCE_MS = 3_000

type Watching = Pick<Deps, 'store' | 'elapsed'>

/**
 * Whether a lease has time left by the clock here. None has more than a lease lasts: that is another machine's clock, or
 * this one's before it was set back.
 */
export function hasTimeLeft(lease: LeaseRecord, now: number): boolean {
  const left = lease.expiresAt - now
  return left > 0 && left <= REFRESH_LEASE_MS
}

/**
 * For a process that was stopped (a paused machine, a debugger) between taking its lease and calling Intuit: by then another
 * may be calling with the same token.
 * @returns whether a lease that is taken after this moment outlasts a call that begins now
 */
export function leaseTimer({ elapsed, config }: Pick<Deps, 'elapsed' | 'config'>): () => boolean {
  const [at, realAt] = [config.now(), elapsed()]
  const mostMs = REFRESH_LEASE_MS - DEADLINES.token
  return () => Math.max(config.now() - at, elapsed() - realAt) <= mostMs
}

/** Reads one lease again and again. In a file all clocks are this machine's; on a server the clock of its process may differ. */
export function observeLease({ store, elapsed }: Watching) {
  let silent: { readonly fence: number; readonly since: number } | null = null

  return {
    isActive(lease: LeaseRecord | null, now: number): boolean {
      if (lease === null) return false
      if (hasTimeLeft(lease, now)) return true
      if (store.server === undefined && lease.expiresAt <= now) return false
      if (silent?.fence !== lease.fence) silent = { fence: lease.fence, since: elapsed() }
      return elapsed() - silent.since < SILENCE_MS
    },
  }
}

/**
 * Gives signs of life for an intent until it is ended: each renews its lease.
 * @returns ends it, and resolves to the intent as it then is
 */
export function startHeartbeat(deps: Pick<Deps, 'store' | 'config'>, intent: Intent): () => Promise<Intent> {
  const begunAt = deps.config.now()
  let own = intent
  let sign: Promise<void> | null = null

  async function renew(): Promise<void> {
    // One that can't be given, or whose lease is another's by now, changes nothing: what is committed is fenced.
    own = (await renewIntent(deps, own).catch(() => null)) ?? own
    sign = null
  }

  const timer = setInterval(() => {
    // In a file the lease itself says enough, unless the clock it goes by was set back.
    if (deps.store.server !== undefined || deps.config.now() < begunAt) sign ??= renew()
  }, SIGN_MS)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await sign
    return own
  }
}
