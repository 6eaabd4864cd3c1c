// Checks what a host asks for with `syncs.schedule`.

import { OCCASIONS, type Occasion } from '../connection/occasions.ts'
import { mooringError } from '../errors/mooring-error.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../platform/clock.ts'

/** When a schedule's work runs. */
export interface ScheduleOptions {
  /** Milliseconds, or a length such as `'90s'`, `'15m'`, `'1h'`, `'1d'`: from 1 s to 365 days, counted from the beginning of the last run. Default: not by the clock. */
  readonly every?: number | string
  /** Default: all three. */
  readonly on?: readonly Occasion[]
}

/** Checked. */
export interface Timing {
  /** ms; null: not by the clock. */
  readonly every: number | null
  readonly on: readonly Occasion[]
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: SECOND, m: MINUTE, h: HOUR, d: DAY }
const LENGTH = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)$/
const MOST_MS = 365 * DAY

/** Letters, so that a name is a key of JSON and a word in the log. */
const NAME = /^[A-Za-z0-9][\w.:-]{0,99}$/

const refused = (path: string, message: string): Error =>
  mooringError('invalid_request', `syncs.schedule: ${path} ${message}`, { fields: [{ path, message }] })

function lengthOf(every: unknown): number {
  if (typeof every === 'number') return every
  const [, count, unit = ''] = (typeof every === 'string' ? LENGTH.exec(every.trim()) : null) ?? []
  return Number(count) * (UNITS[unit] ?? Number.NaN)
}

/** @throws MooringError `invalid_request` */
export function checkName(name: unknown): string {
  if (typeof name === 'string' && NAME.test(name)) return name
  throw refused('name', 'must be 1 to 100 letters, digits or . : _ -, and begin with a letter or a digit.')
}

/** @throws MooringError `invalid_request` */
export function checkTiming(options: ScheduleOptions | null | undefined): Timing {
  const { every, on = OCCASIONS, ...others } = options ?? {}
  const [unknown] = Object.keys(others)
  if (unknown !== undefined) throw refused(unknown, 'is not known: there are every and on.')
  const length = every === undefined ? null : Math.floor(lengthOf(every))
  if (length !== null && !(length >= SECOND && length <= MOST_MS))
    throw refused('every', 'must be from 1 s to 365 days: milliseconds, or a text such as "15m" or "1h".')
  if (!Array.isArray(on) || on.some((occasion) => !OCCASIONS.includes(occasion)))
    throw refused('on', `must be a list of ${OCCASIONS.map((occasion) => `"${occasion}"`).join(', ')}.`)
  if (length === null && on.length === 0)
    throw refused('on', 'is empty and every is missing: the work would never run.')
  return { every: length, on: [...on] }
}
