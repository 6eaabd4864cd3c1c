'use client'
// All hooks, without a component.
export type {
  AuthorizeMode,
  AuthorizeTarget,
  OutcomeHandlers,
} from '../core/authorization/authorization-session.ts'
export type { Authorize } from '../core/authorization/authorize.ts'
export { type AuthorizeOptions, useAuthorize } from '../hooks/useAuthorize.ts'
export { type OneConnection, useConnection } from '../hooks/useConnection.ts'
export { type Connections, useConnections } from '../hooks/useConnections.ts'
export { type Disconnect, useDisconnect } from '../hooks/useDisconnect.ts'
export { type HealthState, useHealth } from '../hooks/useHealth.ts'
export { type HistoryState, useHistory } from '../hooks/useHistory.ts'
export { type ReadinessState, useReadiness } from '../hooks/useReadiness.ts'
export { type GateReason, type SyncGate, type SyncGateOptions, useSyncGate } from '../hooks/useSyncGate.ts'
