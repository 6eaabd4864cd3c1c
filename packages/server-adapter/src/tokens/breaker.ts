// Stops calling Intuit's token endpoint for a while when calling makes nothing better.

import { GatewayError, type GatewayFailureKind } from '../gateway/intuit-gateway.ts'
import { MINUTE, SECOND } from '../platform/clock.ts'

/** A wrong client secret is the app's fault: nothing is asked with it again for this long. */
const MISCONFIGURED_PAUSE_MS = MINUTE
/** So many calls in a row without an answer open the breaker. */
const SILENT_CALLS = 20
/** How long it stays open; then one call is let through to see. */
const SILENT_PAUSE_MS = 30 * SECOND

const SILENCE: readonly GatewayFailureKind[] = ['timeout', 'network', 'unavailable']

/** One per adapter: what it knows is about Intuit and the app, not about a connection. */
export interface Breaker {
  /** Why no call is made now; null where one may be. */
  refusal(now: number): GatewayError | null
  /** What became of a call: the kind of its failure, or null. */
  note(kind: GatewayFailureKind | null, now: number): void
}

export function createBreaker(): Breaker {
  let silent = 0
  let open: { until: number; kind: 'invalid_client' | 'unavailable' } | null = null
  return {
    refusal(now) {
      // Further off than it is ever set: the clock was set back since.
      if (open === null || now >= open.until || open.until - now > MISCONFIGURED_PAUSE_MS) return null
      return new GatewayError(open.kind, 'Intuit is not asked now: the last calls all failed alike.', {
        sent: false,
      })
    },
    note(kind, now) {
      silent = kind !== null && SILENCE.includes(kind) ? silent + 1 : 0
      if (kind === 'invalid_client') open = { until: now + MISCONFIGURED_PAUSE_MS, kind }
      else if (silent >= SILENT_CALLS) open = { until: now + SILENT_PAUSE_MS, kind: 'unavailable' }
      else open = null
    },
  }
}
