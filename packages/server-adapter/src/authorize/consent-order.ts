// Which of two consents to one company Intuit saw last, by what their attempts say: the later one may end the earlier. Pure.
import type { AttemptRecord } from '../stores/records.ts'

type Exchanged = Pick<AttemptRecord, 'id' | 'outcome' | 'returnedAt' | 'stages'>

/** Outcomes of a grant that was stored, by this process or another. */
const SAVED: readonly AttemptRecord['outcome'][] = ['connected', 'reauthorized']

export const isSaved = ({ outcome }: Pick<AttemptRecord, 'outcome'>): boolean => SAVED.includes(outcome)

/** When the code was on its way to Intuit, ms since the epoch: from its return to Intuit's answer. */
function exchangeOf({ returnedAt, stages }: Exchanged): { begun: number; ended: number } {
  const begun = returnedAt ?? 0
  return { begun, ended: stages.find(({ step }) => step === 'exchanged')?.at ?? begun }
}

/** Whether a consent is later or earlier than the others of its connection whose grants were stored. */
export type ConsentOrder = 'last' | 'superseded' | 'unknown'

/** `superseded`: another one's code was exchanged after this one's. `unknown`: another's was on its way at the same time. */
export function consentOrder(own: Exchanged, others: readonly Exchanged[]): ConsentOrder {
  const { begun, ended } = exchangeOf(own)
  const kept = others.filter((other) => other.id !== own.id && isSaved(other)).map(exchangeOf)
  if (kept.some((other) => other.begun > ended)) return 'superseded'
  return kept.some((other) => other.ended > begun) ? 'unknown' : 'last'
}
