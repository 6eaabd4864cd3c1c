// Whether the adapter can do its work and whether the work gets done: what `/operations/ready` goes by.

import { COUNTED_MOST, STATUS_DEADLINE_MS } from '../config/defaults.ts'
import type { Deps } from '../deps.ts'
import { toTimestampOrNull } from '../platform/clock.ts'
import { withinDeadline } from '../platform/deadline.ts'
import type { ReadRepositories } from '../stores/store.ts'

/** Whether the adapter lives, and whether its work gets done. */
export interface OperationsStatus {
  /** False once it is closed. */
  readonly live: boolean
  /** False while store or keys can't be used, or due work has waited for longer than `readyAfterMs`; and while it starts or closes. */
  readonly ready: boolean
  readonly checks: {
    readonly store: 'ok' | 'failed'
    /** The encryption keys. */
    readonly vault: 'ok' | 'failed'
    readonly jobs: {
      /** RFC 3339: when this process last checked all that may be due; null for never. */
      readonly lastRoundAt: string | null
      /** For how long the work that is due has waited, ms; null where the store does not say. */
      readonly overdueMs: number | null
    }
    /** Events not delivered to the host yet, counted up to 10,000; null where the store does not say. */
    readonly eventBacklog: number | null
    /** RFC 3339: when Intuit last answered this process, whatever it said; null for never. */
    readonly intuit: { readonly lastAnswerAt: string | null }
  }
}

/** For how long the work that is due has waited, ms; 0 where none is. The process that does it postpones it for as long as it takes. */
export async function overdueMs(
  { config, signs }: Pick<Deps, 'config' | 'signs'>,
  tx: ReadRepositories,
): Promise<number> {
  const now = config.now()
  const since = await signs.dueSince(tx, now)
  return since === null ? 0 : Math.max(0, now - since)
}

export function createOperationsStatus(deps: Deps): () => Promise<OperationsStatus> {
  const { config, signs, store } = deps

  const late = () => new Error('Neither store nor keys answered in time.')
  /** null where it failed or took too long. */
  const within = <T>(work: Promise<T>): Promise<T | null> =>
    withinDeadline(work, STATUS_DEADLINE_MS, late).catch(() => null)

  const seen = () =>
    store.read(async (tx) => ({
      overdueMs: await overdueMs(deps, tx),
      eventBacklog: await tx.events.backlog(COUNTED_MOST),
    }))

  return async () => {
    const [found, vault] = await Promise.all([within(seen()), within(deps.vault())])
    const isInTime = found !== null && found.overdueMs <= config.readyAfterMs
    return {
      live: true,
      ready: isInTime && vault !== null,
      checks: {
        store: found === null ? 'failed' : 'ok',
        vault: vault === null ? 'failed' : 'ok',
        jobs: {
          lastRoundAt: toTimestampOrNull(signs.lastRoundAt()),
          overdueMs: found?.overdueMs ?? null,
        },
        eventBacklog: found?.eventBacklog ?? null,
        intuit: { lastAnswerAt: toTimestampOrNull(signs.lastAnswerAt()) },
      },
    }
  }
}
