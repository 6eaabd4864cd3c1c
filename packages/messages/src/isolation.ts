// Names that run the other way, kept apart inside a sentence.
import { directionOf } from './direction.ts'
import type { Book } from './messages.ts'

const RIGHT_TO_LEFT_LETTER = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/

/** What `<bdi>` does, in a text: its letters and full stops don't mix with those around it. */
const isolated = (text: string): string => (text === '' ? text : `\u2068${text}\u2069`)

/** A name as it is written inside a text of this locale. */
export const isolatedIn = (locale: string, name: string): string =>
  directionOf(locale) !== undefined || RIGHT_TO_LEFT_LETTER.test(name) ? isolated(name) : name

function tellIsolated(fact: unknown, always: boolean): unknown {
  if (typeof fact === 'string') return always || RIGHT_TO_LEFT_LETTER.test(fact) ? isolated(fact) : fact
  if (typeof fact !== 'object' || fact === null) return fact
  // Facts are written when a sentence names them, not before.
  return new Proxy(fact, { get: (facts, name) => tellIsolated(Reflect.get(facts, name), always) })
}

/** A book whose sentences isolate each name in them that may run the other way. */
export function isolating<Words extends Book>(book: Words, locale: string): Words {
  const always = directionOf(locale) !== undefined
  const wrap = (word: unknown): unknown => {
    if (typeof word === 'function')
      return (...facts: unknown[]) => word(...facts.map((fact) => tellIsolated(fact, always)))
    return typeof word === 'object' ? isolating(word as Book, locale) : word
  }
  return Object.fromEntries(Object.entries(book).map(([key, word]) => [key, wrap(word)])) as Words
}
