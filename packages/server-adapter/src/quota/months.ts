// Months as the meter counts them, by UTC: Intuit does not say in which time zone its own begin.
import { DAY, dayOf } from '../platform/clock.ts'

/** The month of a moment: `2026-11`. */
export const monthOf = (ms: number): string => dayOf(ms).slice(0, 7)

/** When the month of a moment began, ms since the epoch. */
export const monthStart = (ms: number): number => Date.parse(`${monthOf(ms)}-01`)

/** When the next month begins. */
export function nextMonthStart(ms: number): number {
  const date = new Date(monthStart(ms))
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)
}

/** When the day of a moment began. */
export const dayStart = (ms: number): number => Math.floor(ms / DAY) * DAY
