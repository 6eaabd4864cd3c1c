// A grant that waits, sealed with its attempt, until its company could be read.
import type { RealmId } from '@mooring/contract'
import type { CompanyInfo, IntuitGrant } from '../gateway/intuit-gateway.ts'
import { DAY } from '../platform/clock.ts'
import type { AttemptRecord } from '../stores/records.ts'
import { MissingKeyError, type SealContext, type TokenVault, VaultError } from '../vault/token-vault.ts'

/** Intuit ends a grant that is not used for so long. */
const GRANT_IDLE_MS = 100 * DAY

/** What a company's read gave. */
export interface CompanyProof {
  readonly company: CompanyInfo
  readonly intuitEmail: string | null
  /** ms since the epoch. */
  readonly at: number
}

/** A grant and the realm id that came back with it. */
export interface Waiting {
  readonly grant: IntuitGrant
  readonly realmId: RealmId
  /** null while its company is still to be read. */
  readonly proof: CompanyProof | null
}

const contextOf = (attempt: AttemptRecord, field: 'waiting_grant' | 'waiting_realm'): SealContext => ({
  tenantId: attempt.tenantId,
  subjectId: attempt.id,
  field,
  generation: 0,
})

/** The columns it waits in. */
export const sealWaiting = (
  vault: TokenVault,
  attempt: AttemptRecord,
  { grant, realmId, proof }: Waiting,
): Pick<AttemptRecord, 'waitingGrant' | 'waitingRealm'> => ({
  waitingGrant: vault.seal(JSON.stringify({ ...grant, proof }), contextOf(attempt, 'waiting_grant')),
  waitingRealm: vault.seal(realmId, contextOf(attempt, 'waiting_realm')),
})

/** @returns null where it does not open and never will. @throws MissingKeyError while another instance may have its key */
export function openWaiting(vault: TokenVault, attempt: AttemptRecord, now: number): Waiting | null {
  try {
    const open = (sealed: string | null, field: 'waiting_grant' | 'waiting_realm') =>
      vault.open(sealed ?? '', contextOf(attempt, field))
    const { proof = null, ...grant } = JSON.parse(
      open(attempt.waitingGrant, 'waiting_grant'),
    ) as IntuitGrant & Partial<Pick<Waiting, 'proof'>>
    return { grant, realmId: open(attempt.waitingRealm, 'waiting_realm') as RealmId, proof }
  } catch (error) {
    const mayOpen = error instanceof MissingKeyError && now - attempt.createdAt < GRANT_IDLE_MS
    if (mayOpen || !(error instanceof VaultError)) throw error
    return null
  }
}
