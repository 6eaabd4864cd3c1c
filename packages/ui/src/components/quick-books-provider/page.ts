// What comes right after first paint, in one piece.
import { AuthorizationGuide } from '../authorization-guide/AuthorizationGuide.tsx'
import { ConnectBody } from '../connect-button/ConnectBody.tsx'
import { NextStep } from '../connection-status/NextStep.tsx'
import { StatusBody } from '../connection-status/StatusBody.tsx'
import { FeedbackSlot } from '../feedback/FeedbackSlot.tsx'
import { FlowBody } from '../flow-note/FlowBody.tsx'
import { startBackground } from './background.ts'
import { PageOutlet } from './PageOutlet.tsx'

/** As one name: a bundler that puts other modules beside it needs not keep them apart. */
export const page = {
  AuthorizationGuide,
  ConnectBody,
  FeedbackSlot,
  FlowBody,
  NextStep,
  PageOutlet,
  StatusBody,
  startBackground,
}
