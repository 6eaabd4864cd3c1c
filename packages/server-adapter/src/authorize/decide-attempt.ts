// The rules of `company-rules.ts` for one attempt: what its tenant has, read from the store.
import { type CompanyDecision, decideCompany } from '../connection/company-rules.ts'
import { arePair } from '../connection/pending-switch.ts'
import type { Deps } from '../deps.ts'
import type { AttemptRecord, ConnectionRecord } from '../stores/records.ts'
import { seenHolder } from '../stores/renewed-connection.ts'
import type { ReadRepositories } from '../stores/store.ts'
import type { TokenVault } from '../vault/token-vault.ts'

/** What was given, and what the store has of it. */
interface Given {
  readonly attempt: AttemptRecord
  readonly realmTag: string
  /** All rows of the company. */
  readonly holders: readonly ConnectionRecord[]
}

export async function decideAttempt(
  { multipleConnections, sharedCompanies }: Deps['config'],
  { connections }: Pick<ReadRepositories, 'connections'>,
  { attempt, realmTag, holders }: Given,
): Promise<CompanyDecision> {
  const target = attempt.connectionId === null ? null : await connections.get(attempt.connectionId)
  const others = await connections.list(attempt.tenantId)
  return decideCompany({
    attempt,
    realmTag,
    target,
    holders,
    hasAnother: others.some(
      (other) =>
        other.status !== 'disconnected' &&
        other.realmTag !== realmTag &&
        other.id !== target?.id &&
        !(target !== null && arePair(other, target)),
    ),
    multipleConnections,
    sharedCompanies,
  })
}

/**
 * Whether a connection of the tenant has the company, and this person may not renew it. Such an attempt is refused before its
 * code is exchanged: by Intuit's rules the exchange ends the grant of that connection.
 */
export async function mayNotRenew(
  { config, store }: Pick<Deps, 'config' | 'store'>,
  vault: Pick<TokenVault, 'realmTag'>,
  attempt: AttemptRecord,
  realmId: string,
): Promise<boolean> {
  if (seenHolder(attempt) === null) return false
  const realmTag = vault.realmTag(config.environment, realmId)
  const decision = await store.read(async (tx) => {
    const holders = await tx.connections.findByRealm(config.environment, realmTag)
    return await decideAttempt(config, tx, { attempt, realmTag, holders })
  })
  return decision.kind === 'forbidden'
}
