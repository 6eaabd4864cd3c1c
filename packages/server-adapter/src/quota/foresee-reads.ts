// How many reads a month will have had at its end, from the days before. Pure.
import { DAY, dayOf } from '../platform/clock.ts'
import type { DayReads } from '../stores/reads.ts'
import { dayStart, monthOf, nextMonthStart } from './months.ts'

/** Whole days that are needed before anything is foreseen, and how many of the newest count at most: whole weeks where there are any. */
const LEAST_DAYS = 3
const WEEK = 7
export const MOST_DAYS = 4 * WEEK

export interface ReadHistory {
  /** Days with reads; a day that is not there had none. */
  readonly days: readonly DayReads[]
  /** The first day that was ever counted: it may have been counted in part, and days before it say nothing. */
  readonly firstDay: string | null
  /** Ms since the epoch. */
  readonly now: number
}

/** The newest whole days that were counted from their beginning to their end, at most `MOST_DAYS`. */
function wholeDays({ firstDay, now }: ReadHistory): string[] {
  if (firstDay === null) return []
  const today = dayStart(now)
  const counted = Math.round((today - Date.parse(firstDay)) / DAY) - 1
  const days = Math.min(counted, MOST_DAYS)
  const whole = days >= WEEK ? days - (days % WEEK) : days
  return Array.from({ length: Math.max(0, whole) }, (_, index) => dayOf(today - (index + 1) * DAY))
}

/** @returns reads of the whole month; null where too few days are known */
export function foreseeReads(history: ReadHistory): number | null {
  const { days, now } = history
  const whole = wholeDays(history)
  if (whole.length < LEAST_DAYS) return null
  const counts = new Map(days.map(({ day, count }) => [day, count]))
  const aDay = whole.reduce((sum, day) => sum + (counts.get(day) ?? 0), 0) / whole.length
  const used = usedIn(days, monthOf(now))
  return Math.round(used + (aDay * (nextMonthStart(now) - now)) / DAY)
}

/** Reads of a month so far. */
export const usedIn = (days: readonly DayReads[], month: string): number =>
  days.reduce((sum, { day, count }) => (day.startsWith(month) ? sum + count : sum), 0)
