// The words of menus and dialogs, with the host's own ones among them.

import { enOnDemand } from '@mooring/messages/en-on-demand'
import { useBook } from './useBook.ts'

/** For what is loaded on demand alone. */
export const useWordsOnDemand = (): typeof enOnDemand => useBook(enOnDemand)
