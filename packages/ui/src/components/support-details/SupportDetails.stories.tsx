// What support needs to know, in one click.
import { attemptFixture, problemFixture } from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { given } from '../../../../../.storybook/scenario.ts'
import * as states from '../../../../../.storybook/states.ts'
import { SupportDetails } from './SupportDetails.tsx'

const meta: Meta<typeof SupportDetails> = { title: 'Components/SupportDetails', component: SupportDetails }
export default meta
type Story = StoryObj<typeof SupportDetails>

export const ToAskFor: Story = states.Connected
export const NotConnected: Story = states.Empty
export const Handed: Story = {
  ...states.Connected,
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('button'))
    await canvas.findByText('ref_4F7K2M')
  },
}
const failed = attemptFixture({ outcome: 'failed', problem: problemFixture('company_in_use') })
export const OfAnAttempt: Story = {
  ...Handed,
  ...given({ attempts: [failed] }),
  args: { attemptId: failed.id },
}
export const RightToLeft: Story = { ...states.Connected, globals: states.RightToLeft.globals }
