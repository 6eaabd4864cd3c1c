// The checks of a connection: all well, some not, and what can stand in their place.
import {
  checkFixture,
  connectionListFixture,
  problemFixture,
  readinessFixture,
} from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { given } from '../../../../../.storybook/scenario.ts'
import * as states from '../../../../../.storybook/states.ts'
import { named, press } from '../../../../../.storybook/words.ts'
import { ReadinessChecklist } from './ReadinessChecklist.tsx'

const meta: Meta<typeof ReadinessChecklist> = {
  title: 'Components/ReadinessChecklist',
  component: ReadinessChecklist,
}
export default meta
type Story = StoryObj<typeof ReadinessChecklist>

const withChecks = (...changes: Parameters<typeof readinessFixture>[0] & object) =>
  given({ readiness: readinessFixture(changes) })

export const Ready: Story = withChecks()
export const NotReady: Story = states.ReauthorizationRequiredRevoked
export const NotKnown: Story = withChecks(
  checkFixture('callback', {
    status: 'unknown',
    detail: 'No one has come back through it yet.',
    fix: 'Connect or re-authorize once.',
    checkedAt: null,
  }),
)
export const WithTheHostsOwn: Story = withChecks(
  checkFixture('sync', { title: 'Sync', detail: 'The last sync succeeded.' }),
  checkFixture('webhooks', {
    status: 'unknown',
    title: 'Webhooks',
    detail: 'None has arrived yet.',
    checkedAt: null,
  }),
  checkFixture('reconciliation', {
    status: 'failed',
    title: 'Reconciliation matches the ledger',
    detail: '3 invoices are in QuickBooks alone.',
    fix: 'Open the reconciliation report.',
  }),
)
export const Loading: Story = states.Loading
export const NotConnected: Story = states.Empty
export const ServerError: Story = given({
  list: connectionListFixture(),
  problem: problemFixture('store_unavailable'),
})
export const RightToLeft: Story = states.RightToLeft
export const Width320: Story = { ...states.ReauthorizationRequiredRevoked, globals: states.Width320.globals }
export const CheckedAgain: Story = {
  ...Ready,
  play: async (steps) => {
    await press(steps, 'checkAgain')
    await named(steps, 'checkAgain')
  },
}
