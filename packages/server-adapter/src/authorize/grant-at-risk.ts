// A consent that was not stored, or whose answer was lost, may have ended the grant that a connection has: that grant is renewed, which shows it.
import type { RealmId } from '@mooring/contract'
import type { Probe } from '../company-api/probe.ts'
import type { Deps } from '../deps.ts'
import { GatewayError } from '../gateway/intuit-gateway.ts'
import type { AttemptRecord } from '../stores/records.ts'
import { renewedConnection } from '../stores/renewed-connection.ts'
import type { TokenVault } from '../vault/token-vault.ts'
import { hasGrantToLose } from './unclaimed.ts'

/** What a consent needs that leaves a connection in doubt. */
export interface DoubtDeps extends Pick<Deps, 'config'> {
  readonly probe: Pick<Probe, 'verify' | 'verifyInDoubt' | 'renewInDoubt'>
}

/** Whether Intuit may have exchanged a code although its answer says nothing of it: 503 is its word for "not done". */
export const mayBeExchanged = (error: unknown): boolean => {
  if (!(error instanceof GatewayError)) return true
  const { kind, status, sent } = error
  if (kind === 'unavailable') return status !== 503
  return sent && ['timeout', 'network', 'invalid_response'].includes(kind)
}

/** Renews the grant of the connection that the consent was for, so that it says at once whether that lives. */
export function renewGrantAtRisk(deps: DoubtDeps, attempt: AttemptRecord): void {
  const id = renewedConnection(attempt)
  if (id === null) return
  inBackground(deps, { id, tenantId: attempt.tenantId }, deps.probe.renewInDoubt(id))
}

/** The same for all that have the company, of whichever tenant, after a code for it may have been exchanged. */
export async function renewHoldersAtRisk(
  deps: DoubtDeps & Pick<Deps, 'store'>,
  vault: TokenVault,
  { environment }: AttemptRecord,
  realmId: RealmId,
): Promise<void> {
  const realmTag = vault.realmTag(environment, realmId)
  const holders = await deps.store.read(({ connections }) => connections.findByRealm(environment, realmTag))
  for (const holder of holders.filter(hasGrantToLose))
    inBackground(deps, holder, deps.probe.renewInDoubt(holder.id))
}

export function inBackground(
  { config }: Pick<Deps, 'config'>,
  { id: connectionId, tenantId }: { id: string; tenantId: string },
  verifying: Promise<unknown>,
): void {
  verifying.catch((error: unknown) => {
    config.logger.warn(
      { connectionId, tenantId, problem: error instanceof Error ? error.name : 'unknown' },
      'A probe failed',
    )
  })
}
