// Every status and reason, and what else a status can look like.
import type { Connection } from '@mooring/contract'
import { connectionFixture, connectionListFixture, problemFixture } from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { ConnectionStatus } from './ConnectionStatus.tsx'

const meta: Meta<typeof ConnectionStatus> = {
  title: 'Components/ConnectionStatus',
  component: ConnectionStatus,
}
export default meta
type Story = StoryObj<typeof ConnectionStatus>

const on = (connection: Connection): Story => ({
  parameters: { mooring: { list: connectionListFixture([connection]) } },
})
const mayNothing = { reauthorize: false, disconnect: false, confirm: false, audit: false }
const longCompany = {
  realmId: '•••• 1234',
  name: 'The Honourable Company of Harbour-Side Tea Merchants, Blenders and Wholesale Purveyors of Fine Leaf',
  country: 'GB',
}

export const AwaitingConfirmation: Story = on(connectionFixture('awaiting_confirmation'))
export const Connected: Story = on(connectionFixture('connected'))
export const ExpiringIdleExpiryNear: Story = on(connectionFixture('expiring', 'idle_expiry_near'))
export const ExpiringHardExpiryNear: Story = on(connectionFixture('expiring', 'hard_expiry_near'))
export const CheckingRefreshOutcomeUnknown: Story = on(
  connectionFixture('checking', 'refresh_outcome_unknown'),
)
export const CheckingIntuitUnavailable: Story = on(connectionFixture('checking', 'intuit_unavailable'))
export const ReauthorizationRequiredIdleExpired: Story = on(
  connectionFixture('reauthorization_required', 'idle_expired'),
)
export const ReauthorizationRequiredHardExpired: Story = on(
  connectionFixture('reauthorization_required', 'hard_expired'),
)
export const ReauthorizationRequiredRevoked: Story = on(
  connectionFixture('reauthorization_required', 'revoked'),
)
export const ReauthorizationRequiredScopeMissing: Story = on(
  connectionFixture('reauthorization_required', 'scope_missing'),
)
export const ReauthorizationRequiredTokenLost: Story = on(
  connectionFixture('reauthorization_required', 'token_lost'),
)
export const ReauthorizationRequiredAdminAccessLost: Story = on(
  connectionFixture('reauthorization_required', 'admin_access_lost'),
)
export const BlockedSubscriptionEnded: Story = on(connectionFixture('blocked', 'subscription_ended'))
export const BlockedCompanyLocked: Story = on(connectionFixture('blocked', 'company_locked'))
export const BlockedQuotaExceeded: Story = on(connectionFixture('blocked', 'quota_exceeded'))
export const BlockedAppMisconfigured: Story = on(connectionFixture('blocked', 'app_misconfigured'))
export const DisconnectedByUser: Story = on(connectionFixture('disconnected', 'by_user'))
export const DisconnectedByHost: Story = on(connectionFixture('disconnected', 'by_host'))
export const DisconnectedInQuickbooks: Story = on(connectionFixture('disconnected', 'in_quickbooks'))

export const Loading: Story = { parameters: { mooring: { loading: true } } }
export const Empty: Story = { parameters: { mooring: { list: connectionListFixture([]) } } }
export const Offline: Story = { parameters: { mooring: { offline: true } } }
export const ServerError: Story = {
  parameters: { mooring: { problem: problemFixture('store_unavailable') } },
}
export const NoPermission: Story = {
  parameters: {
    mooring: {
      list: connectionListFixture(
        [connectionFixture('reauthorization_required', 'revoked', { can: mayNothing })],
        { can: { connect: false } },
      ),
    },
  },
}
export const LongName: Story = on(connectionFixture('expiring', 'idle_expiry_near', { company: longCompany }))
export const RightToLeft: Story = {
  ...on(connectionFixture('reauthorization_required', 'revoked')),
  globals: { direction: 'rtl', locale: 'ar' },
}

export const Badge: Story = { ...Connected, args: { variant: 'badge' } }
export const BadgeNeedsAttention: Story = { ...ReauthorizationRequiredRevoked, args: { variant: 'badge' } }
export const Card: Story = { ...Connected, args: { variant: 'card' } }
export const CardNeedsAttention: Story = { ...ReauthorizationRequiredRevoked, args: { variant: 'card' } }
export const CardLongName: Story = { ...LongName, args: { variant: 'card' } }
export const Sandbox: Story = on(connectionFixture('connected', null, { environment: 'sandbox' }))
export const RevokeQueued: Story = on(
  connectionFixture('disconnected', 'by_user', {
    disconnect: { why: null, dataDeleted: false, revoke: 'queued' },
  }),
)
export const WhoMayReauthorize: Story = {
  parameters: {
    mooring: {
      list: connectionListFixture(
        [connectionFixture('reauthorization_required', 'revoked', { can: mayNothing })],
        {
          can: { connect: false },
          whoCan: { reauthorize: [{ displayName: 'Ada Martin', contact: 'ada@example.com' }] },
        },
      ),
    },
  },
}
