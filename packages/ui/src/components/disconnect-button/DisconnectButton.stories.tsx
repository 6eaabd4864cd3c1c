// The visible disconnect, and the question behind it.
import type { Meta, StoryObj } from '@storybook/react-vite'
import { screen } from 'storybook/test'
import * as states from '../../../../../.storybook/states.ts'
import { press } from '../../../../../.storybook/words.ts'
import { DisconnectButton } from './DisconnectButton.tsx'

const meta: Meta<typeof DisconnectButton> = {
  title: 'Components/DisconnectButton',
  component: DisconnectButton,
}
export default meta
type Story = StoryObj<typeof DisconnectButton>

export const Connected: Story = states.Connected
export const NoPermission: Story = states.NoPermission
export const OwnWords: Story = { ...states.Connected, args: { children: 'Unlink the books' } }
export const Asks: Story = {
  ...states.Connected,
  play: async (steps) => {
    await press(steps, 'disconnect')
    await screen.findByRole('alertdialog')
  },
}
