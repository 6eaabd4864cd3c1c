// The words of what was written, with the host's own ones among them.
import { enWrites } from '@mooring/messages/en-writes'
import { withOverrides } from '@mooring/messages/messages'
import { useMemo } from 'react'
import { useMooring } from './useMooring.ts'

/** For the list of written records alone, which is loaded on demand. */
export function useWordsOfWrites(): typeof enWrites {
  const { book, ownWords } = useMooring()
  return useMemo(() => book ?? withOverrides(enWrites, ownWords), [book, ownWords])
}
