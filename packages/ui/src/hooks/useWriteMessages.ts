// The words of what was written, with the host's own ones among them.
import { enWrites } from '@mooring/messages/en-writes'
import { useMessages } from './useMessages.ts'

/** For the list of written records alone, which is loaded on demand. */
export const useWriteMessages = (): typeof enWrites => useMessages(enWrites)
