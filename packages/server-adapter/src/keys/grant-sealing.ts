// From what Intuit gave to a row of the grants' repository, and back.
import type { RealmId } from '@mooring/contract'
import { ACCESS_LIFE_MS } from '../config/defaults.ts'
import type { IntuitGrant } from '../gateway/intuit-gateway.ts'
import { SECOND } from '../platform/clock.ts'
import type { ConnectionRecord, GrantRecord } from '../stores/records.ts'
import type { TokenVault } from '../vault/token-vault.ts'

/** A grant in the clear. Lives in memory only, as short as can be. */
export interface OpenGrant {
  readonly accessToken: string
  readonly refreshToken: string
}

type Subject = Pick<ConnectionRecord, 'id' | 'tenantId'>

const context = (subject: Subject, field: 'access_token' | 'refresh_token', generation: number) =>
  ({ tenantId: subject.tenantId, subjectId: subject.id, field, generation }) as const

/**
 * Seals a grant for a connection's next generation. Clocks count from when the request was sent.
 * @param previous the grant it follows: its refresh token and clocks stay where Intuit's answer is silent; null for a
 *   consent, which must bring a refresh token
 */
export function sealGrant(
  vault: TokenVault,
  subject: Subject,
  grant: IntuitGrant,
  previous: (GrantRecord & OpenGrant) | null,
  generation: number = (previous?.generation ?? 0) + 1,
): GrantRecord {
  const refreshToken = grant.refreshToken ?? previous?.refreshToken
  if (refreshToken === undefined) throw new TypeError('A first grant has a refresh token')
  const until = (seconds: number | null, otherwise: number | null) =>
    seconds === null ? otherwise : grant.requestedAt + seconds * SECOND
  return {
    connectionId: subject.id,
    tenantId: subject.tenantId,
    generation,
    accessSealed: vault.seal(grant.accessToken, context(subject, 'access_token', generation)),
    refreshSealed: vault.seal(refreshToken, context(subject, 'refresh_token', generation)),
    accessExpiresAt: grant.requestedAt + Math.min(grant.expiresIn * SECOND, ACCESS_LIFE_MS),
    refreshExpiresAt: until(grant.refreshExpiresIn, previous?.refreshExpiresAt ?? null),
    hardExpiresAt: until(grant.hardExpiresIn, previous?.hardExpiresAt ?? null),
    issuedAt:
      previous !== null && previous.refreshToken === refreshToken ? previous.issuedAt : grant.requestedAt,
    keyId: vault.keyId,
  }
}

/** The generation of a grant that no refresh brought: beyond any before it, so that a late refresh of an old one can't overwrite it. */
export const newGeneration = (
  stored: Pick<GrantRecord, 'generation'> | null,
  disconnect: ConnectionRecord['disconnect'],
  now: number,
): number => Math.max(now, (stored?.generation ?? disconnect?.generation ?? 0) + 1)

/** Opens both tokens of a row. @throws VaultError */
export function openGrant(vault: TokenVault, record: GrantRecord): GrantRecord & OpenGrant {
  const subject = { id: record.connectionId, tenantId: record.tenantId }
  return {
    ...record,
    accessToken: vault.open(record.accessSealed, context(subject, 'access_token', record.generation)),
    refreshToken: vault.open(record.refreshSealed, context(subject, 'refresh_token', record.generation)),
  }
}

/** The realm id of a connection, in full. @throws VaultError */
export const openRealm = (vault: TokenVault, record: ConnectionRecord): RealmId =>
  vault.open(record.realmSealed, {
    tenantId: record.tenantId,
    subjectId: record.id,
    field: 'realm_id',
    generation: 0,
  }) as RealmId
