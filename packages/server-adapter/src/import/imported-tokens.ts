// The tokens of an import while they are proven: as the host handed them over, or as Intuit has renewed them since.

import type { RealmId } from '@mooring/contract'
import type { IntuitGrant } from '../gateway/intuit-gateway.ts'
import { SECOND } from '../platform/clock.ts'
import type { ImportRecord } from '../stores/imports.ts'
import type { GrantRecord } from '../stores/records.ts'
import type { TokenVault } from '../vault/token-vault.ts'
import type { CheckedImport } from './import-request.ts'

/** Times in ms since the epoch. */
export interface ImportedTokens {
  readonly realmId: RealmId
  readonly refreshToken: string
  /** null where there is none that lives. */
  readonly access: { readonly token: string; readonly expiresAt: number } | null
  readonly refreshExpiresAt: number | null
  readonly hardExpiresAt: number | null
  /** When Intuit gave the refresh token, as far as it is known: no later than this. */
  readonly issuedAt: number
  /** True once Intuit has renewed them here: then the host's own are no good any more. */
  readonly renewed: boolean
}

export const tokensOf = (wanted: CheckedImport, now: number): ImportedTokens => ({
  realmId: wanted.realmId,
  refreshToken: wanted.refreshToken,
  access: wanted.access,
  refreshExpiresAt: wanted.refreshExpiresAt,
  hardExpiresAt: null,
  issuedAt: now,
  renewed: false,
})

const endOf = (from: number, seconds: number | null): number | null =>
  seconds === null ? null : from + seconds * SECOND

export function renewedTokens(before: ImportedTokens, grant: IntuitGrant): ImportedTokens {
  const { requestedAt } = grant
  const refreshToken = grant.refreshToken ?? before.refreshToken
  return {
    realmId: before.realmId,
    refreshToken,
    access: { token: grant.accessToken, expiresAt: requestedAt + grant.expiresIn * SECOND },
    refreshExpiresAt: endOf(requestedAt, grant.refreshExpiresIn),
    hardExpiresAt: endOf(requestedAt, grant.hardExpiresIn),
    issuedAt: refreshToken === before.refreshToken ? before.issuedAt : requestedAt,
    renewed: true,
  }
}

type Subject = Pick<ImportRecord, 'tenantId' | 'tokenTag'>

const context = ({ tenantId, tokenTag }: Subject) =>
  ({ tenantId, subjectId: tokenTag, field: 'import', generation: 0 }) as const

export const sealTokens = (vault: TokenVault, subject: Subject, tokens: ImportedTokens): string =>
  vault.seal(JSON.stringify(tokens), context(subject))

/** @throws VaultError */
export const openTokens = (vault: TokenVault, subject: Subject, sealed: string): ImportedTokens =>
  JSON.parse(vault.open(sealed, context(subject))) as ImportedTokens

/**
 * The tokens as the grant of a connection. Without a live access token, one that has ended already; a date that only
 * the host gave is not in it.
 */
export function grantOf(
  vault: TokenVault,
  tokens: ImportedTokens,
  { id, tenantId, generation, now }: { id: string; tenantId: string; generation: number; now: number },
): GrantRecord {
  const seal = (text: string, field: 'access_token' | 'refresh_token') =>
    vault.seal(text, { tenantId, subjectId: id, field, generation })
  return {
    connectionId: id,
    tenantId,
    generation,
    accessSealed: seal(tokens.access?.token ?? '', 'access_token'),
    refreshSealed: seal(tokens.refreshToken, 'refresh_token'),
    accessExpiresAt: tokens.access?.expiresAt ?? now,
    refreshExpiresAt: tokens.renewed ? tokens.refreshExpiresAt : null,
    hardExpiresAt: tokens.hardExpiresAt,
    issuedAt: tokens.issuedAt,
    keyId: vault.keyId,
  }
}
