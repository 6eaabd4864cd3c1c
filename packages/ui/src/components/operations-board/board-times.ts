// Times, counts and lengths of time as the board writes them.
import { agoOf } from '@mooring/messages/times'
import { useSpeech } from '../../hooks/useMooring.ts'

const MINUTE_MS = 60_000
const SECOND_MS = 1_000

export interface BoardFormats {
  /** "4 minutes ago". @param at RFC 3339 */
  readonly ago: (at: string) => string
  /** Day and time. @param at RFC 3339 */
  readonly moment: (at: string) => string
  /** @param at RFC 3339 */
  readonly day: (at: string) => string
  /** The day by UTC, by which months of reads are counted. @param at RFC 3339 */
  readonly utcDay: (at: string) => string
  readonly number: (value: number) => string
  /** A length of time, in ms, in its largest unit. */
  readonly length: (ms: number) => string
}

export function useBoardFormats(): BoardFormats {
  const { locale, formats, now } = useSpeech()
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
  const utcDay = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
  const number = new Intl.NumberFormat(locale)
  const inUnit = (value: number, unit: string) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit,
      unitDisplay: unit === 'millisecond' ? 'short' : 'long',
      maximumFractionDigits: unit === 'second' ? 1 : 0,
    }).format(value)
  return {
    ago: (at) => agoOf(at, now, formats),
    moment: (at) => moment.format(Date.parse(at)),
    day: (at) => day.format(Date.parse(at)),
    utcDay: (at) => utcDay.format(Date.parse(at)),
    number: (value) => number.format(value),
    length: (ms) => {
      if (ms >= MINUTE_MS) return inUnit(Math.floor(ms / MINUTE_MS), 'minute')
      return ms >= SECOND_MS ? inUnit(ms / SECOND_MS, 'second') : inUnit(Math.round(ms), 'millisecond')
    },
  }
}
