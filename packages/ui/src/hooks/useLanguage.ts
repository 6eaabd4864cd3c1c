// The words of another language than English; they come when a locale asks for them.

import { loadLanguage } from '@mooring/messages/languages'
import { isEnglish, localeOf } from '@mooring/messages/locale'
import type { Messages } from '@mooring/messages/messages'
import { useEffect } from 'react'
import { useDesk } from './useDesk.ts'

/** Words that take longer (ms) are waited for in English. */
const PATIENCE_MS = 3_000

/**
 * What was spoken before is spoken until the new words are here; English where they can't be had.
 * @param onBook told the words, null for English
 */
export function useLanguage(onBook: (book: Messages | null) => void): void {
  const { root, locale } = useDesk()
  const tag = localeOf(locale)
  useEffect(() => {
    let left = false
    const speak = (book: Messages | null) => {
      if (left) return
      root.book = book
      onBook(book)
    }
    if (isEnglish(tag)) return speak(null)
    const timer = setTimeout(() => root.book ?? speak(null), PATIENCE_MS)
    loadLanguage(tag).then(speak, () => speak(null))
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [root, tag, onBook])
}
