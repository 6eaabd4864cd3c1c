// The life of an authorization and its last days.
import {
  connectionFixture,
  connectionListFixture,
  healthFixture,
  problemFixture,
} from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { ConnectionHealth } from './ConnectionHealth.tsx'

const meta: Meta<typeof ConnectionHealth> = {
  title: 'Components/ConnectionHealth',
  component: ConnectionHealth,
}
export default meta
type Story = StoryObj<typeof ConnectionHealth>

const on = (connection: ReturnType<typeof connectionFixture>): Story => ({
  parameters: { mooring: { list: connectionListFixture([connection]) } },
})
const connected = connectionFixture()
const none = { syncsSucceeded: 0, syncsFailed: 0, refreshFailures: 0, throttled: 0, webhooks: 0 }
const quiet = healthFixture().days.map(({ date }) => ({
  ...{ date, ...none, webhookDelayMs: null },
  state: 'none' as const,
}))

export const Connected: Story = on(connected)
export const ExpiringWhenUnused: Story = on(connectionFixture('expiring', 'idle_expiry_near'))
export const ExpiringInAnyCase: Story = on(connectionFixture('expiring', 'hard_expiry_near'))
export const Expired: Story = on(connectionFixture('reauthorization_required', 'idle_expired'))
export const HardClockNotKnown: Story = on({
  ...connected,
  expiry: { ...connected.expiry, hardExpiresAt: null },
})
export const Disconnected: Story = on(connectionFixture('disconnected', 'by_user'))
export const TheLastWeek: Story = { ...Connected, args: { days: 7 } }
export const NothingYet: Story = {
  parameters: { mooring: { health: { days: quiet, totals: { ...none, webhookDelayMs: null } } } },
}
export const AsTable: Story = {
  ...Connected,
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByText('Show as a table'))
    await canvas.findByRole('table', { name: 'The last 90 days' })
  },
}
export const Loading: Story = { parameters: { mooring: { loading: true } } }
export const Empty: Story = { parameters: { mooring: { list: connectionListFixture([]) } } }
export const Offline: Story = { parameters: { mooring: { offline: true } } }
export const ServerError: Story = {
  parameters: { mooring: { list: connectionListFixture(), problem: problemFixture('store_unavailable') } },
}
export const RightToLeft: Story = { ...Connected, globals: { direction: 'rtl', locale: 'ar' } }
