// The question whether this is the right company.
import type { Connection } from '@mooring/contract'
import { connectionFixture, connectionListFixture, problemFixture } from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { screen } from 'storybook/test'
import { ConfirmCompanyDialog } from './ConfirmCompanyDialog.tsx'

const meta: Meta<typeof ConfirmCompanyDialog> = {
  title: 'Components/ConfirmCompanyDialog',
  component: ConfirmCompanyDialog,
  args: { open: true, onOpenChange: () => {} },
}
export default meta
type Story = StoryObj<typeof ConfirmCompanyDialog>

const on = (connection: Connection): Story => ({
  parameters: { mooring: { list: connectionListFixture([connection]) } },
})
const longCompany = {
  realmId: '•••• 1234',
  name: 'The Honourable Company of Harbour-Side Tea Merchants, Blenders and Wholesale Purveyors of Fine Leaf',
  country: 'GB',
}

export const Production: Story = on(connectionFixture('awaiting_confirmation'))
export const Sandbox: Story = on(connectionFixture('awaiting_confirmation', null, { environment: 'sandbox' }))
export const NoName: Story = on(
  connectionFixture('awaiting_confirmation', null, {
    company: { realmId: '•••• 1234', name: null, country: null },
  }),
)
export const LongName: Story = on(connectionFixture('awaiting_confirmation', null, { company: longCompany }))
export const RightToLeft: Story = { ...Sandbox, globals: { direction: 'rtl', locale: 'ar' } }
export const Loading: Story = { parameters: { mooring: { loading: true } } }
export const Offline: Story = { parameters: { mooring: { offline: true } } }
export const Failed: Story = {
  parameters: {
    mooring: {
      list: connectionListFixture([connectionFixture('awaiting_confirmation')]),
      problem: problemFixture('store_unavailable'),
    },
  },
  play: async ({ userEvent }) => {
    await userEvent.click(await screen.findByRole('button', { name: 'Yes, use this company' }))
    await screen.findByRole('alert')
  },
}
