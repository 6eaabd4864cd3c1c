// Values in Intuit's query language.
import { mooringError } from './mooring-error.ts'

/** What can stand in a query as a value. An array is a list for IN. */
export type SqlValue = string | number | bigint | boolean | Date | readonly SqlValue[]

/** After these a number stands by itself. */
const COUNTS = /\b(?:startposition|maxresults)\s+$/i
/** After these a name stands, which no value can be. */
const NAMES = /\b(?:from|orderby|select)\s+$/i

const wrong = (detail: string) => mooringError('invalid_request', detail)

/** A text in quotes; Intuit takes a backslash before what would end it (its page on data queries). */
const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`

function numberText(value: number | bigint): string {
  if (typeof value === 'bigint' || Number.isFinite(value)) return String(value)
  throw wrong(`A query can't hold the number ${value}.`)
}

function written(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quoted(value)
    case 'number':
    case 'bigint':
      return quoted(numberText(value))
    case 'boolean':
      return String(value)
  }
  if (value instanceof Date && !Number.isNaN(value.getTime())) return quoted(value.toISOString())
  if (Array.isArray(value) && value.length > 0) return `(${value.map(written).join(', ')})`
  const what = value === null || value === undefined ? String(value) : 'a value of this kind'
  throw wrong(`A query can't hold ${what}: give a text, a number, true, false, a date, or a list of them.`)
}

function placed(value: unknown, before: string): string {
  if (NAMES.test(before))
    throw wrong('The name of an entity or a property is part of the query, not a value in it.')
  if (!COUNTS.test(before)) return written(value)
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return String(value)
  throw wrong('STARTPOSITION and MAXRESULTS take a whole number.')
}

/**
 * Writes a query in Intuit's language, with each value quoted and escaped, so that no value can change what is asked:
 * ``sql`select * from Customer where DisplayName = ${name}` ``. Texts, numbers and dates are quoted, `true` and `false`
 * are not, a list is written for IN; in a LIKE, "%" stays what it is there.
 * @returns the query, not encoded: `query` takes it as it is, an address takes `encodeURIComponent` of it
 * @throws MooringError `invalid_request` for what can't be a value (null, undefined, an empty list, NaN)
 */
export function sql(texts: TemplateStringsArray, ...values: readonly SqlValue[]): string {
  return texts.reduce((query, text, index) => query + placed(values[index - 1], query) + text)
}
