// Reading what other libraries store: each value by what its field means, or an error that names the field.
import { parseRealmId } from '@mooring/contract'
import { mooringError } from '../errors/mooring-error.ts'
import { toTimestamp } from '../platform/clock.ts'

/** A stored object's fields, of any type. */
export type Stored = Readonly<Record<string, unknown>>

/** How a field counts time. `either`: seconds or milliseconds, which their size shows. */
export type TimeUnit = 'seconds' | 'milliseconds' | 'either'

/** Seconds since the epoch stay below this for 3,000 years; milliseconds have been above it since 1973. */
const FIRST_MILLISECONDS = 100_000_000_000
/** 2001 and 2100, in milliseconds: no token's date lies outside. */
const EARLIEST = 978_307_200_000
const LATEST = 4_102_444_800_000

export const wrongField = (path: string, message: string) =>
  mooringError('invalid_request', `These stored tokens cannot be read: "${path}" ${message}.`, {
    fields: [{ path, message }],
  })

/** @throws MooringError `invalid_request` */
export function objectOf(value: unknown, what: string): Stored {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Stored
  throw wrongField(what, 'is not an object')
}

const isMissing = (value: unknown): boolean => value === undefined || value === null || value === ''

/** @throws MooringError `invalid_request` */
export function textOf(stored: Stored, path: string): string | null {
  const value = stored[path]
  if (isMissing(value)) return null
  if (typeof value === 'string') return value
  throw wrongField(path, 'is not a text')
}

/** @throws MooringError `invalid_request` */
export function neededText(stored: Stored, path: string): string {
  const text = textOf(stored, path)
  if (text !== null) return text
  throw wrongField(path, 'is missing')
}

/**
 * A realm id. As a number it is taken only where no digit can have been lost.
 * @throws MooringError `invalid_request`
 */
export function realmIdOf(value: unknown, path: string): string {
  const realmId = parseRealmId(value)
  if (realmId !== null) return realmId
  if (typeof value === 'bigint' && value > 0n) return String(value)
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return String(value)
  const message = isMissing(value)
    ? 'is missing'
    : 'is not the digits of a realm id; a number loses the last digits of a long one, so store it as text'
  throw wrongField(path, message)
}

/** A number, also where a database gave it as text (a BIGINT). null where there is none. */
function numberOf(stored: Stored, path: string): number | null {
  const value = stored[path]
  if (isMissing(value)) return null
  const number = typeof value === 'string' && /^\d{1,17}$/.test(value) ? Number(value) : value
  if (typeof number === 'bigint') return Number(number)
  if (typeof number === 'number' && Number.isFinite(number) && number >= 0) return number
  throw wrongField(path, 'is not a number')
}

/** A length in seconds. @throws MooringError `invalid_request` */
export const secondsOf = (stored: Stored, path: string): number | null => numberOf(stored, path)

/**
 * A moment, in milliseconds: a Date, a text with a date, or a number in the field's unit, also as text.
 * @throws MooringError `invalid_request`
 */
export function momentOf(stored: Stored, path: string, unit: TimeUnit): number | null {
  const value = stored[path]
  if (isMissing(value)) return null
  const moment = value instanceof Date ? value.getTime() : momentIn(stored, path, unit)
  if (moment >= EARLIEST && moment <= LATEST) return Math.floor(moment)
  throw wrongField(
    path,
    `is no moment of this century in ${unit === 'either' ? 'seconds or milliseconds' : unit}`,
  )
}

function momentIn(stored: Stored, path: string, unit: TimeUnit): number {
  const value = stored[path]
  const isDate = typeof value === 'string' && !/^\d+$/.test(value)
  if (isDate) {
    const parsed = Date.parse(value)
    // Without a zone it would be read in this machine's own: no one knows in which it was written.
    if (!Number.isNaN(parsed) && /(Z|[+-]\d{2}:?\d{2}|GMT)$/i.test(value.trim())) return parsed
    throw wrongField(path, 'is not a date with its time zone')
  }
  const number = numberOf(stored, path) ?? Number.NaN
  const isSeconds = unit === 'seconds' || (unit === 'either' && number < FIRST_MILLISECONDS)
  return isSeconds ? number * 1_000 : number
}

/** A moment as imports take it. */
export const timestampIn = <Name extends string>(
  name: Name,
  moment: number | null,
): { readonly [Key in Name]?: string } =>
  (moment === null ? {} : { [name]: toTimestamp(moment) }) as { readonly [Key in Name]?: string }

/** When a length of time ends that counts from a moment; null where either is not known. */
export const endOf = (from: number | null, seconds: number | null): number | null =>
  from === null || seconds === null ? null : from + seconds * 1_000
