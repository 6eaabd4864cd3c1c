// A connection's sync, in each of its states.
import type { Connection } from '@mooring/contract'
import {
  connectionFixture,
  connectionListFixture,
  FIXTURE_NOW,
  problemFixture,
} from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { SyncProgress } from './SyncProgress.tsx'

const meta: Meta<typeof SyncProgress> = { title: 'Components/SyncProgress', component: SyncProgress }
export default meta
type Story = StoryObj<typeof SyncProgress>

const ago = (minutes: number) => new Date(Date.parse(FIXTURE_NOW) - minutes * 60_000).toISOString()
const progress = { completed: 1204, total: 3100, label: 'Invoices' }
const sync = (change: Partial<Connection['sync']>): Partial<Connection> => ({
  sync: {
    state: 'running',
    progress: null,
    startedAt: ago(95),
    lastSucceededAt: ago(1500),
    error: null,
    ...change,
  },
})
const on = (connection: Connection): Story => ({
  parameters: { mooring: { list: connectionListFixture([connection]) } },
})
const paused = sync({ state: 'paused', progress, pausedAt: ago(40) })
const longName = {
  realmId: '•••• 1234',
  name: 'The Honourable Company of Harbour-Side Tea Merchants, Blenders and Wholesale Purveyors of Fine Leaf',
  country: 'GB',
}
const mayNothing = { reauthorize: false, disconnect: false, confirm: false, audit: false }

export const Running: Story = on(connectionFixture('connected', null, sync({ progress })))
export const RunningWithoutTotal: Story = on(
  connectionFixture('connected', null, sync({ progress: { ...progress, total: null } })),
)
export const RunningNothingKnown: Story = on(connectionFixture('connected', null, sync({})))
export const PausedRevoked: Story = on(connectionFixture('reauthorization_required', 'revoked', paused))
export const PausedHardExpired: Story = on(
  connectionFixture('reauthorization_required', 'hard_expired', paused),
)
export const PausedCompanyLocked: Story = on(connectionFixture('blocked', 'company_locked', paused))
export const PausedDisconnected: Story = on(connectionFixture('disconnected', 'in_quickbooks', paused))
export const PausedNoPermission: Story = {
  parameters: {
    mooring: {
      list: connectionListFixture(
        [connectionFixture('reauthorization_required', 'revoked', { ...paused, can: mayNothing })],
        { can: { connect: false } },
      ),
    },
  },
}
export const GoesOnByItself: Story = on(connectionFixture('connected', null, paused))
export const Failed: Story = {
  ...on(
    connectionFixture(
      'connected',
      null,
      sync({
        state: 'failed',
        error: problemFixture('rate_limited', {
          detail: 'QuickBooks asked to slow down for longer than the run could wait.',
        }),
      }),
    ),
  ),
  args: { onRetry: () => {} },
}
export const Succeeded: Story = on(connectionFixture())
export const Never: Story = on(
  connectionFixture('connected', null, sync({ state: 'idle', startedAt: null, lastSucceededAt: null })),
)
export const Loading: Story = { parameters: { mooring: { loading: true } } }
export const Empty: Story = { parameters: { mooring: { list: connectionListFixture([]) } } }
export const Offline: Story = { parameters: { mooring: { offline: true } } }
export const ServerError: Story = {
  parameters: { mooring: { problem: problemFixture('store_unavailable') } },
}
export const LongName: Story = on(
  connectionFixture('reauthorization_required', 'revoked', { ...paused, company: longName }),
)
export const RightToLeft: Story = { ...PausedRevoked, globals: { direction: 'rtl', locale: 'ar' } }
