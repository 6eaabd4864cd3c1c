// The words of the panels, with the host's own ones among them.

import { enPanels } from '@mooring/messages/en-panels'
import { useBook } from './useBook.ts'

/** For what panels show, which is loaded on demand. */
export const useWordsOfPanels = (): typeof enPanels => useBook(enPanels)
