// A grant that Intuit has just given is durable before it is used.
import { EXCHANGE_LOST_MS, GRANT_STORE_WAIT_MS } from '../config/defaults.ts'
import type { Deps } from '../deps.ts'
import { NotFoundError } from '../errors/mooring-error.ts'
import { withinDeadline } from '../platform/deadline.ts'
import { logAbout } from '../platform/logger.ts'
import type { AttemptRecord, SeenConsents } from '../stores/records.ts'
import { isReauthorization } from '../stores/renewed-connection.ts'
import { StoreUnavailableError } from '../stores/store.ts'
import { retryUntilStored } from '../tokens/retry-commit.ts'
import type { TokenVault } from '../vault/token-vault.ts'
import { saveAttempt, stepped } from './attempt-changes.ts'
import { consentsSeen, isSaved } from './consent-order.ts'
import { openWaiting, sealWaiting, type Waiting } from './pending-grant.ts'
import type { UnstoredGrants } from './unstored-grants.ts'

/** What storing a grant needs. */
export interface StoringDeps extends Deps {
  readonly unstored: UnstoredGrants
}

/**
 * Makes the grant durable before it is used. While the store is away it stays in memory and is tried again as long as the
 * process lives; once it is stored, background work goes on with its attempt.
 * @throws StoreUnavailableError where that takes longer than a browser waits
 */
export async function storePendingGrant(
  deps: StoringDeps,
  vault: TokenVault,
  attempt: AttemptRecord,
  waiting: Waiting,
): Promise<AttemptRecord> {
  const { config, unstored } = deps
  const { id: attemptId, tenantId, connectionId } = attempt
  const logger = logAbout(config.logger, { attemptId, tenantId, connectionId })
  let isLate = false
  const store = () => storeNow(deps, vault, attempt, waiting)
  // Where no one waits here any more, background work goes on.
  const storing = retryUntilStored(logger, store, unstored.isClosing).then(async (stored) =>
    isLate ? await hasten(deps, stored) : stored,
  )
  return await withinDeadline(unstored.add(attemptId, storing), GRANT_STORE_WAIT_MS, () => {
    isLate = true
    return new StoreUnavailableError('A grant is not stored yet: it is in memory.')
  })
}

const storeNow = async (
  { config, store }: Deps,
  vault: TokenVault,
  attempt: AttemptRecord,
  waiting: Waiting,
): Promise<AttemptRecord> =>
  await store.write(async (tx) => {
    const now = config.now()
    const current = await tx.attempts.get(attempt.id)
    if (current === null) throw new NotFoundError('attempt')
    // Another process went on with it, and a connection has its grant.
    if (isSaved(current) || hasNewer(vault, current, waiting, now)) return current
    // This one was stored, the answer of that was lost, and another process has judged it.
    if (current.outcome !== 'pending' && current.step !== attempt.step) return current
    const realmTag = vault.realmTag(config.environment, waiting.realmId)
    const seen = await consentsSeen(tx, current, realmTag)
    return await saveAttempt(
      tx,
      {
        ...goingOn(current, seen, now),
        ...sealWaiting(vault, attempt, waiting),
        intuitTids: withTid(current, waiting.grant.intuitTid),
        // Should this process die, background work goes on from here.
        dueAt: now + EXCHANGE_LOST_MS,
      },
      now,
    )
  })

/** Has background work go on at once with what was stored, unless it has already. Where the store is away again, a minute later. */
async function hasten(deps: StoringDeps, stored: AttemptRecord): Promise<AttemptRecord> {
  const { config, store, wake } = deps
  const hastened = store.write(async (tx) => {
    const current = await tx.attempts.get(stored.id)
    if (current === null || current.dueAt === null || current.dueAt !== stored.dueAt) return stored
    const now = config.now()
    return await saveAttempt(tx, { ...current, dueAt: now }, now)
  })
  return await hastened.catch(() => stored).finally(wake)
}

/** Whether one that was given later waits: this one was stored, the answer of that was lost, and another process has renewed it. */
function hasNewer(vault: TokenVault, current: AttemptRecord, { grant }: Waiting, now: number): boolean {
  if (current.waitingGrant === null) return false
  try {
    const stored = openWaiting(vault, current, now)
    return stored !== null && stored.grant.requestedAt > grant.requestedAt
  } catch {
    // Its key is not here, which is no reason to lose this one.
    return false
  }
}

/**
 * As it goes on with the grant, from its step `exchanged` on. A re-authorization that was ended meanwhile, since its grant came
 * late, goes on too: the connection may have no other living grant.
 * @param seen as its grant is stored: another attempt may have connected the company since the browser came back
 */
function goingOn(current: AttemptRecord, seen: SeenConsents, now: number): AttemptRecord {
  const { step, outcome, problem } = current
  const next = step === 'returned' ? stepped(current, 'exchanged', now, { consents: seen }) : current
  if (outcome === 'pending') return next
  const isTakenForLost = (outcome === 'failed' || outcome === 'expired') && problem !== null
  return isTakenForLost && isReauthorization(next) ? { ...next, outcome: 'pending', problem: null } : current
}

export const withTid = (attempt: AttemptRecord, intuitTid: string | null): readonly string[] =>
  intuitTid === null ? attempt.intuitTids : [...attempt.intuitTids, intuitTid]
