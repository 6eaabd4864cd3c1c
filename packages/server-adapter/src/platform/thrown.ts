// What was thrown, for the host's log and nobody else.

/** Longer texts are cut: a log line stays one. */
const MOST_LETTERS = 500
const MOST_STACK_LETTERS = 4_000

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}…` : text)

function textOf(thrown: unknown): string {
  if (thrown instanceof Error) return `${thrown.name}: ${thrown.message}`
  return typeof thrown === 'string' ? thrown : `a value of the type ${typeof thrown}`
}

/** The fields of a log line that say what the host's own code threw, in its own words, and where. */
export function thrownFields(thrown: unknown): { readonly cause: string; readonly stack?: string } {
  const cause = cut(textOf(thrown), MOST_LETTERS)
  const stack = thrown instanceof Error && typeof thrown.stack === 'string' ? thrown.stack : null
  return stack === null ? { cause } : { cause, stack: cut(stack, MOST_STACK_LETTERS) }
}

/** The same without the words, which may hold anything: its name, and where it happened. */
export function wordlessFields(thrown: unknown): { readonly cause: string; readonly stack?: string } {
  if (!(thrown instanceof Error)) return { cause: typeof thrown }
  const frames = (thrown.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return { cause: thrown.name, stack: frames.join('\n') }
}
