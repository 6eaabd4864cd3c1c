// What support needs to know, in one click.
import { connectionFixture, connectionListFixture, problemFixture } from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { SupportDetails } from './SupportDetails.tsx'

const meta: Meta<typeof SupportDetails> = { title: 'Components/SupportDetails', component: SupportDetails }
export default meta
type Story = StoryObj<typeof SupportDetails>

const on = (...connections: Parameters<typeof connectionListFixture>[0] & object): Story => ({
  parameters: { mooring: { list: connectionListFixture(connections) } },
})
const revoked = connectionFixture('reauthorization_required', 'revoked', {
  id: 'con_north',
  company: { realmId: '•••• 5678', name: 'Northwind Bakery', country: 'CA' },
})
const longName = connectionFixture('expiring', 'idle_expiry_near', {
  id: 'con_long',
  company: {
    realmId: '•••• 9012',
    name: 'The Honourable Company of Harbour-Side Tea Merchants, Blenders and Wholesale Purveyors of Fine Leaf',
    country: 'GB',
  },
})
const mayNothing = { reauthorize: false, disconnect: false, confirm: false, audit: false }

export const Connected: Story = on(connectionFixture())
export const NeedsAttention: Story = on(revoked)
export const Confirming: Story = on(connectionFixture('awaiting_confirmation'))
export const Checking: Story = on(connectionFixture('checking', 'intuit_unavailable'))
export const Blocked: Story = on(connectionFixture('blocked', 'subscription_ended'))
export const Disconnected: Story = on(connectionFixture('disconnected', 'in_quickbooks'))
export const Several: Story = on(connectionFixture(), revoked, longName)
export const LongName: Story = on(longName)
export const RightToLeft: Story = { ...Several, globals: { direction: 'rtl', locale: 'ar' } }
export const NoPermission: Story = {
  parameters: {
    mooring: { list: connectionListFixture([{ ...revoked, can: mayNothing }], { can: { connect: false } }) },
  },
}
export const Loading: Story = { parameters: { mooring: { loading: true } } }
export const Empty: Story = on()
export const Offline: Story = { parameters: { mooring: { offline: true } } }
export const ServerError: Story = {
  parameters: { mooring: { problem: problemFixture('store_unavailable') } },
}

export const Handed: Story = {
  ...Connected,
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Get support details' }))
    await canvas.findByText('Reference')
  },
}
export const OfAnAttempt: Story = { ...Handed, args: { attemptId: 'att_1' } }
