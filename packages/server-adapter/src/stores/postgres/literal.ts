// Text and names as SQL spells them, for the few statements that are sent together and so carry no values.

/** A string literal, right under both settings of standard_conforming_strings. */
export function literal(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`
  return quoted.includes('\\') ? ` E${quoted.replaceAll('\\', '\\\\')}` : quoted
}

export const nullable = (text: string | null): string => (text === null ? 'null' : literal(text))

/** A quoted name. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`
