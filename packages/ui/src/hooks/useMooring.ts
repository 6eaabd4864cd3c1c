// What every component and hook gets from the provider around it.
import type { ConnectionList } from '@mooring/contract'
import type { QueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { Flows } from '../authorization/flows.ts'
import type { Client } from '../client/client.ts'
import type { connectionList, ListIndex } from '../client/connection-list.ts'
import type { Announcer } from '../components/quick-books-provider/announcer.ts'
import type { Ticker } from '../components/quick-books-provider/ticker.ts'
import type { en } from '../messages/en.ts'
import type { MessageOverrides } from '../messages/messages.ts'

export interface Mooring {
  readonly client: Client
  readonly queryClient: QueryClient
  /** The one query: the tenant's connections. */
  readonly list: ReturnType<typeof connectionList>
  /** A list looked through once for all components. */
  readonly indexOf: (list: ConnectionList) => ListIndex
  readonly flows: Flows
  readonly announcer: Announcer
  readonly ticker: Ticker
  /** The words for first paint, the host's own ones among them. */
  readonly words: typeof en
  readonly ownWords: MessageOverrides | undefined
  readonly locale: string | undefined
}

export const MooringContext = createContext<Mooring | null>(null)

/** @throws Error outside a `QuickBooksProvider` */
export function useMooring(): Mooring {
  const mooring = useContext(MooringContext)
  if (!mooring) throw new Error('Mooring: put this component inside <QuickBooksProvider basePath="…">.')
  return mooring
}
