// Values in Intuit's query language.
import { mooringError } from '../errors/mooring-error.ts'

/** What can be a value in a query. An array is a list for IN. */
export type SqlValue = string | number | bigint | boolean | Date | readonly SqlValue[]

/** After these a number has no quotes. */
const COUNTS = /\b(?:startposition|maxresults)\s+$/i
/** After these comes a name, which no value can be. */
const NAMES = /\b(?:from|orderby|select)\s+$/i

/** Texts in quotes, with what is escaped in them: a "'" beside them opens one that nothing closes. */
const WHOLE_TEXTS = /'(?:\\.|[^'\\])*'/gs

const wrong = (detail: string) => mooringError('invalid_request', detail)

/** A text in quotes; Intuit takes a backslash before what would end it (its page on data queries). */
const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`

/** @throws MooringError for half a character: an address can't have one */
function textValue(text: string): string {
  if (text.isWellFormed()) return quoted(text)
  throw wrong(
    "A query can't have half a character in it (a lone surrogate): the text was cut or read wrongly.",
  )
}

function numberText(value: number | bigint): string {
  if (typeof value === 'bigint' || Number.isFinite(value)) return String(value)
  throw wrong(`A query can't have the number ${value}.`)
}

const listed = (values: readonly unknown[]): string => values.map(written).join(', ')

function written(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return textValue(value)
    case 'number':
    case 'bigint':
      return quoted(numberText(value))
    case 'boolean':
      return String(value)
  }
  if (value instanceof Date && !Number.isNaN(value.getTime())) return quoted(value.toISOString())
  if (Array.isArray(value) && value.length > 0) return `(${listed(value)})`
  const what = value === null || value === undefined ? String(value) : 'a value of this kind'
  throw wrong(`A query can't take ${what}: give a text, a number, true, false, a date, or a list of them.`)
}

const isInQuotes = (before: string): boolean => before.replace(WHOLE_TEXTS, '').includes("'")

function inQuery(value: unknown, before: string): string {
  if (isInQuotes(before))
    throw wrong(
      "A value brings its own quotes: write it without any. The signs of a LIKE belong into the value, as in '%tea%'.",
    )
  if (NAMES.test(before))
    throw wrong('The name of an entity or a property is part of the query, not a value in it.')
  // In brackets already: IN takes one pair.
  if (Array.isArray(value) && value.length > 0 && /\(\s*$/.test(before)) return listed(value)
  if (!COUNTS.test(before)) return written(value)
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return String(value)
  throw wrong('STARTPOSITION and MAXRESULTS take a whole number.')
}

/**
 * Writes a query in Intuit's language, with each value quoted and escaped, so that no value can change what is asked:
 * ``sql`select * from Customer where DisplayName = ${name}` ``. Texts, numbers and dates are quoted, `true` and `false`
 * are not, a list is written for IN; in a LIKE, "%" stays what it is there.
 * @returns the query, not encoded: `query` takes it as it is, an address takes `encodeURIComponent` of it
 * @throws MooringError `invalid_request` for what can't be a value (null, undefined, an empty list, NaN), and for a value
 *   that is in quotes already
 */
export function sql(texts: TemplateStringsArray, ...values: readonly SqlValue[]): string {
  return texts.reduce((query, text, index) => query + inQuery(values[index - 1], query) + text)
}
