// What is noted of throttled requests: each company's in its history, and many at once as the month's quota.

import type { Deps } from '../deps.ts'
import { appendHistory } from '../events/save-connection.ts'
import { emptyLog, noteRefresh, noteRefusal } from '../failures/incident.ts'
import { dayOf, MINUTE } from '../platform/clock.ts'
import { recordAbout } from './record-answer.ts'

/** After a 429 without Retry-After (Intuit: "wait 60 seconds"). A limit that lasts longer is none of seconds or minutes. */
export const THROTTLE_PAUSE_MS = MINUTE
/** Throttles of one connection are written into the history at most once in this time. */
const THROTTLE_NOTE_MS = MINUTE

export interface RequestThrottles {
  /** @returns true where limits outlast their wait on several connections at once: the month's quota */
  note(of: { readonly tenantId: string; readonly connectionId: string }): Promise<boolean>
  /** Intuit answered a request well. */
  forget(connectionId: string): void
}

export function createRequestThrottles(deps: Deps): RequestThrottles {
  const { config } = deps
  /** Since when a connection's requests have been throttled without one that went through, and when that was noted. */
  const throttled = new Map<string, { readonly since: number; readonly notedAt: number }>()
  let lasting = emptyLog

  return {
    async note({ tenantId, connectionId }) {
      const now = config.now()
      const known = throttled.get(connectionId)
      // What lies ahead was noted before the clock was set back.
      const before = known !== undefined && known.notedAt > now ? undefined : known
      const since = before?.since ?? now
      const isNoted = before !== undefined && now - before.notedAt < THROTTLE_NOTE_MS
      throttled.set(connectionId, { since, notedAt: isNoted ? before.notedAt : now })
      if (!isNoted) config.logger.warn({ connectionId, tenantId }, 'Intuit throttles this company.')
      await recordAbout(deps, connectionId, async (tx, record) => {
        await tx.health.count(record, dayOf(now), { throttled: 1 })
        if (isNoted) return
        const note = { type: 'request.throttled', outcome: 'failed', code: 'rate_limited' } as const
        await appendHistory(tx, record, [note], { at: now, actor: null })
      })
      if (now - since < THROTTLE_PAUSE_MS) return false
      lasting = noteRefusal(lasting, connectionId, now)
      return lasting.since !== null
    },
    forget(connectionId) {
      throttled.delete(connectionId)
      lasting = noteRefresh(lasting, connectionId)
    },
  }
}
