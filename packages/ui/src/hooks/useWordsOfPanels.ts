// The words of the panels, with the host's own ones among them.

import { enPanels } from '@mooring/messages/en-panels'
import { withOverrides } from '@mooring/messages/messages'
import { useMemo } from 'react'
import { useMooring } from './useMooring.ts'

/** For panels alone: what they say is on no page without them. */
export function useWordsOfPanels(): typeof enPanels {
  const { book, ownWords } = useMooring()
  return useMemo(() => book ?? withOverrides(enPanels, ownWords), [book, ownWords])
}
