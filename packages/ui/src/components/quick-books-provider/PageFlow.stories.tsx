// An authorization that the host's own button started, shown at the page's foot.
import { attemptFixture } from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { given } from '../../../../../.storybook/scenario.ts'
import * as states from '../../../../../.storybook/states.ts'
import { useSyncGate } from '../../hooks/useSyncGate.ts'

/** A host's own sync button. */
function SyncButton() {
  const { allowed, explain, fix } = useSyncGate()
  return (
    <button type="button" onClick={fix}>
      {allowed ? 'Sync now' : explain}
    </button>
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
export const WaitingRightToLeft: Story = { ...Waiting, globals: states.RightToLeft.globals }
