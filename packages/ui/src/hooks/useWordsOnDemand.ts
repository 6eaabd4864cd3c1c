// The words beyond first paint, with the host's own ones among them.

import { enOnDemand } from '@mooring/messages/en-on-demand'
import { withOverrides } from '@mooring/messages/messages'
import { useMemo } from 'react'
import { useMooring } from './useMooring.ts'

/** Not for the provider, the connect button or the status: what they import is on every page. */
export function useWordsOnDemand(): typeof enOnDemand {
  const { book, ownWords } = useMooring()
  return useMemo(() => book ?? withOverrides(enOnDemand, ownWords), [book, ownWords])
}
