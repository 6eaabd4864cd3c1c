// The life of an authorization and its last days.
import {
  connectionFixture,
  connectionListFixture,
  healthFixture,
  problemFixture,
} from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { given, on } from '../../../../../.storybook/scenario.ts'
import * as states from '../../../../../.storybook/states.ts'
import { AS_WRITTEN, wordsOf } from '../../../../../.storybook/words.ts'
import { ConnectionHealth } from './ConnectionHealth.tsx'

const meta: Meta<typeof ConnectionHealth> = {
  title: 'Components/ConnectionHealth',
  component: ConnectionHealth,
}
export default meta
type Story = StoryObj<typeof ConnectionHealth>

const { expiry } = connectionFixture()
const none = { syncsSucceeded: 0, syncsFailed: 0, refreshFailures: 0, throttled: 0, webhooks: 0 }
const counts = { ...none, webhookDelayMs: null }
const quiet = healthFixture().days.map(({ date }) => ({ date, state: 'none' as const, ...counts }))

export const Connected: Story = states.Connected
export const ExpiringWhenUnused: Story = states.ExpiringIdleExpiryNear
export const ExpiringInAnyCase: Story = states.ExpiringHardExpiryNear
export const Expired: Story = states.ReauthorizationRequiredIdleExpired
export const HardClockNotKnown: Story = on(
  connectionFixture('connected', null, { expiry: { ...expiry, hardExpiresAt: null } }),
)
export const TheLastWeek: Story = { ...states.Connected, args: { days: 7 } }
export const NothingYet: Story = given({ health: { days: quiet, totals: counts } })
export const AsTable: Story = {
  ...states.Connected,
  play: async (steps) => {
    const { asTable, barsTitle } = wordsOf(steps)
    await steps.userEvent.click(await steps.canvas.findByText(asTable, AS_WRITTEN))
    await steps.canvas.findByRole('table', { name: barsTitle(90) })
  },
}
export const Loading: Story = states.Loading
export const ServerError: Story = given({
  list: connectionListFixture(),
  problem: problemFixture('store_unavailable'),
})
export const RightToLeft: Story = { ...states.Connected, globals: states.RightToLeft.globals }
export const Width320: Story = { ...states.Connected, globals: states.Width320.globals }
