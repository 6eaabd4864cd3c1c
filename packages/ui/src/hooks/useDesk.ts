// What the provider hands down at first paint, before the page's other parts are here.

import type { enFirst } from '@mooring/messages/en-first'
import type { MessageOverrides, Messages } from '@mooring/messages/messages'
import type { QueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { Attendant } from '../authorization/flows.ts'
import type { Client } from '../client/client.ts'
import type { connectionList } from '../client/connection-list.ts'
import type { HostSlots } from '../components/button/slots.ts'
import type {
  FeedbackTopic,
  QuickBooksProviderProps,
} from '../components/quick-books-provider/quick-books-provider-props.ts'
import type { Page } from '../components/quick-books-provider/run-page.ts'
import type { Mooring, PageParts } from './useMooring.ts'

/** What lasts as long as the provider, whatever its props become. */
export interface Root {
  /** Makes names unlike those of other providers. */
  readonly name: string
  readonly client: Client
  readonly ownClient: QueryClient
  /** The props in force. */
  readonly props: () => QuickBooksProviderProps
  /** Resolves once the parts beyond first paint are on the page, and hear what is told; `show` says so. */
  readonly shown: Promise<void>
  readonly show: () => void
  /** The half that follows attempts; while the provider is mounted. Rejects where it can't be loaded. */
  attendant: (() => Promise<Attendant>) | null
  /** How many operators' boards are on the page: staff have no connections of their own, so that nothing asks for any before a component shows them. */
  boards: number
  /** As `Desk.book`, for what outlives a render. */
  book: Desk['book']
  /** Topics whose "Was this helpful?" was answered on this page; made with the first answer. */
  answered?: Set<FeedbackTopic>
  /** Made when first asked for. */
  parts?: PageParts
}

export interface Desk {
  readonly root: Root
  readonly queryClient: QueryClient
  /** The one query: the tenant's connections. */
  readonly list: ReturnType<typeof connectionList>
  /** The parts beyond first paint; undefined while on their way, null while they can't be had. */
  readonly page: Page | null | undefined
  /** Another language's words: null for English, undefined while it is not known which it is. */
  readonly book: Messages | null | undefined
  readonly firstWords: typeof enFirst
  readonly ownWords: MessageOverrides | undefined
  readonly locale: string | undefined
  readonly slots: HostSlots | undefined
  /** What components see of it, put together when first asked for. */
  mooring?: Mooring
}

export const DeskContext = createContext<Desk | null>(null)

/** @throws Error outside a `QuickBooksProvider` */
export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('Mooring: put this component inside <QuickBooksProvider basePath="…">.')
  return desk
}
