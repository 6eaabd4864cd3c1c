// The kit's one context: what the provider gives to components and hooks from first paint on.
import type { enFirst } from '@mooring/messages/en-first'
import type { MessageOverrides, Messages } from '@mooring/messages/messages'
import type { QueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { connectionList } from '../core/connection-list.ts'
import type { LazyComponents } from './lazy-components.ts'
import type { ProviderInstance } from './provider-instance.ts'
import type { HostSlots } from './slots.ts'

export interface MooringContextValue {
  readonly instance: ProviderInstance
  readonly queryClient: QueryClient
  /** The one query: the tenant's connections. */
  readonly list: ReturnType<typeof connectionList>
  /** The components beyond first paint; undefined while they are loaded, null where that failed. */
  readonly lazy: LazyComponents | null | undefined
  /** The messages of another language: null for English, undefined until it is known which language it is. */
  readonly translation: Messages | null | undefined
  readonly firstWords: typeof enFirst
  readonly overrides: MessageOverrides | undefined
  readonly locale: string | undefined
  readonly slots: HostSlots | undefined
}

export const MooringContext = createContext<MooringContextValue | null>(null)

/** @throws Error outside a `QuickBooksProvider` */
export function useMooringContext(): MooringContextValue {
  const value = useContext(MooringContext)
  if (!value) throw new Error('Mooring: put this component inside <QuickBooksProvider basePath="…">.')
  return value
}
