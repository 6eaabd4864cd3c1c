'use client'
// The public names of @mooring/ui, each listed by hand.

export { type LinkedStep, linkToStep } from '@mooring/contract'
export type { MessageOverrides, Messages } from '@mooring/messages/messages'
export { CompanyMismatchDialog } from './components/company-mismatch-dialog/CompanyMismatchDialog.tsx'
export type { CompanyMismatchDialogProps } from './components/company-mismatch-dialog/company-mismatch-dialog-props.ts'
export { ConfirmCompanyDialog } from './components/confirm-company-dialog/ConfirmCompanyDialog.tsx'
export type { ConfirmCompanyDialogProps } from './components/confirm-company-dialog/confirm-company-dialog-props.ts'
export { ConnectButton } from './components/connect-button/ConnectButton.tsx'
export type { ConnectArtwork, ConnectButtonProps } from './components/connect-button/connect-button-props.ts'
export {
  ConnectionBanner,
  type ConnectionBannerProps,
} from './components/connection-banner/ConnectionBanner.tsx'
export {
  ConnectionHealth,
  type ConnectionHealthProps,
} from './components/connection-health/ConnectionHealth.tsx'
export {
  ConnectionHistory,
  type ConnectionHistoryProps,
} from './components/connection-history/ConnectionHistory.tsx'
export {
  ConnectionNotifications,
  type ConnectionNotificationsProps,
} from './components/connection-notifications/ConnectionNotifications.tsx'
export { ConnectionStatus } from './components/connection-status/ConnectionStatus.tsx'
export type { ConnectionStatusProps } from './components/connection-status/connection-status-props.ts'
export { DataSourceList, type DataSourceListProps } from './components/data-source-list/DataSourceList.tsx'
export {
  DisconnectButton,
  type DisconnectButtonProps,
} from './components/disconnect-button/DisconnectButton.tsx'
export { DisconnectDialog } from './components/disconnect-dialog/DisconnectDialog.tsx'
export type { DisconnectDialogProps } from './components/disconnect-dialog/disconnect-dialog-props.ts'
export { DisconnectGuide, type DisconnectGuideProps } from './components/disconnect-guide/DisconnectGuide.tsx'
export { IntegrationTile, type IntegrationTileProps } from './components/integration-tile/IntegrationTile.tsx'
export {
  ReadinessChecklist,
  type ReadinessChecklistProps,
} from './components/readiness-checklist/ReadinessChecklist.tsx'
export type { MenuItem, MenuItemName } from './components/reauthorize-menu/menu-items.ts'
export { ReauthorizeMenu, type ReauthorizeMenuProps } from './components/reauthorize-menu/ReauthorizeMenu.tsx'
export { RequestReauthorization } from './components/request-reauthorization/RequestReauthorization.tsx'
export type { RequestReauthorizationProps } from './components/request-reauthorization/request-reauthorization-props.ts'
export { SetupProgress, type SetupProgressProps } from './components/setup-progress/SetupProgress.tsx'
export { SupportDetails, type SupportDetailsProps } from './components/support-details/SupportDetails.tsx'
export { SyncProgress, type SyncProgressProps } from './components/sync-progress/SyncProgress.tsx'
export { WrittenRecords, type WrittenRecordsProps } from './components/written-records/WrittenRecords.tsx'
export type {
  AuthorizeMode,
  AuthorizeTarget,
  OutcomeHandlers,
} from './core/authorization/authorization-session.ts'
export type { Authorize } from './core/authorization/authorize.ts'
export type { HeadersSource } from './core/client.ts'
export { type AuthorizeOptions, useAuthorize } from './hooks/useAuthorize.ts'
export { type OneConnection, useConnection } from './hooks/useConnection.ts'
export { type Connections, useConnections } from './hooks/useConnections.ts'
export { type Disconnect, useDisconnect } from './hooks/useDisconnect.ts'
export { type HealthState, useHealth } from './hooks/useHealth.ts'
export { type HistoryState, useHistory } from './hooks/useHistory.ts'
export { type ReadinessState, useReadiness } from './hooks/useReadiness.ts'
export { type GateReason, type SyncGate, type SyncGateOptions, useSyncGate } from './hooks/useSyncGate.ts'
export { QuickBooksProvider } from './provider/QuickBooksProvider.tsx'
export type {
  FeedbackAnswer,
  FeedbackTopic,
  HelpTopic,
  QuickBooksProviderProps,
} from './provider/quick-books-provider-props.ts'
export type { ButtonSlotProps, HostSlots, IconSlotProps, LinkSlotProps } from './provider/slots.ts'
