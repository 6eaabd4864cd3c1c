// What a host's own code threw, for the host's own log and nobody else: it may say anything.

/** Longer texts are cut: a log line stays one. */
const MOST_LETTERS = 500
const MOST_STACK_LETTERS = 4_000

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}…` : text)

function textOf(thrown: unknown): string {
  if (thrown instanceof Error) return `${thrown.name}: ${thrown.message}`
  return typeof thrown === 'string' ? thrown : `a value of the type ${typeof thrown}`
}

/** The fields of a log line that say what was thrown, and where. */
export function thrownFields(thrown: unknown): { readonly cause: string; readonly stack?: string } {
  const cause = cut(textOf(thrown), MOST_LETTERS)
  const stack = thrown instanceof Error && typeof thrown.stack === 'string' ? thrown.stack : null
  return stack === null ? { cause } : { cause, stack: cut(stack, MOST_STACK_LETTERS) }
}
