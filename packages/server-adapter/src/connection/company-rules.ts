// Which connection a proven company belongs to: the callback's rules, as a pure decision.

import { may } from '../access/access.ts'
import type { AttemptRecord, ConnectionRecord } from '../stores/records.ts'
import { mustBeConfirmed } from './confirmation.ts'
import { isWaiting } from './connection-lifecycle.ts'
import { isForgotten } from './forgotten.ts'
import { isWaitingSwitch } from './pending-switch.ts'

/** What the store knows when a grant's company has been proven. */
export interface CompanyFacts {
  readonly attempt: Pick<AttemptRecord, 'tenantId' | 'allowCompanyChange' | 'permissions'>
  /** The HMAC of the proven realm. */
  readonly realmTag: string
  /** The connection the attempt is for, if it is for one. */
  readonly target: ConnectionRecord | null
  /** All rows with this realm, of any tenant and status, newest first. */
  readonly holders: readonly ConnectionRecord[]
  /** Whether the tenant has a live connection of another company, besides the one the attempt is for. */
  readonly hasAnother: boolean
  readonly multipleConnections: boolean
  readonly sharedCompanies: 'refuse' | 'allow'
}

interface Existing<Kind extends string> {
  readonly kind: Kind
  readonly connection: ConnectionRecord
}

/**
 * What to do with the grant.
 * `renew` and `reconnect` (of one that has no consent now) leave the connection's id as it is; `replace` makes a new one beside the old.
 */
export type CompanyDecision =
  | Existing<'renew'>
  | Existing<'reconnect'>
  | { readonly kind: 'create' }
  | { readonly kind: 'replace'; readonly old: ConnectionRecord }
  | { readonly kind: 'company_in_use'; readonly holder: ConnectionRecord }
  | { readonly kind: 'company_mismatch'; readonly target: ConnectionRecord }
  | { readonly kind: 'already_connected' }
  | { readonly kind: 'forbidden' }

const hasCompany = (record: ConnectionRecord): boolean => record.status !== 'disconnected'

/**
 * The connection that has a company, or null: a grant that is not stored is revoked only where there is none, since revoking cuts
 * that connection off too; and its own grant may have suffered by the consent.
 */
export const holderOf = (holders: readonly ConnectionRecord[]): ConnectionRecord | null =>
  holders.find(hasCompany) ?? null

/** Whether this tenant gave the company up as sold, and no one has confirmed it since. */
export function wasSold(holders: readonly ConnectionRecord[], tenantId: string): boolean {
  const last = holders.find((holder) => holder.tenantId === tenantId && !isForgotten(holder))
  return last !== undefined && mustBeConfirmed(last)
}

export function decideCompany(facts: CompanyFacts): CompanyDecision {
  const { attempt, target, holders } = facts
  const own = holders.filter((holder) => holder.tenantId === attempt.tenantId && !isForgotten(holder))
  const live = own.find(hasCompany)
  const foreign = holders.find((holder) => holder.tenantId !== attempt.tenantId && hasCompany(holder))
  const switching = target !== null && target.realmTag !== facts.realmTag
  if (switching && !attempt.allowCompanyChange) return { kind: 'company_mismatch', target }
  if (foreign !== undefined && facts.sharedCompanies === 'refuse')
    return { kind: 'company_in_use', holder: foreign }
  if (live !== undefined) {
    // A row that waits for its import has no consent to renew: this is its company's first.
    const kind = isWaiting(live) ? 'reconnect' : 'renew'
    // A company that waits to be confirmed in this very switch has none either.
    const isFirst =
      kind === 'reconnect' || (switching && isWaitingSwitch(live) && live.replaces === target.id)
    const isAllowed = may(attempt, 'reauthorize') || (isFirst && may(attempt, 'connect'))
    return isAllowed ? { kind, connection: live } : { kind: 'forbidden' }
  }
  if (!facts.multipleConnections && facts.hasAnother) return { kind: 'already_connected' }
  if (switching) return { kind: 'replace', old: target }
  const gone = target ?? own[0]
  if (gone === undefined) return { kind: 'create' }
  return may(attempt, 'connect') ? { kind: 'reconnect', connection: gone } : { kind: 'forbidden' }
}
