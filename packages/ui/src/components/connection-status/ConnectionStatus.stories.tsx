// What is true of a connection and how it is known: as a line, a pill and a card.
import { connectionFixture, connectionListFixture } from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import { given, on, READ_ONLY } from '../../../../../.storybook/scenario.ts'
import * as states from '../../../../../.storybook/states.ts'
import { ConnectionStatus } from './ConnectionStatus.tsx'

const meta: Meta<typeof ConnectionStatus> = {
  title: 'Components/ConnectionStatus',
  component: ConnectionStatus,
}
export default meta
type Story = StoryObj<typeof ConnectionStatus>

export const Connected: Story = states.Connected
export const NeedsAttention: Story = states.ReauthorizationRequiredRevoked
export const Expiring: Story = states.ExpiringIdleExpiryNear
export const Checking: Story = states.CheckingIntuitUnavailable
export const AwaitingConfirmation: Story = states.AwaitingConfirmation
export const Blocked: Story = states.BlockedSubscriptionEnded
export const Disconnected: Story = states.DisconnectedInQuickbooks
export const AdminAccessLost: Story = states.ReauthorizationRequiredAdminAccessLost
const lost = connectionFixture('reauthorization_required', 'admin_access_lost', { can: READ_ONLY })
export const AdminAccessLostForWhoMayNot: Story = given({
  list: connectionListFixture([lost], {
    can: { connect: false },
    whoCan: { reauthorize: [{ displayName: 'Ada Martin', contact: 'ada@example.com' }] },
  }),
})
export const AdminAccessLostForWhoMayNotAt320: Story = {
  ...AdminAccessLostForWhoMayNot,
  globals: states.Width320.globals,
}
export const AdminAccessLostForWhoMayNotRightToLeft: Story = {
  ...AdminAccessLostForWhoMayNot,
  globals: states.RightToLeft.globals,
}
const supported = (reason: 'quota_exceeded' | 'app_misconfigured') =>
  given({
    list: connectionListFixture([connectionFixture('blocked', reason)], {
      support: { contact: 'help@harborline.example' },
    }),
  })
export const ContactSupport: Story = supported('quota_exceeded')
export const Misconfigured: Story = supported('app_misconfigured')
export const RevokePending: Story = on(
  connectionFixture('disconnected', 'by_user', {
    disconnect: { why: null, dataDeleted: false, revoke: 'pending' },
  }),
)
export const RevokeQueued: Story = on(
  connectionFixture('disconnected', 'by_user', {
    disconnect: { why: null, dataDeleted: false, revoke: 'queued' },
  }),
)
export const OwnerLeft: Story = on(
  connectionFixture('connected', null, {
    authorizedBy: { userId: 'ada', displayName: 'Ada Martin', left: true },
  }),
)
export const OwnerLeftCard: Story = { ...OwnerLeft, args: { variant: 'card' } }
export const WhoMayReauthorize: Story = states.NoPermissionAskAda
export const SwitchWaits: Story = on(
  connectionFixture(),
  connectionFixture('awaiting_confirmation', null, {
    id: 'con_new',
    company: { realmId: null, realmIdLast4: '5678', name: 'Northwind Bakery', country: 'CA' },
    replaces: connectionFixture().id,
  }),
)
export const OfflineLater: Story = {
  ...states.OfflineLater,
  play: async ({ canvasElement }) => {
    const stale = () => expect(canvasElement.querySelector('[data-stale]')).not.toBeNull()
    await waitFor(stale, { timeout: 10_000 })
  },
}
export const OfflineLaterBadge: Story = { ...OfflineLater, args: { variant: 'badge' } }
export const ServerError: Story = states.ServerError
export const Badge: Story = { ...states.Connected, args: { variant: 'badge' } }
export const BadgeNeedsAttention: Story = {
  ...states.ReauthorizationRequiredRevoked,
  args: { variant: 'badge' },
}
export const Card: Story = { ...states.Connected, args: { variant: 'card' } }
export const CardNeedsAttention: Story = {
  ...states.ReauthorizationRequiredRevoked,
  args: { variant: 'card' },
}
export const CardLongName: Story = { ...states.LongName, args: { variant: 'card' } }
export const RightToLeft: Story = states.RightToLeft
