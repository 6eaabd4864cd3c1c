// The words of menus and dialogs, with the host's own ones among them.

import { enOnDemand } from '@mooring/messages/en-on-demand'
import { useMessages } from './useMessages.ts'

/** For what is loaded on demand alone. */
export const useDialogMessages = (): typeof enOnDemand => useMessages(enOnDemand)
