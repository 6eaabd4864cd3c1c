// Whether somebody holds a refresh lease, also where the instances' clocks differ: its holder gives signs of life.
import { REFRESH_LEASE_MS } from '../config/defaults.ts'
import type { Parts } from '../config/parts.ts'
import type { LeaseRecord } from '../stores/records.ts'
import { type Intent, renewIntent } from './refresh-intent.ts'

/** Between two signs of life while Intuit is asked, ms: most answers are there before the first. */
const SIGN_MS = 1_000
/** A lease that has run out by the clock here, and gives no sign for this long, is a dead holder's, ms. */
const SILENCE_MS = 3_000

type Watching = Pick<Parts, 'store' | 'elapsed'>

/** Whether a lease has time left by the clock here. On a server none has more than a lease lasts: that is another clock's. */
export function hasTimeLeft({ store }: Pick<Parts, 'store'>, lease: LeaseRecord, now: number): boolean {
  const left = lease.expiresAt - now
  return left > 0 && (store.server === undefined || left <= REFRESH_LEASE_MS)
}

/** Looks at one lease again and again. In a file all clocks are this machine's; on a server its holder's may differ. */
export function watchLease({ store, elapsed }: Watching) {
  let silent: { readonly fence: number; readonly since: number } | null = null

  return {
    isHeld(lease: LeaseRecord | null, now: number): boolean {
      if (lease === null) return false
      if (hasTimeLeft({ store }, lease, now)) return true
      if (store.server === undefined) return false
      if (silent?.fence !== lease.fence) silent = { fence: lease.fence, since: elapsed() }
      return elapsed() - silent.since < SILENCE_MS
    },
  }
}

/**
 * Gives signs of life for an intent until it is ended: each renews its lease.
 * @returns ends it, and tells the intent as it then is
 */
export function giveSigns(parts: Pick<Parts, 'store' | 'config'>, intent: Intent): () => Promise<Intent> {
  if (parts.store.server === undefined) return async () => intent
  let own = intent
  let sign: Promise<void> | null = null

  async function renew(): Promise<void> {
    // One that can't be given, or whose lease is another's by now, changes nothing: what is committed is fenced.
    own = (await renewIntent(parts, own).catch(() => null)) ?? own
    sign = null
  }

  const timer = setInterval(() => {
    sign ??= renew()
  }, SIGN_MS)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await sign
    return own
  }
}
