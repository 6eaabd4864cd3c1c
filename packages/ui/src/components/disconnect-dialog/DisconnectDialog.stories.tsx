// The question before a disconnect: with what the host says, with each reason, and when it fails.
import { connectionListFixture, problemFixture } from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { screen } from 'storybook/test'
import { given } from '../../../../../.storybook/scenario.ts'
import * as states from '../../../../../.storybook/states.ts'
import { DisconnectDialog } from './DisconnectDialog.tsx'

const meta: Meta<typeof DisconnectDialog> = {
  title: 'Components/DisconnectDialog',
  component: DisconnectDialog,
  args: { open: true, onOpenChange: () => {} },
}
export default meta
type Story = StoryObj<typeof DisconnectDialog>

const choose = (reason: string): Story => ({
  ...states.Connected,
  play: async ({ userEvent }) => userEvent.click(await screen.findByRole('radio', { name: reason })),
})

export const WithImpact: Story = states.Connected
export const NothingToDelete: Story = given({
  list: connectionListFixture(),
  impact: { stops: [], keeps: [], deletes: [], canDeleteData: false },
})
export const WrongCompany: Story = choose('The wrong company is connected')
export const NotWorking: Story = choose('It is not working')
export const BusinessSold: Story = choose('The business was sold')
export const Failed: Story = {
  ...given({ list: connectionListFixture(), problem: problemFixture('store_unavailable') }),
  play: async ({ userEvent }) => {
    await userEvent.click(await screen.findByRole('button', { name: 'Disconnect' }))
    await screen.findByRole('alert')
  },
}
export const LongName: Story = states.LongName
export const RightToLeft: Story = states.RightToLeft
