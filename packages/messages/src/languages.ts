// The languages besides English, each in a module of its own that is loaded when it is needed. All steps to a new one: docs/words.md.
import type { Translation } from './messages.ts'

/** The words of a language, with counts as its region writes them. */
export type Language = (locale: string) => Translation

/** By the first part of a BCP 47 tag: every region of a language reads the same words. */
export const LANGUAGES: ReadonlyMap<string, () => Promise<Language>> = new Map([
  ['ar', async (): Promise<Language> => (await import('./ar/ar.ts')).ar],
  ['de', async () => (await import('./de/de.ts')).de],
  ['es', async () => (await import('./es/es.ts')).es],
  ['fr', async () => (await import('./fr/fr.ts')).fr],
  ['ja', async () => (await import('./ja/ja.ts')).ja],
])

/** @returns null where there are no words in that language; rejects where they can't be had now */
export async function loadLanguage(locale: string): Promise<Translation | null> {
  const load = LANGUAGES.get(locale.replace(/-.*/, ''))
  return load ? (await load())(locale) : null
}
