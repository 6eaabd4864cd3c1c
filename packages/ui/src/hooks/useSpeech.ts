// The words, the locale and the time in which a component speaks.
import { useSyncExternalStore } from 'react'
import type { Speech } from '../messages/describe-connection.ts'
import { useMooring } from './useMooring.ts'

export function useSpeech(): Speech {
  const { words, locale, formats, ticker } = useMooring()
  return { words, locale, formats, now: useSyncExternalStore(ticker.subscribe, ticker.read, ticker.read) }
}
