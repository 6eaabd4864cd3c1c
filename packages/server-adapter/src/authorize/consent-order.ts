// Which of two consents to one company Intuit saw last: the later one may end the earlier. Clocks of several processes don't decide it.
import { holderOf } from '../connection/company-rules.ts'
import { isForgotten } from '../connection/forgotten.ts'
import type { AttemptRecord, SeenConsents } from '../stores/records.ts'
import type { Repositories } from '../stores/store.ts'

type Exchanged = Pick<AttemptRecord, 'id' | 'outcome' | 'stages'>

/** The newest attempts of a connection that may have come back at the same time. */
const ATTEMPTS_SOUGHT = 50

/** Outcomes of a grant that was stored, by this process or another. */
const SAVED: readonly AttemptRecord['outcome'][] = ['connected', 'reauthorized']

export const isSaved = ({ outcome }: Pick<AttemptRecord, 'outcome'>): boolean => SAVED.includes(outcome)

/** @returns how many consents of a connection were stored, besides this attempt's own */
export async function savedConsents(
  { attempts }: Pick<Repositories, 'attempts'>,
  connectionId: string,
  attemptId: string,
): Promise<number> {
  const found = await attempts.ofConnection(connectionId, ATTEMPTS_SOUGHT)
  return found.filter((other) => other.id !== attemptId && isSaved(other)).length
}

/** What is stored of the company as its browser comes back, before the code of this attempt is exchanged. */
export async function consentsSeen(
  tx: Pick<Repositories, 'attempts' | 'connections'>,
  { id, tenantId, environment }: AttemptRecord,
  realmTag: string,
): Promise<SeenConsents> {
  const holders = await tx.connections.findByRealm(environment, realmTag)
  const own = holderOf(holders.filter((holder) => holder.tenantId === tenantId && !isForgotten(holder)))
  if (own === null) return { connectionId: null, saved: 0 }
  return { connectionId: own.id, saved: await savedConsents(tx, own.id, id) }
}

/** Whether a consent is later than the others of its connection whose grants were stored. */
export type ConsentOrder = 'last' | 'superseded' | 'unknown'

/**
 * `unknown`: another consent was stored since this one came back, and either may have been exchanged first. A refresh
 * of this one's grant decides.
 * @param saved consents of the connection that are stored now, this one aside
 */
export function consentOrder(
  { stages }: Exchanged,
  connectionId: string,
  saved: number,
): Exclude<ConsentOrder, 'superseded'> {
  const seen = stages.find(({ step }) => step === 'returned')?.consents
  const isAsSeen = seen?.connectionId === connectionId && seen.saved === saved
  return isAsSeen || saved === 0 ? 'last' : 'unknown'
}
