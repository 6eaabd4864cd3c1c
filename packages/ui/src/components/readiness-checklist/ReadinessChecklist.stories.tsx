// The checks of a connection: all well, some not, and what can stand in their place.
import {
  checkFixture,
  connectionFixture,
  connectionListFixture,
  problemFixture,
  readinessFixture,
} from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { ReadinessChecklist } from './ReadinessChecklist.tsx'

const meta: Meta<typeof ReadinessChecklist> = {
  title: 'Components/ReadinessChecklist',
  component: ReadinessChecklist,
}
export default meta
type Story = StoryObj<typeof ReadinessChecklist>

const withChecks = (...changes: Parameters<typeof readinessFixture>[0] & object): Story => ({
  parameters: { mooring: { readiness: readinessFixture(changes) } },
})
const revoked = [
  checkFixture('access_token', {
    status: 'failed',
    detail: 'No access token can be handed out.',
    fix: 'See the other checks.',
  }),
  checkFixture('refresh_token', {
    status: 'failed',
    detail: 'The authorization was withdrawn at QuickBooks.',
    fix: 'Re-authorize the connection.',
  }),
]

export const Ready: Story = withChecks()
export const NotReady: Story = {
  parameters: {
    mooring: {
      ...withChecks(...revoked).parameters?.mooring,
      list: connectionListFixture([connectionFixture('reauthorization_required', 'revoked')]),
    },
  },
}
export const NotKnown: Story = withChecks(
  checkFixture('callback', {
    status: 'unknown',
    detail: 'Nobody has come back through it yet.',
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
export const Loading: Story = { parameters: { mooring: { loading: true } } }
export const Empty: Story = { parameters: { mooring: { list: connectionListFixture([]) } } }
export const Offline: Story = { parameters: { mooring: { offline: true } } }
export const ServerError: Story = {
  parameters: { mooring: { list: connectionListFixture(), problem: problemFixture('store_unavailable') } },
}
export const RightToLeft: Story = { ...NotReady, globals: { direction: 'rtl', locale: 'ar' } }

export const CheckedAgain: Story = {
  ...Ready,
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Check again' }))
    await canvas.findByRole('button', { name: 'Check again' })
  },
}
