// The lazy bundle: what comes right after first paint, in one piece.
import { AuthorizationGuide } from '../components/authorization-guide/AuthorizationGuide.tsx'
import { AuthorizationProgressBody } from '../components/authorization-progress/AuthorizationProgressBody.tsx'
import { ConnectBody } from '../components/connect-button/ConnectBody.tsx'
import { NextStep } from '../components/connection-status/NextStep.tsx'
import { StatusBody } from '../components/connection-status/StatusBody.tsx'
import { FeedbackSlot } from '../components/feedback/FeedbackSlot.tsx'
import { GlobalUi } from '../components/global-ui/GlobalUi.tsx'
import type { LazyComponents } from './lazy-components.ts'
import { startSubscriptions } from './start-subscriptions.ts'

/** As one name: a bundler that puts other modules beside it need not separate them. */
export const bundle: LazyComponents = {
  AuthorizationGuide,
  ProgressBody: AuthorizationProgressBody,
  ConnectBody,
  FeedbackSlot,
  GlobalUi,
  NextStep,
  StatusBody,
  subscribe: startSubscriptions,
}
