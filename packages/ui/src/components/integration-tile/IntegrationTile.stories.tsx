// QuickBooks as a tile with a toggle.
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect } from 'storybook/test'
import * as states from '../../../../../.storybook/states.ts'
import { AS_WRITTEN, headlineOf, named, press } from '../../../../../.storybook/words.ts'
import { IntegrationTile } from './IntegrationTile.tsx'

const meta: Meta<typeof IntegrationTile> = {
  title: 'Components/IntegrationTile',
  component: IntegrationTile,
  args: { description: 'Invoices, customers and payments of your books.' },
}
export default meta
type Story = StoryObj<typeof IntegrationTile>

export const Off: Story = states.Empty
export const On: Story = states.Connected

/** On, in the colour of its state: the accent is for what is known to work. */
const isOnInItsTone: Story['play'] = async (steps) => {
  const toggle = await named(steps, 'quickBooks', 'switch')
  await expect(toggle).toBeChecked()
  const mark = steps.canvasElement.querySelector('.mooring-status-mark')
  if (!mark) throw new Error('The tile says nothing of its state.')
  if (matchMedia('(forced-colors: active)').matches) return
  await expect(getComputedStyle(toggle).backgroundColor).toBe(getComputedStyle(mark).color)
}
export const NeedsAttention: Story = { ...states.ReauthorizationRequiredRevoked, play: isOnInItsTone }
export const Confirming: Story = { ...states.AwaitingConfirmation, play: isOnInItsTone }
export const Checking: Story = { ...states.CheckingRefreshOutcomeUnknown, play: isOnInItsTone }
export const Several: Story = states.SeveralCompanies
export const NoPermission: Story = states.NoPermission
export const Loading: Story = states.Loading
export const ServerError: Story = states.ServerError
export const LongName: Story = states.LongName
export const RightToLeft: Story = states.RightToLeft
export const WithSettings: Story = { ...states.Connected, args: { children: 'Your settings stand here.' } }

export const SwitchedOff: Story = {
  ...states.Connected,
  play: async (steps) => {
    await press(steps, 'quickBooks', 'switch')
    await press(steps, 'disconnectYes')
    await steps.canvas.findByText(headlineOf(steps, 'by_user', 'Harbor Tea Co.'), AS_WRITTEN)
    await expect(await named(steps, 'quickBooks', 'switch')).not.toBeChecked()
  },
}
