// What a language must say, and how a host's own words win over it.
import type { en } from './en.ts'
import type { enOnDemand } from './en-on-demand.ts'
import type { enPanels } from './en-panels.ts'

/** Every string of the components. A language that misses one does not compile. */
export type Messages = typeof en & typeof enOnDemand & typeof enPanels

/** A host may write any word as a string or as a function, whichever the original is. */
type Override<Word> = Word extends (...facts: infer Facts) => string
  ? string | ((...facts: Facts) => string)
  : Word extends string
    ? string | (() => string)
    : { [Key in keyof Word]?: Override<Word[Key]> }

/** A host's own words: any of them, sentences by status or reason too. */
export type MessageOverrides = Override<Messages>

type Book = { readonly [key: string]: unknown }

function overridden(original: unknown, own: unknown): unknown {
  if (own === undefined) return original
  if (typeof original === 'object') return withOverrides(original as Book, own as Book)
  if (typeof original === 'function') return typeof own === 'string' ? () => own : own
  // What names nothing is said at once; a sentence that may name facts is asked when they are known.
  return typeof own === 'function' && own.length === 0 ? own() : own
}

/**
 * The words of `base` with the host's own ones in their places. Words of `own` that `base` does not have are left out:
 * first words, words on demand and words of panels are books of their own.
 */
export function withOverrides<Words extends Book>(base: Words, own: Book | undefined): Words {
  if (!own) return base
  return Object.fromEntries(
    Object.entries(base).map(([key, original]) => [key, overridden(original, own[key])]),
  ) as Words
}

/** A word as text, whether it was written as a string or as a function. */
export function say<Facts>(word: string | ((facts: Facts) => string), facts: Facts): string {
  return typeof word === 'function' ? word(facts) : word
}
