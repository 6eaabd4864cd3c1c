// Times as people say them, in their locale.

/** Made once for many times: making one costs more than writing hundreds of times with it. */
export interface Formats {
  readonly ago: Intl.RelativeTimeFormat
  readonly day: Intl.DateTimeFormat
}

export const formatsOf = (locale: string | undefined): Formats => ({
  ago: new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }),
  day: new Intl.DateTimeFormat(locale, { dateStyle: 'long' }),
})

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
export function agoOf(at: string, now: number, formats: Formats): string {
  const seconds = Math.max(0, (now - Date.parse(at)) / 1000)
  const [unit, length] = STEPS.find(([, step]) => seconds >= step) ?? ['second', Number.POSITIVE_INFINITY]
  const ago = formats.ago.format(-Math.floor(seconds / length), unit)
  return JUST_NOW[ago] ?? ago
}

/** What languages say of a moment ago where the platform's own word means this very moment: "Last checked now." */
const JUST_NOW: Readonly<Record<string, string>> = {
  now: 'just now',
  ahora: 'ahora mismo',
  maintenant: 'à l’instant',
  jetzt: 'gerade eben',
  今: 'たった今',
}

/** @param at RFC 3339 */
export const dayOf = (at: string, formats: Formats): string => formats.day.format(Date.parse(at))
