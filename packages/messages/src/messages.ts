// What a language must say, and how a host's own words win over it.
import type { en } from './en.ts'
import type { enComponents } from './en-components.ts'
import type { enLinks } from './en-links.ts'
import type { enOnDemand } from './en-on-demand.ts'
import type { enPanelNames } from './en-panel-names.ts'
import type { enPanels } from './en-panels.ts'
import type { enWrites } from './en-writes.ts'
import type { Told } from './told.ts'

/** Every string of the components. */
export type Messages = typeof en &
  typeof enComponents &
  typeof enOnDemand &
  PanelWords &
  typeof enWrites &
  typeof enLinks

type PanelWords = typeof enPanelNames & typeof enPanels

/** Every string in another language than English. One that misses a word, or has one too many, does not compile. */
export type Translation = Omit<Messages, keyof Told> & Told

/** The part of a language that panels say. */
export type PanelTranslation = Omit<PanelWords, keyof Told> & Pick<Told, 'findings'>

/** The part of a language that says what was written. */
export type WritesTranslation = typeof enWrites

/** The part of a language that is about links for people without a login. */
export type LinkTranslation = typeof enLinks

/** A host may write any word as a string or as a function, whichever the original is. */
export type Override<Word> = Word extends (...facts: infer Facts) => string
  ? string | ((...facts: Facts) => string)
  : Word extends string
    ? string | (() => string)
    : { [Key in keyof Word]?: Override<Word[Key]> }

/** A host's own words: any of them, sentences by status, reason or code too. */
export type MessageOverrides = Override<Messages>

export type Book = { readonly [key: string]: unknown }

const isBook = (word: unknown): word is Book => typeof word === 'object' && word !== null

function overridden(original: unknown, own: unknown): unknown {
  if (own === undefined) return original
  if (isBook(own)) return merged(isBook(original) ? original : {}, own)
  if (typeof original === 'function') return typeof own === 'string' ? () => own : own
  // What names nothing is said at once; a sentence that may name facts is asked when they are known.
  return typeof own === 'function' && own.length === 0 ? own() : own
}

/** A table may get rows that the language has not: its names come over the wire. */
function merged(table: Book, own: Book): Book {
  const names = Object.keys({ ...table, ...own })
  return Object.fromEntries(names.map((name) => [name, overridden(table[name], own[name])]))
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
