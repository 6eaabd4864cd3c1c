// A grant that Intuit has just given is durable before it is used.
import { EXCHANGE_LOST_MS } from '../config/defaults.ts'
import type { Deps } from '../deps.ts'
import { isProgramFault } from '../platform/program-fault.ts'
import type { AttemptRecord, SeenConsents } from '../stores/records.ts'
import { isReauthorization } from '../stores/renewed-connection.ts'
import { StoreUnavailableError } from '../stores/store.ts'
import type { TokenVault } from '../vault/token-vault.ts'
import { saveAttempt, stepped } from './attempt-changes.ts'
import { consentsSeen } from './consent-order.ts'
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
        const current = (await tx.attempts.get(attempt.id)) ?? attempt
        const realmTag = vault.realmTag(config.environment, waiting.realmId)
        const seen = await consentsSeen(tx, current, realmTag)
        return await saveAttempt(
          tx,
          {
            ...exchanged(current, seen, now),
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

/**
 * At its step `exchanged`. A re-authorization that was ended as lost while its code was exchanged after all goes on: what
 * Intuit gave is its outcome.
 * @param seen as its grant is stored: another attempt may have connected the company since the browser came back
 */
function exchanged(current: AttemptRecord, seen: SeenConsents, now: number): AttemptRecord {
  const { step, outcome, problem } = current
  if (step !== 'returned') return current
  const next = stepped(current, 'exchanged', now, { consents: seen })
  if (outcome === 'pending') return next
  const isTakenForLost = (outcome === 'failed' || outcome === 'expired') && problem !== null
  return isTakenForLost && isReauthorization(next) ? { ...next, outcome: 'pending', problem: null } : current
}

export const withTid = (attempt: AttemptRecord, intuitTid: string | null): readonly string[] =>
  intuitTid === null ? attempt.intuitTids : [...attempt.intuitTids, intuitTid]
