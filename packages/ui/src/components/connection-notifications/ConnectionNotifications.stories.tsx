// The tray, closed and open.
import type { Meta, StoryObj } from '@storybook/react-vite'
import * as states from '../../../../../.storybook/states.ts'
import { ConnectionNotifications } from './ConnectionNotifications.tsx'

const meta: Meta<typeof ConnectionNotifications> = {
  title: 'Components/ConnectionNotifications',
  component: ConnectionNotifications,
  args: { onNavigate: () => {} },
}
export default meta
type Story = StoryObj<typeof ConnectionNotifications>

const openTray: NonNullable<Story['play']> = async ({ canvas, userEvent }) => {
  await userEvent.click(await canvas.findByRole('button', { expanded: false }))
}

export const NoNews: Story = states.Connected
export const Closed: Story = states.SeveralCompanies
export const Open: Story = { ...states.SeveralCompanies, play: openTray }
export const OpenWithoutNews: Story = { ...states.Connected, play: openTray }
export const OpenRightToLeft: Story = {
  ...states.SeveralCompanies,
  globals: states.RightToLeft.globals,
  play: openTray,
}
