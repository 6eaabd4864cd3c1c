// The question before a disconnect: with what the host says, with each reason, and when it fails.
import type { DisconnectWhy } from '@mooring/contract'
import { connectionListFixture, problemFixture } from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, screen } from 'storybook/test'
import { given } from '../../../../../.storybook/scenario.ts'
import * as states from '../../../../../.storybook/states.ts'
import { giveReason, press } from '../../../../../.storybook/words.ts'
import { DisconnectDialog } from './DisconnectDialog.tsx'

const meta: Meta<typeof DisconnectDialog> = {
  title: 'Components/DisconnectDialog',
  component: DisconnectDialog,
  args: { open: true, onOpenChange: () => {} },
}
export default meta
type Story = StoryObj<typeof DisconnectDialog>

const because = (why: DisconnectWhy): Story => ({
  ...states.Connected,
  play: async (steps) => {
    await expect(await giveReason(steps, why)).toBeChecked()
  },
})

export const WithImpact: Story = states.Connected
export const NothingToDelete: Story = given({
  list: connectionListFixture(),
  impact: { stops: [], keeps: [], deletes: [], canDeleteData: false },
})
export const WrongCompany: Story = because('wrong_company')
export const WrongCompanyNothingToLose: Story = {
  ...NothingToDelete,
  play: because('wrong_company').play,
}
export const AfterASwitchToAnotherConnection: Story = {
  ...states.Connected,
  args: { note: 'Northwind Bakery was connected here already and is re-authorized.' },
}
export const NotWorking: Story = because('not_working')
export const BusinessSold: Story = because('business_sold')
export const Failed: Story = {
  ...given({ list: connectionListFixture(), problem: problemFixture('store_unavailable') }),
  play: async (steps) => {
    await press(steps, 'disconnectYes')
    await screen.findByRole('alert')
  },
}
export const LongName: Story = states.LongName
export const RightToLeft: Story = states.RightToLeft
