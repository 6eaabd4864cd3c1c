// The words of the panels, with the host's own ones among them.

import { enPanels } from '@mooring/messages/en-panels'
import { useMessages } from './useMessages.ts'

/** For what panels show, which is loaded on demand. */
export const usePanelMessages = (): typeof enPanels => useMessages(enPanels)
