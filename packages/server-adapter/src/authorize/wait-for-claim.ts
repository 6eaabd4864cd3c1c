// A grant whose company is proven, and which waits for its starter's page.
import type { Deps } from '../deps.ts'
import type { AttemptRecord } from '../stores/records.ts'
import type { TokenVault } from '../vault/token-vault.ts'
import { hasNewerGrant, saveAttempt, verified } from './attempt-changes.ts'
import { sealWaiting } from './pending-grant.ts'
import type { ProvenGrant } from './settlement.ts'
import { awaitsClaim } from './unclaimed.ts'

/**
 * Seals what was proven with the attempt, which is settled or dropped when its time is up.
 * @param isLasting false where the proof is of no account later: the company is read again then
 * @returns the row as it waits; null where there is nothing to wait for
 */
export async function waitForClaim(
  { config, store }: Pick<Deps, 'config' | 'store'>,
  { vault, attempt, isLasting }: { vault: TokenVault; attempt: AttemptRecord; isLasting: boolean },
  { grant, realmId, company, intuitEmail }: ProvenGrant,
): Promise<AttemptRecord | null> {
  return await store.write(async (tx) => {
    const now = config.now()
    const current = await tx.attempts.get(attempt.id)
    if (current === null || !awaitsClaim(current, now)) return null
    if (hasNewerGrant(current, attempt)) return current
    const proof = isLasting ? { company, intuitEmail, at: now } : null
    const waiting = sealWaiting(vault, current, { grant, realmId, proof })
    return await saveAttempt(tx, { ...verified(current, now), ...waiting, dueAt: current.expiresAt }, now)
  })
}
