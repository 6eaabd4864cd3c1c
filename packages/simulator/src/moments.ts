// Days and times as Intuit writes and reads them.

/** The day of a time (ms since the epoch), in UTC: `2026-11-21`. */
export const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10)

const FORM = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?(Z|[+-]\d\d:?\d\d)?$/

/**
 * The time that a text means, ms since the epoch: a day, or a day with a time, each with a zone or without. Without one
 * it is UTC, whatever the zone of this machine.
 * @returns null for everything else, also for a day that no calendar has
 */
export function timeOf(text: string): number | null {
  const [, day = '', clock = '00:00', zone = 'Z'] = FORM.exec(text) ?? []
  const midnight = Date.parse(`${day}T00:00Z`)
  if (Number.isNaN(midnight) || dayOf(midnight) !== day) return null
  const time = Date.parse(`${day}T${clock}${zone.replace(/^(.\d\d)(\d\d)$/, '$1:$2')}`)
  return Number.isNaN(time) ? null : time
}
