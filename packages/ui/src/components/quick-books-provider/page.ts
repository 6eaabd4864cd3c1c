// What comes right after first paint, in one piece.
export { AuthorizationGuide } from '../authorization-guide/AuthorizationGuide.tsx'
export { ConnectBody } from '../connect-button/ConnectBody.tsx'
export { NextStep } from '../connection-status/NextStep.tsx'
export { StatusBody } from '../connection-status/StatusBody.tsx'
export { FlowBody } from '../flow-note/FlowBody.tsx'
export { startBackground } from './background.ts'
export { PageOutlet } from './PageOutlet.tsx'
