// The parts of a connection's row that are given once and never change.
import type { RealmId } from '@mooring/contract'
import type { Config } from '../config/config.ts'
import { newId } from '../platform/ids.ts'
import type { TokenVault } from '../vault/token-vault.ts'
import type { ConnectionOrigin } from './connection-changes.ts'

/** A new id, the realm sealed for it, and the claim that prevents another connection of the same company. */
export function originOf(
  config: Pick<Config, 'environment' | 'sharedCompanies'>,
  vault: TokenVault,
  { tenantId, realmId, replaces }: { tenantId: string; realmId: RealmId; replaces: string | null },
): ConnectionOrigin {
  const id = newId('con')
  const { environment } = config
  const realmTag = vault.realmTag(environment, realmId)
  const claim = `${environment}:${realmTag}`
  return {
    id,
    tenantId,
    environment,
    realmTag,
    realmSealed: vault.seal(realmId, { tenantId, subjectId: id, field: 'realm_id', generation: 0 }),
    realmLast4: realmId.slice(-4),
    realmClaim: config.sharedCompanies === 'allow' ? `${claim}:${tenantId}` : claim,
    replaces,
  }
}
