// The board's words in the provider's language, with the host's own ones among them.
import { type BoardOverrides, type BoardWords, enBoard, loadBoardWords } from '@mooring/messages/board-words'
import { isEnglish } from '@mooring/messages/locale'
import { withOverrides } from '@mooring/messages/messages'
import { useEffect, useMemo, useState } from 'react'
import { useMooring } from '../../hooks/useMooring.ts'

/** @returns null while another language's are on their way; where they can't be had, English */
export function useBoardWords(own: BoardOverrides | undefined): BoardWords | null {
  const { locale } = useMooring()
  const [loaded, setLoaded] = useState<{ locale: string; words: BoardWords } | null>(null)
  useEffect(() => {
    let left = false
    const take = (words: BoardWords | null) => left || setLoaded({ locale, words: words ?? enBoard })
    if (!isEnglish(locale)) loadBoardWords(locale).then(take, () => take(null))
    return () => {
      left = true
    }
  }, [locale])
  // A change of the language goes on with the words of before until the new ones are here.
  const words = isEnglish(locale) ? enBoard : (loaded?.words ?? null)
  return useMemo(() => words && withOverrides(words, own), [words, own])
}
