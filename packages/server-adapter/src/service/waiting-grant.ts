// A grant that waits, sealed with its attempt, until its company could be read.
import type { RealmId } from '@mooring/contract'
import type { IntuitGrant } from '../gateway/intuit-gateway.ts'
import { DAY } from '../platform/clock.ts'
import type { AttemptRecord } from '../stores/records.ts'
import { MissingKeyError, type SealContext, type TokenVault, VaultError } from '../vault/token-vault.ts'

/** Intuit ends a grant that is not used for so long. */
const GRANT_IDLE_MS = 100 * DAY

/** A grant and the realm id that came back with it. */
export interface Waiting {
  readonly grant: IntuitGrant
  readonly realmId: RealmId
}

export const contextOf = (attempt: AttemptRecord, field: 'waiting_grant' | 'waiting_realm'): SealContext => ({
  tenantId: attempt.tenantId,
  subjectId: attempt.id,
  field,
  generation: 0,
})

/** @returns null where it does not open and never will. @throws MissingKeyError while another instance may have its key */
export function openWaiting(vault: TokenVault, attempt: AttemptRecord, now: number): Waiting | null {
  try {
    const open = (sealed: string | null, field: 'waiting_grant' | 'waiting_realm') =>
      vault.open(sealed ?? '', contextOf(attempt, field))
    const grant = JSON.parse(open(attempt.waitingGrant, 'waiting_grant')) as IntuitGrant
    return { grant, realmId: open(attempt.waitingRealm, 'waiting_realm') as RealmId }
  } catch (error) {
    const mayOpen = error instanceof MissingKeyError && now - attempt.createdAt < GRANT_IDLE_MS
    if (mayOpen || !(error instanceof VaultError)) throw error
    return null
  }
}
