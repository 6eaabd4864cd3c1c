'use client'
// The public names of @mooring/ui, each listed by hand.
export type { AuthorizeMode, AuthorizeTarget, OutcomeHandlers } from './authorization/flow.ts'
export type { HeadersSource } from './client/client.ts'
export { CompanyMismatchDialog } from './components/company-mismatch-dialog/CompanyMismatchDialog.tsx'
export type { CompanyMismatchDialogProps } from './components/company-mismatch-dialog/company-mismatch-dialog-props.ts'
export { ConfirmCompanyDialog } from './components/confirm-company-dialog/ConfirmCompanyDialog.tsx'
export type { ConfirmCompanyDialogProps } from './components/confirm-company-dialog/confirm-company-dialog-props.ts'
export {
  type ConnectArtwork,
  ConnectButton,
  type ConnectButtonProps,
} from './components/connect-button/ConnectButton.tsx'
export {
  ConnectionBanner,
  type ConnectionBannerProps,
} from './components/connection-banner/ConnectionBanner.tsx'
export {
  ConnectionNotifications,
  type ConnectionNotificationsProps,
} from './components/connection-notifications/ConnectionNotifications.tsx'
export {
  ConnectionStatus,
  type ConnectionStatusProps,
} from './components/connection-status/ConnectionStatus.tsx'
export { DataSourceList, type DataSourceListProps } from './components/data-source-list/DataSourceList.tsx'
export {
  DisconnectButton,
  type DisconnectButtonProps,
} from './components/disconnect-button/DisconnectButton.tsx'
export { DisconnectDialog } from './components/disconnect-dialog/DisconnectDialog.tsx'
export type { DisconnectDialogProps } from './components/disconnect-dialog/disconnect-dialog-props.ts'
export { IntegrationTile, type IntegrationTileProps } from './components/integration-tile/IntegrationTile.tsx'
export {
  QuickBooksProvider,
  type QuickBooksProviderProps,
} from './components/quick-books-provider/QuickBooksProvider.tsx'
export type { MenuItem, MenuItemName } from './components/reauthorize-menu/menu-items.ts'
export { ReauthorizeMenu, type ReauthorizeMenuProps } from './components/reauthorize-menu/ReauthorizeMenu.tsx'
export { SupportDetails, type SupportDetailsProps } from './components/support-details/SupportDetails.tsx'
export { type Authorize, type AuthorizeOptions, useAuthorize } from './hooks/useAuthorize.ts'
export { type OneConnection, useConnection } from './hooks/useConnection.ts'
export { type Connections, useConnections } from './hooks/useConnections.ts'
export { type Disconnect, useDisconnect } from './hooks/useDisconnect.ts'
export { type GateReason, type SyncGate, type SyncGateOptions, useSyncGate } from './hooks/useSyncGate.ts'
export type { MessageOverrides, Messages } from './messages/messages.ts'
