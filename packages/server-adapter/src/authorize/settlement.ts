// What an attempt is settled with, and what came of it.
import type { Actor, RealmId } from '@mooring/contract'
import type { Deps } from '../deps.ts'
import type { CompanyInfo, GatewayError, IntuitGrant } from '../gateway/intuit-gateway.ts'
import type { AttemptRecord, ConnectionRecord } from '../stores/records.ts'
import type { Repositories } from '../stores/store.ts'
import type { TokenVault } from '../vault/token-vault.ts'

/** A grant whose company was read with it. */
export interface ProvenGrant {
  readonly grant: IntuitGrant
  readonly realmId: RealmId
  readonly company: CompanyInfo
  /** Why the company can't be used now, though the grant is its own. */
  readonly trouble: GatewayError | null
  readonly intuitEmail: string | null
  /** What a refresh of it said after so many consents of its connection were stored; null where none was made. */
  readonly life: { readonly isLive: boolean; readonly consents: number } | null
}

/** An attempt while it is settled, in one transaction. */
export interface SettleContext {
  readonly deps: Deps
  readonly tx: Repositories
  readonly vault: TokenVault
  readonly attempt: AttemptRecord
  readonly proven: ProvenGrant
  readonly now: number
  readonly actor: Actor
}

/** What else is to be done once the attempt is settled. */
export interface Settlement {
  readonly attempt: AttemptRecord
  /** A connection whose grant may have ended by a consent that was not stored. */
  readonly probe: Pick<ConnectionRecord, 'id' | 'tenantId'> | null
  /** Other tenants' connections of a company that is shared: this consent may have ended their grants. */
  readonly others?: readonly Pick<ConnectionRecord, 'id' | 'tenantId'>[]
  /** A revoke may have ended the grant that was stored. */
  readonly mayBeRevoked?: boolean
  /** A token now waits to be revoked. */
  readonly revokes: boolean
  /** So many other consents were stored, one of them exchanged at the same time: a refresh shows whether this grant lives. */
  readonly rivals?: number
}
