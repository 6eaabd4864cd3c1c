// An authorization that the host's own button started, shown at the page's foot.
import { attemptFixture, connectionFixture, connectionListFixture } from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { useSyncGate } from '../../hooks/useSyncGate.ts'

function SyncButton() {
  const { allowed, explain, fix } = useSyncGate()
  return (
    <button type="button" onClick={fix}>
      {allowed ? 'Sync now' : explain}
    </button>
  )
}

const meta: Meta<typeof SyncButton> = { title: 'Host’s own button', component: SyncButton }
export default meta
type Story = StoryObj<typeof SyncButton>

const list = connectionListFixture([connectionFixture('reauthorization_required', 'revoked')])
const attempt = attemptFixture({ kind: 'reauthorize', connectionId: 'con_harbor' })

export const Waiting: Story = { parameters: { mooring: { list, attempts: [attempt] } } }
export const WaitingRightToLeft: Story = { ...Waiting, globals: { direction: 'rtl', locale: 'ar' } }
