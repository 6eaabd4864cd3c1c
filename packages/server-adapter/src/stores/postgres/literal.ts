// Text and names as Postgres takes them, in values and in the few statements that are sent together and so carry none.

/** Postgres stores every character but U+0000: a text that has one is stored, and searched for, without it. */
export const storable = (text: string): string => text.replaceAll('\0', '\uFFFD')

/** A string literal, right under both settings of standard_conforming_strings. */
export function literal(text: string): string {
  const quoted = `'${storable(text).replaceAll("'", "''")}'`
  return quoted.includes('\\') ? ` E${quoted.replaceAll('\\', '\\\\')}` : quoted
}

/** A quoted name. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** A statement with its values beside it, as Kysely compiles it. */
export interface Statement {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

const PLACEHOLDER = /\$(\d+)/g

/**
 * A statement with its values written into it, so that it can be sent with others in one message.
 * @throws RangeError where a value is neither text, a number, a boolean nor null
 */
export const withValues = ({ sql, parameters }: Statement): string =>
  sql.replace(PLACEHOLDER, (_, number: string) => writtenValue(parameters[Number(number) - 1]))

/** A value as it is written into a statement. @throws RangeError where it is none */
export function writtenValue(value: unknown): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return literal(value)
  // In brackets: a minus before a negative number would begin a comment.
  if (typeof value === 'number' || typeof value === 'bigint') return value < 0 ? `(${value})` : String(value)
  if (typeof value === 'boolean') return String(value)
  throw new RangeError(`A statement cannot contain a value of the type ${typeof value}.`)
}
