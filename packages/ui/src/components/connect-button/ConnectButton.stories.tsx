// The connect button in every status: it shows itself, the next step, or nothing.
import type { Connection } from '@mooring/contract'
import {
  attemptFixture,
  connectionFixture,
  connectionListFixture,
  problemFixture,
} from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { ConnectButton } from './ConnectButton.tsx'

const meta: Meta<typeof ConnectButton> = { title: 'Components/ConnectButton', component: ConnectButton }
export default meta
type Story = StoryObj<typeof ConnectButton>

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

export const WaitingForQuickBooks: Story = {
  parameters: { mooring: { list: connectionListFixture([]), attempts: [attemptFixture()] } },
}
export const ConnectedPresentation: Story = { ...Connected, args: { whenConnected: 'connected' } }
export const OwnWords: Story = { ...Empty, args: { children: 'Link your books' } }
export const BeforeSignIn: Story = {
  ...Empty,
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByText('Good to know before you sign in'))
    await canvas.findAllByRole('listitem')
  },
}
export const WhoMayConnect: Story = {
  parameters: {
    mooring: {
      list: connectionListFixture([], {
        can: { connect: false },
        whoCan: {
          connect: [{ displayName: 'Ada Martin', contact: 'ada@example.com' }, { displayName: 'Ben Ito' }],
        },
      }),
    },
  },
}
