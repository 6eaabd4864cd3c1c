// A wave: connections whose five years end in one month, a campaign that asks them in shares, and what each person does.
import { DAY, HOUR } from '../../src/platform/clock.ts'

/** When the campaign begins. */
export const BEGIN = Date.parse('2028-09-10T00:00:00Z')
/** Until when it wants everybody to have authorized anew, days from its beginning. */
export const DEADLINE_DAYS = 35
/** The first and the last day on which a connection's five years end, days from the campaign's beginning. */
const MONTH = { from: 52, days: 30 }
/** Everybody has been asked after this many days. */
const ASKING_DAYS = 25
export const DAYS = 37

export interface WavePlan {
  readonly connections: number
  /** How many are asked in a UTC day. */
  readonly perDay: number
  /** Between two rounds of background work, and of people. */
  readonly stepHours: 1 | 12
}

/** @param connections a multiple of 25 */
export const planFor = (connections: number, stepHours: WavePlan['stepHours'] = 1): WavePlan => ({
  connections,
  perDay: connections / ASKING_DAYS,
  stepHours,
})

/** When someone acts: so long after something, or at a moment of their own. */
type Habit =
  | { readonly kind: 'after_first_mail' | 'after_reminder' | 'after_deadline'; readonly waits: number }
  | { readonly kind: 'unasked' | 'disconnects'; readonly at: number }
  | { readonly kind: 'never' }

/** Spreads whole numbers over [0, 1), the same way in every run. */
const spread = (index: number, by: number): number => ((index * by) % 1_009) / 1_009

/** What the person of the company with this number does. */
export function habitOf(index: number): Habit {
  const [kind, when] = [spread(index, 379), spread(index, 613)]
  if (kind < 0.72) return { kind: 'after_first_mail', waits: (0.2 + 12 * when) * DAY }
  if (kind < 0.86) return { kind: 'after_reminder', waits: (1 + 20 * when) * HOUR }
  if (kind < 0.9) return { kind: 'unasked', at: BEGIN + ASKING_DAYS * DAY * when }
  if (kind < 0.93) return { kind: 'disconnects', at: BEGIN + 30 * DAY * when }
  if (kind < 0.96) return { kind: 'after_deadline', waits: (1 + 30 * when) * HOUR }
  return { kind: 'never' }
}

/** When the five years of the company with this number end, ms since the epoch. */
export const hardEndOf = (index: number): number =>
  BEGIN + Math.floor((MONTH.from + MONTH.days * spread(index, 211)) * DAY) + index
