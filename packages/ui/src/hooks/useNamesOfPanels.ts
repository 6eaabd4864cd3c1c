// What panels say before what they show is here, with the host's own words among it.
import { enPanelNames } from '@mooring/messages/en-panel-names'
import { useBook } from './useBook.ts'

/** For the part of a panel that is there from the start; what comes later has `useWordsOfPanels`. */
export const useNamesOfPanels = (): typeof enPanelNames => useBook(enPanelNames)
