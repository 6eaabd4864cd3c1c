// The words of components as long as nothing of them is opened, with the host's own ones among them.
import { enComponents } from '@mooring/messages/en-components'
import { useMessages } from './useMessages.ts'

/** Not for the provider, the connect button or the status: what they import is on every page. */
export const useComponentMessages = (): typeof enComponents => useMessages(enComponents)
