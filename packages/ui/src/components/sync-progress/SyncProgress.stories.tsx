// A connection's sync, in each of its states.
import type { Connection } from '@mooring/contract'
import {
  connectionFixture,
  connectionListFixture,
  FIXTURE_NOW,
  problemFixture,
} from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { given, LONG_NAMED, on, READ_ONLY } from '../../../../../.storybook/scenario.ts'
import * as states from '../../../../../.storybook/states.ts'
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
    pausedAt: null,
    missedSince: null,
    error: null,
    ...change,
  },
})
const paused = sync({ state: 'paused', progress, pausedAt: ago(40) })

export const Running: Story = on(connectionFixture('connected', null, sync({ progress })))
export const RunningWithoutTotal: Story = on(
  connectionFixture('connected', null, sync({ progress: { ...progress, total: null } })),
)
export const RunningNothingKnown: Story = on(connectionFixture('connected', null, sync({})))
export const Checking: Story = on(
  connectionFixture('checking', 'refresh_outcome_unknown', sync({ progress })),
)
export const PausedRevoked: Story = on(connectionFixture('reauthorization_required', 'revoked', paused))
export const PausedWithBacklog: Story = given({
  list: connectionListFixture([connectionFixture('reauthorization_required', 'revoked', paused)]),
  backlog: { count: 1204, label: 'invoices' },
})
export const PausedHardExpired: Story = on(
  connectionFixture('reauthorization_required', 'hard_expired', paused),
)
export const PausedCompanyLocked: Story = on(connectionFixture('blocked', 'company_locked', paused))
export const PausedDisconnected: Story = on(connectionFixture('disconnected', 'in_quickbooks', paused))
export const PausedNoPermission: Story = given({
  list: connectionListFixture(
    [connectionFixture('reauthorization_required', 'revoked', { ...paused, can: READ_ONLY })],
    { can: { connect: false } },
  ),
})
export const PausedUntilTheFirst: Story = on(
  connectionFixture(
    'connected',
    null,
    sync({ state: 'paused', progress, pausedAt: ago(40), pausedUntil: '2026-12-01T00:00:00.000Z' }),
  ),
)
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
const failed = sync({ state: 'failed', error: problemFixture('rate_limited') })
export const FailedRevoked: Story = {
  ...on(connectionFixture('reauthorization_required', 'revoked', failed)),
  args: { onRetry: () => {} },
}
export const SucceededRevoked: Story = states.ReauthorizationRequiredRevoked
export const NeverRevoked: Story = on(
  connectionFixture(
    'reauthorization_required',
    'revoked',
    sync({ state: 'idle', startedAt: null, lastSucceededAt: null }),
  ),
)
export const Succeeded: Story = states.Connected
export const Never: Story = on(
  connectionFixture('connected', null, sync({ state: 'idle', startedAt: null, lastSucceededAt: null })),
)
export const Loading: Story = states.Loading
export const ServerError: Story = states.ServerError
export const LongName: Story = on(
  connectionFixture('reauthorization_required', 'revoked', { ...paused, company: LONG_NAMED }),
)
export const RightToLeft: Story = { ...PausedRevoked, globals: states.RightToLeft.globals }
export const Width320: Story = { ...LongName, globals: states.Width320.globals }
