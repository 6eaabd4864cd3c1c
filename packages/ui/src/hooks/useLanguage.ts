// The messages of another language than English, loaded when a locale asks for them.

import { loadLanguage } from '@mooring/messages/languages'
import { isEnglish, localeOf } from '@mooring/messages/locale'
import type { Messages } from '@mooring/messages/messages'
import { useEffect } from 'react'
import { useMooringContext } from '../provider/context.ts'

/** Words that take longer (ms) are waited for in English. */
const PATIENCE_MS = 3_000

/**
 * What was spoken before is spoken until the new words are here; English where they can't be had.
 * @param onTranslation called with the messages, null for English
 */
export function useLanguage(onTranslation: (translation: Messages | null) => void): void {
  const { instance, locale } = useMooringContext()
  const tag = localeOf(locale)
  useEffect(() => {
    let left = false
    const speak = (translation: Messages | null) => {
      if (left) return
      instance.translation = translation
      onTranslation(translation)
    }
    if (isEnglish(tag)) return speak(null)
    const timer = setTimeout(() => instance.translation ?? speak(null), PATIENCE_MS)
    loadLanguage(tag).then(speak, () => speak(null))
    return () => {
      left = true
      clearTimeout(timer)
    }
  }, [instance, tag, onTranslation])
}
