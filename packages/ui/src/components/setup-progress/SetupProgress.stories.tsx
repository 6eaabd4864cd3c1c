// The set-up after the first connect, in each of its states.
import type { Connection, Progress } from '@mooring/contract'
import { connectionFixture, connectionListFixture, problemFixture } from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { SetupProgress } from './SetupProgress.tsx'

function Mappings() {
  return (
    <label>
      Sales account <input required defaultValue="4000" />
    </label>
  )
}

const meta: Meta<typeof SetupProgress> = {
  title: 'Components/SetupProgress',
  component: SetupProgress,
  args: { children: <Mappings /> },
}
export default meta
type Story = StoryObj<typeof SetupProgress>
type Setup = Connection['setup']

const on = (setup: Partial<Setup>, connection: Partial<Connection> = {}): Story => ({
  parameters: {
    mooring: {
      list: connectionListFixture([
        connectionFixture('connected', null, {
          setup: { state: 'importing', progress: null, error: null, ...setup },
          ...connection,
        }),
      ]),
    },
  },
})
const progress: Progress = { completed: 1204, total: 3100, label: 'Customers' }
const longName = {
  realmId: '•••• 1234',
  name: 'The Honourable Company of Harbour-Side Tea Merchants, Blenders and Wholesale Purveyors of Fine Leaf',
  country: 'GB',
}

export const Importing: Story = on({ progress })
export const ImportingWithoutTotal: Story = on({ progress: { ...progress, total: null } })
export const ImportingNothingKnown: Story = on({})
export const ImportPaused: Story = on(
  { progress },
  connectionFixture('reauthorization_required', 'revoked', {
    setup: { state: 'importing', progress, error: null },
  }),
)
export const Failed: Story = on({
  state: 'failed',
  error: problemFixture('internal', { detail: 'The import stopped because of an error in the app.' }),
})
export const ConfigurationRequired: Story = on({ state: 'configuration_required' })
export const Saved: Story = {
  ...ConfigurationRequired,
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Save configuration' }))
    await canvas.findByText('The set-up of Harbor Tea Co. is finished.')
  },
}
export const SaveFails: Story = {
  parameters: {
    mooring: { ...ConfigurationRequired.parameters?.mooring, problem: problemFixture('store_unavailable') },
  },
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Save configuration' }))
    await canvas.findByRole('alert')
  },
}
export const NoPermission: Story = {
  parameters: {
    mooring: {
      list: { ...ConfigurationRequired.parameters?.mooring.list, can: { connect: false } },
    },
  },
}
export const Done: Story = on({ state: 'done' })
export const None: Story = on({ state: 'none' })
export const Loading: Story = { parameters: { mooring: { loading: true } } }
export const LongName: Story = on({ progress }, { company: longName })
export const RightToLeft: Story = { ...Importing, globals: { direction: 'rtl', locale: 'ar' } }
