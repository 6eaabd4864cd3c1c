// The connect button and what takes its place: the next step, who to ask, or nothing.
import { attemptFixture, connectionListFixture } from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { waitFor } from 'storybook/test'
import { given } from '../../../../../.storybook/scenario.ts'
import * as states from '../../../../../.storybook/states.ts'
import { AS_WRITTEN, wordsOf } from '../../../../../.storybook/words.ts'
import { ConnectButton } from './ConnectButton.tsx'

const meta: Meta<typeof ConnectButton> = { title: 'Components/ConnectButton', component: ConnectButton }
export default meta
type Story = StoryObj<typeof ConnectButton>

export const ToConnect: Story = states.Empty
export const WaitingForQuickBooks: Story = states.AttemptPending
/** Where the adapter saw no session as the browser came back, and nothing reached this page from there. */
export const CameBackElsewhere: Story = {
  ...given({ list: connectionListFixture([]), attempts: [attemptFixture({ step: 'verified' })] }),
  play: async (steps) => {
    await waitFor(
      () => {
        // Each focus asks the server again.
        window.dispatchEvent(new Event('focus'))
        steps.canvas.getByText(wordsOf(steps).elsewhere, { ...AS_WRITTEN, selector: '.mooring-note-text' })
      },
      { timeout: 10_000, interval: 500 },
    )
  },
}
export const AwaitingConfirmation: Story = states.AwaitingConfirmation
export const ConnectedPresentation: Story = { ...states.Connected, args: { whenConnected: 'connected' } }
export const ConnectedSeveral: Story = { ...states.SeveralCompanies, args: { whenConnected: 'connected' } }
export const Reconnect: Story = states.DisconnectedInQuickbooks
export const NoPermission: Story = given({
  list: connectionListFixture([], { can: { connect: false } }),
})
export const WhoMayConnect: Story = given({
  list: connectionListFixture([], {
    can: { connect: false },
    whoCan: {
      connect: [{ displayName: 'Ada Martin', contact: 'ada@example.com' }, { displayName: 'Ben Ito' }],
    },
  }),
})
export const Loading: Story = states.Loading
export const Offline: Story = states.Offline
export const RightToLeft: Story = { ...states.Empty, globals: states.RightToLeft.globals }
export const OwnWords: Story = { ...states.Empty, args: { children: 'Link your books' } }

export const BeforeSignIn: Story = {
  ...states.Empty,
  play: async (steps) => {
    const { canvas, userEvent } = steps
    await userEvent.click(await canvas.findByText(wordsOf(steps).beforeSignIn, AS_WRITTEN))
    await canvas.findAllByRole('listitem')
  },
}
