// The shape of the lazy bundle, by what its components take: what uses them imports none of them.
import type { Messages } from '@mooring/messages/messages'
import type { QueryClient } from '@tanstack/react-query'
import type { ComponentType, ForwardRefExoticComponent, RefAttributes } from 'react'
import type { AuthorizationGuideProps } from '../components/authorization-guide/authorization-guide-props.ts'
import type { ConnectButtonProps } from '../components/connect-button/connect-button-props.ts'
import type { ConnectionStatusProps } from '../components/connection-status/connection-status-props.ts'
import type { NextStepProps } from '../components/connection-status/next-step-props.ts'
import type { AttemptTracker } from '../core/authorization/authorization-session.ts'
import type { Authorize } from '../core/authorization/authorize.ts'
import type { connectionList } from '../core/connection-list.ts'
import type { ProviderInstance } from './provider-instance.ts'
import type { FeedbackTopic } from './quick-books-provider-props.ts'

type WithRef<Props> = ForwardRefExoticComponent<Props & RefAttributes<HTMLDivElement>>

/** What is loaded right after first paint, in one piece. */
export interface LazyComponents {
  readonly AuthorizationGuide: ComponentType<AuthorizationGuideProps>
  readonly ProgressBody: ComponentType<{ flow: Authorize }>
  readonly ConnectBody: WithRef<ConnectButtonProps>
  readonly FeedbackSlot: ComponentType<{ topic: FeedbackTopic }>
  readonly GlobalUi: ComponentType<GlobalUiProps>
  readonly NextStep: ComponentType<NextStepProps>
  readonly StatusBody: WithRef<ConnectionStatusProps>
  readonly subscribe: (options: SubscriptionOptions) => Subscriptions
}

export interface GlobalUiProps {
  /** Called with the messages of another language than English once they are here; null for English. */
  onTranslation: (translation: Messages | null) => void
}

export interface SubscriptionOptions {
  readonly instance: ProviderInstance
  readonly list: ReturnType<typeof connectionList>
  readonly queryClient: QueryClient
  /** From 0 up to 1. */
  readonly chance: () => number
}

export interface Subscriptions {
  readonly tracker: AttemptTracker
  stop(): void
}
