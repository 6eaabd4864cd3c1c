// A grant that Intuit has just given is durable before it is used.
import { EXCHANGE_LOST_MS } from '../config/defaults.ts'
import type { Deps } from '../deps.ts'
import { isProgramFault } from '../platform/program-fault.ts'
import type { AttemptRecord } from '../stores/records.ts'
import { StoreUnavailableError } from '../stores/store.ts'
import type { TokenVault } from '../vault/token-vault.ts'
import { saveAttempt, stepped } from './attempt-changes.ts'
import { sealWaiting, type Waiting } from './pending-grant.ts'

/** How often a grant that could not be stored is tried again, and for how long. */
const STORE_RETRY_MS = 250
const STORE_RETRIES = 40

/** Makes the grant durable before it is used. While the store is unavailable, it stays in memory and is tried again. */
export async function storePendingGrant(
  deps: Deps,
  vault: TokenVault,
  attempt: AttemptRecord,
  waiting: Waiting,
): Promise<AttemptRecord> {
  const { config, store } = deps
  for (let tries = 0; ; tries++) {
    try {
      return await store.write(async (tx) => {
        const now = config.now()
        const current = revived((await tx.attempts.get(attempt.id)) ?? attempt)
        const isFirst = current.outcome === 'pending' && current.step === 'returned'
        return await saveAttempt(
          tx,
          {
            ...(isFirst ? stepped(current, 'exchanged', now) : current),
            ...sealWaiting(vault, attempt, waiting),
            intuitTids: withTid(current, waiting.grant.intuitTid),
            // Background work goes on from here should this process die.
            dueAt: now + EXCHANGE_LOST_MS,
          },
          now,
        )
      })
    } catch (error) {
      const isTriedAgain = error instanceof StoreUnavailableError || isProgramFault(error)
      if (!isTriedAgain || tries >= STORE_RETRIES) throw error
      await deps.pause(STORE_RETRY_MS)
    }
  }
}

/** A re-authorization that was ended as lost while its code was exchanged after all: what Intuit gave is its outcome. */
const revived = (current: AttemptRecord): AttemptRecord => {
  const { kind, step, outcome, problem } = current
  const isTakenForLost = (outcome === 'failed' || outcome === 'expired') && problem !== null
  if (kind !== 'reauthorize' || step !== 'returned' || !isTakenForLost) return current
  return { ...current, outcome: 'pending', problem: null }
}

export const withTid = (attempt: AttemptRecord, intuitTid: string | null): readonly string[] =>
  intuitTid === null ? attempt.intuitTids : [...attempt.intuitTids, intuitTid]
