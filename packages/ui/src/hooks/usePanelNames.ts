// What panels say before what they show is here, with the host's own words among it.
import { enPanelNames } from '@mooring/messages/en-panel-names'
import { useMessages } from './useMessages.ts'

/** For the part of a panel that is there from the start; what comes later has `useWordsOfPanels`. */
export const usePanelNames = (): typeof enPanelNames => useMessages(enPanelNames)
