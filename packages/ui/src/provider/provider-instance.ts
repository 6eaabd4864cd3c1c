// What lasts as long as a provider is mounted, whatever its props become.
import { enFirst } from '@mooring/messages/en-first'
import { isEnglish } from '@mooring/messages/locale'
import { type Messages, withOverrides } from '@mooring/messages/messages'
import { QueryClient } from '@tanstack/react-query'
import type { AttemptTracker } from '../core/authorization/authorization-session.ts'
import { type Client, createClient } from '../core/client.ts'
import type { FeedbackTopic, QuickBooksProviderProps } from './quick-books-provider-props.ts'

export interface ProviderInstance {
  /** Makes names unlike those of other providers. */
  readonly name: string
  readonly client: Client
  readonly ownClient: QueryClient
  /** The props in force. */
  readonly props: () => QuickBooksProviderProps
  /** Resolves once the lazy components are on the page and listen to outcomes; `markReady` resolves it. */
  readonly ready: Promise<void>
  readonly markReady: () => void
  /** Follows attempts while the provider is mounted. Rejects where it can't be loaded. */
  tracker?: (() => Promise<AttemptTracker>) | null
  /** As in the context, for what outlives a render. */
  translation: Messages | null | undefined
  /** Topics whose "Was this helpful?" was answered on this page; created with the first answer. */
  answered?: Set<FeedbackTopic>
}

/** @param props gives the props in force, which are read when they are needed */
export function createInstance(name: string, props: () => QuickBooksProviderProps): ProviderInstance {
  let markReady = () => {}
  const ready = new Promise<void>((resolve) => {
    markReady = resolve
  })
  const instance: ProviderInstance = {
    name,
    props,
    ready,
    markReady,
    client: createClient(() => ({
      ...props(),
      words: withOverrides(instance.translation ?? enFirst, props().messages),
    })),
    ownClient: new QueryClient(),
    translation: isEnglish(props().locale) ? null : undefined,
  }
  return instance
}
