// What is counted of a connection, and how each count is written.
import type { HealthCounts } from '@mooring/contract'

/** In the order in which they are shown. */
export const COUNT_NAMES = [
  'syncsSucceeded',
  'syncsFailed',
  'refreshFailures',
  'throttled',
  'webhooks',
  'webhookDelayMs',
] as const satisfies readonly (keyof HealthCounts)[]

/** Delays in seconds, or minutes from two on; what is not known is a dash. */
export function writeCount(
  name: keyof HealthCounts,
  count: number | null,
  locale: string | undefined,
): string {
  if (count === null) return '–'
  if (name !== 'webhookDelayMs') return new Intl.NumberFormat(locale).format(count)
  const [value, unit] = count < 120_000 ? [count / 1000, 'second'] : [count / 60_000, 'minute']
  const style = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 } as const
  return new Intl.NumberFormat(locale, style).format(value)
}
