// Times as people say them, in their locale.

const STEPS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

/**
 * How long ago, as "4 minutes ago". A time to come is told as now: the two clocks differ.
 * @param at RFC 3339
 * @param now ms since epoch
 */
export function agoOf(at: string, now: number, locale: string | undefined): string {
  const seconds = Math.max(0, (now - Date.parse(at)) / 1000)
  const [unit, length] = STEPS.find(([, step]) => seconds >= step) ?? ['second', Number.POSITIVE_INFINITY]
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  return format.format(-Math.floor(seconds / length), unit)
}

/** @param at RFC 3339 */
export const dayOf = (at: string, locale: string | undefined): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(Date.parse(at))
