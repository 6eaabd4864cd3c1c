// The words of the operators' board: English with the board, another language in a module of its own.
import type { BoardWords } from './board/en.ts'
import type { Override } from './messages.ts'

export { type BoardWords, enBoard } from './board/en.ts'

/** The board's words as a host may write them: any of them, each as a string or as a function. */
export type BoardOverrides = Override<BoardWords>

/** The words of a language, with counts as its region writes them. */
type BoardLanguage = (locale: string) => BoardWords

const LANGUAGES: ReadonlyMap<string, () => Promise<BoardLanguage>> = new Map([
  ['ar', async (): Promise<BoardLanguage> => (await import('./board/ar.ts')).boardIn],
  ['de', async () => (await import('./board/de.ts')).boardIn],
  ['es', async () => (await import('./board/es.ts')).boardIn],
  ['fr', async () => (await import('./board/fr.ts')).boardIn],
  ['ja', async () => (await import('./board/ja.ts')).boardIn],
])

/** @returns null where there are none in that language; rejects where they can't be had now */
export async function loadBoardWords(locale: string): Promise<BoardWords | null> {
  const load = LANGUAGES.get(locale.replace(/-.*/, ''))
  return load ? (await load())(locale) : null
}
