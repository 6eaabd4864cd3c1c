// The banner: there when someone is needed.
import type { Meta, StoryObj } from '@storybook/react-vite'
import * as states from '../../../../../.storybook/states.ts'
import { ConnectionBanner } from './ConnectionBanner.tsx'

const meta: Meta<typeof ConnectionBanner> = {
  title: 'Components/ConnectionBanner',
  component: ConnectionBanner,
  args: { onNavigate: () => {} },
}
export default meta
type Story = StoryObj<typeof ConnectionBanner>

export const NeedsAttention: Story = states.ReauthorizationRequiredRevoked
export const Confirming: Story = states.AwaitingConfirmation
export const Blocked: Story = states.BlockedSubscriptionEnded
export const Several: Story = states.SeveralCompanies
export const NobodyNeeded: Story = states.Connected
export const NoPermission: Story = states.NoPermissionAskAda
export const RightToLeft: Story = { ...states.SeveralCompanies, globals: states.RightToLeft.globals }
export const Width320: Story = { ...states.LongName, globals: states.Width320.globals }
