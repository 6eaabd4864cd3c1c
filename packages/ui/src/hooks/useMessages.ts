// A part of the kit's words in the language of the page, with the host's own ones among them.
import { type Messages, withOverrides } from '@mooring/messages/messages'
import { useMemo } from 'react'
import { useMooring } from './useMooring.ts'

/** @param english the words of that part in English, which come with what imports them */
export function useMessages<Name extends keyof Messages>(
  english: Pick<Messages, Name>,
): Pick<Messages, Name> {
  const { translation, overrides } = useMooring()
  return useMemo(() => translation ?? withOverrides(english, overrides), [english, translation, overrides])
}
