// An authorization that the host's own button started, shown at the page's foot.
import { attemptFixture } from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import { personAtIntuit } from '../../../../../.storybook/mock-intuit.ts'
import { given } from '../../../../../.storybook/scenario.ts'
import * as states from '../../../../../.storybook/states.ts'
import { headlineOf } from '../../../../../.storybook/words.ts'
import { useSyncGate } from '../../hooks/useSyncGate.ts'

/** A host's own sync button; what an ended authorization held up is finished without a second press. */
function SyncButton() {
  const [synced, setSynced] = useState('')
  const { allowed, explain, canFix, fix } = useSyncGate(undefined, {
    intent: 'October',
    onOutcome: ({ intent }) => setSynced(String(intent)),
  })
  return (
    <>
      {allowed || canFix ? (
        <button type="button" className="host-button" onClick={allowed ? () => setSynced('November') : fix}>
          {allowed ? 'Sync now' : explain}
        </button>
      ) : (
        <p>{explain}</p>
      )}
      {synced && <p>{synced} is synced.</p>}
    </>
  )
}

const meta: Meta<typeof SyncButton> = { title: 'Hooks/useSyncGate', component: SyncButton }
export default meta
type Story = StoryObj<typeof SyncButton>

const { list } = states.ReauthorizationRequiredRevoked.parameters.mooring
const attempt = attemptFixture({ kind: 'reauthorize', connectionId: 'con_harbor' })

export const Allowed: Story = states.Connected
export const NotAllowed: Story = states.ReauthorizationRequiredRevoked
export const Waiting: Story = given({ list, attempts: [attempt] })
export const FinishedByItself: Story = {
  ...states.ReauthorizationRequiredRevoked,
  beforeEach: () => personAtIntuit('Harbor Tea Co.'),
  play: async (steps) => {
    const { canvas, userEvent } = steps
    const headline = headlineOf(steps, 'revoked', 'Harbor Tea Co.')
    await userEvent.click(await canvas.findByRole('button', { name: (name) => name.startsWith(headline) }))
    await canvas.findByText('October is synced.')
    await canvas.findByRole('button', { name: 'Sync now' })
  },
}
export const WaitingRightToLeft: Story = { ...Waiting, globals: states.RightToLeft.globals }
