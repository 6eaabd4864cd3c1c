// The words of links for people without a login, with the host's own ones among them.

import { enLinks } from '@mooring/messages/en-links'
import { withOverrides } from '@mooring/messages/messages'
import { useMemo } from 'react'
import { useMooring } from './useMooring.ts'

/** For what comes on demand alone: without a link nothing of it is on a page. */
export function useWordsOfLinks(): typeof enLinks {
  const { book, ownWords } = useMooring()
  return useMemo(() => book ?? withOverrides(enLinks, ownWords), [book, ownWords])
}
