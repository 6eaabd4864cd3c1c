// Text and names as Postgres takes them, in values and in the few statements that are sent together and so carry none.

/** Postgres keeps every character but U+0000: what somebody sends with one in it is kept, and looked for, without. */
export const storable = (text: string): string => text.replaceAll('\0', '\uFFFD')

/** A string literal, right under both settings of standard_conforming_strings. */
export function literal(text: string): string {
  const quoted = `'${storable(text).replaceAll("'", "''")}'`
  return quoted.includes('\\') ? ` E${quoted.replaceAll('\\', '\\\\')}` : quoted
}

export const nullable = (text: string | null): string => (text === null ? 'null' : literal(text))

/** A quoted name. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`
