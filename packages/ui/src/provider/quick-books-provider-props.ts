// The provider's props.
import type { Code, Problem, Reason } from '@mooring/contract'
import type { MessageOverrides } from '@mooring/messages/messages'
import type { QueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { AuthorizeMode } from '../core/authorization/authorization-session.ts'
import type { HeadersSource } from '../core/client.ts'
import type { HostSlots } from './slots.ts'

/** What a page of the host's help can be about: a reason of a connection, or the code of a problem. */
export type HelpTopic = Reason | Code

/** What "Was this helpful?" is asked about: the code of a problem, or the steps inside QuickBooks. */
export type FeedbackTopic = Code | 'disconnect_guide'

export type FeedbackAnswer = 'yes' | 'no'

export interface QuickBooksProviderProps {
  /** Where the adapter is mounted: a path, or an address with another origin. */
  basePath: string
  /** The host's query client, to have one cache. @default one of its own, which the host's hooks don't see */
  queryClient?: QueryClient
  /** What fetches. @default the browser's fetch */
  fetch?: typeof fetch
  /** Headers of each call, as a value or as a function that may be async: for bearer tokens. */
  headers?: HeadersSource
  /** The host's own words, each a string or a function, over those of the language. @default none */
  messages?: MessageOverrides
  /**
   * The language of words, dates, times and numbers, as a BCP 47 tag: "en", "ar", "de", "es", "fr" or "ja", with any region. For another one words are
   * English, and dates and numbers its own. @default English
   */
  locale?: string
  /** Called once for each failure of an authorization or of an action. */
  onProblem?: (problem: Problem) => void
  /** The address of the host's help about a reason or a problem; null for none. @default no "Help" links */
  help?: (topic: HelpTopic) => string | null | undefined
  /** Called with the answer to "Was this helpful?" under a problem or a guide, once per topic and page. @default the question is not shown */
  onFeedback?: (topic: FeedbackTopic, answer: FeedbackAnswer) => void
  /** Whether people go to QuickBooks in a window of its own, in this one, or as suits the device, where a component says nothing else. @default 'auto' */
  mode?: AuthorizeMode
  /** The host's own button, link and icon, instead of the kit's. Define it outside the component. @default the kit's */
  slots?: HostSlots
  /** The clock that "4 minutes ago" is counted by, in ms since epoch; a jump of it is noticed when the provider is rendered again. @default Date.now */
  now?: () => number
  children?: ReactNode
}
