// What was thrown, for the host's log alone. It may be anything, also an object whose properties throw when they are read.

/** Longer texts are cut: a log line stays one. */
const MOST_LETTERS = 500
const MOST_STACK_LETTERS = 4_000

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}…` : text)

/** `instanceof` for what a host threw: a Proxy may refuse to say what it is. */
export function isThrown<T>(thrown: unknown, kind: abstract new (...given: never[]) => T): thrown is T {
  try {
    return thrown instanceof kind
  } catch {
    return false
  }
}

/** A field that may be a getter which throws. */
function fieldOf(thrown: Error, name: 'name' | 'message' | 'stack'): unknown {
  try {
    return thrown[name]
  } catch {
    return undefined
  }
}

/** @returns null where it is no text */
function textIn(thrown: Error, name: 'name' | 'message' | 'stack'): string | null {
  const value = fieldOf(thrown, name)
  return typeof value === 'string' ? value : null
}

const nameOf = (thrown: Error): string => textIn(thrown, 'name') ?? 'Error'

function textOf(thrown: unknown): string {
  if (isThrown(thrown, Error))
    return `${nameOf(thrown)}: ${textIn(thrown, 'message') ?? 'its message is no text'}`
  return typeof thrown === 'string' ? thrown : `a value of the type ${typeof thrown}`
}

/** The fields of a log line that say what the host's own code threw, in its own words, and where. */
export function thrownFields(thrown: unknown): { readonly cause: string; readonly stack?: string } {
  const cause = cut(textOf(thrown), MOST_LETTERS)
  const stack = isThrown(thrown, Error) ? textIn(thrown, 'stack') : null
  return stack === null ? { cause } : { cause, stack: cut(stack, MOST_STACK_LETTERS) }
}

/** The same without the words, which may contain anything: its name, and where it happened. */
export function wordlessFields(thrown: unknown): { readonly cause: string; readonly stack?: string } {
  if (!isThrown(thrown, Error)) return { cause: typeof thrown }
  const frames = (textIn(thrown, 'stack') ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return { cause: cut(nameOf(thrown), MOST_LETTERS), stack: frames.join('\n') }
}
