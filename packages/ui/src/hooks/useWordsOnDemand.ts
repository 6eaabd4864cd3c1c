// The words of menus and dialogs, with the host's own ones among them.
import { useMemo } from 'react'
import { enOnDemand } from '../messages/en-on-demand.ts'
import { withOverrides } from '../messages/messages.ts'
import { useMooring } from './useMooring.ts'

/** Only for modules that are themselves loaded on demand. */
export function useWordsOnDemand(): typeof enOnDemand {
  const { ownWords } = useMooring()
  return useMemo(() => withOverrides(enOnDemand, ownWords), [ownWords])
}
