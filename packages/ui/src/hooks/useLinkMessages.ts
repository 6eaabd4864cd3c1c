// The words of links for people without a login, with the host's own ones among them.

import { enLinks } from '@mooring/messages/en-links'
import { useMessages } from './useMessages.ts'

/** For what comes on demand alone: without a link nothing of it is on a page. */
export const useLinkMessages = (): typeof enLinks => useMessages(enLinks)
