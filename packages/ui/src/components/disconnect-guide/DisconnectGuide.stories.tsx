// How to disconnect inside QuickBooks.
import type { Meta, StoryObj } from '@storybook/react-vite'
import { given } from '../../../../../.storybook/scenario.ts'
import * as states from '../../../../../.storybook/states.ts'
import { AS_WRITTEN, press, wordsOf } from '../../../../../.storybook/words.ts'
import { DisconnectGuide } from './DisconnectGuide.tsx'

const meta: Meta<typeof DisconnectGuide> = {
  title: 'Components/DisconnectGuide',
  component: DisconnectGuide,
  args: { listingName: 'Harborline' },
}
export default meta
type Story = StoryObj<typeof DisconnectGuide>

export const Named: Story = states.Connected
export const WithoutAName: Story = { ...states.Connected, args: { listingName: undefined } }
export const WithTheHostsPictures: Story = {
  ...states.Connected,
  args: { children: 'Your pictures stand here.' },
}
export const NotConnected: Story = states.Empty
export const LongName: Story = states.LongName
export const AskedIfItHelped: Story = given({ asksForFeedback: true })
export const Answered: Story = {
  ...AskedIfItHelped,
  play: async (steps) => {
    await press(steps, 'helpfulYes')
    await steps.canvas.findByText(wordsOf(steps).helpfulThanks, AS_WRITTEN)
  },
}
export const AskedIfItHelpedAt320: Story = { ...AskedIfItHelped, globals: states.Width320.globals }
export const RightToLeft: Story = { ...states.Connected, globals: states.RightToLeft.globals }
