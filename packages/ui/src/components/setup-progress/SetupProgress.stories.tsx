// The set-up after the first connect, in each of its states.
import type { Connection, Progress } from '@mooring/contract'
import { connectionFixture, problemFixture } from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { given, LONG_NAMED, on } from '../../../../../.storybook/scenario.ts'
import * as states from '../../../../../.storybook/states.ts'
import { AS_WRITTEN, press, wordsOf } from '../../../../../.storybook/words.ts'
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

const inSetup = (setup: Partial<Setup>, connection: Partial<Connection> = {}) =>
  on(
    connectionFixture('connected', null, {
      setup: { state: 'importing', progress: null, error: null, ...setup },
      ...connection,
    }),
  )
const progress: Progress = { completed: 1204, total: 3100, label: 'Customers' }

export const Importing: Story = inSetup({ progress })
export const ImportingWithoutTotal: Story = inSetup({ progress: { ...progress, total: null } })
export const ImportingNothingKnown: Story = inSetup({})
export const ImportPaused: Story = inSetup(
  { progress },
  connectionFixture('reauthorization_required', 'revoked', {
    setup: { state: 'importing', progress, error: null },
  }),
)
export const Failed: Story = inSetup({
  state: 'failed',
  error: problemFixture('internal', { detail: 'The import stopped because of an error in the app.' }),
})
const broken = (state: 'failed' | 'configuration_required') =>
  connectionFixture('reauthorization_required', 'revoked', { setup: { state, progress: null, error: null } })
export const FailedRevoked: Story = on(broken('failed'))
export const ConfigurationRevoked: Story = on(broken('configuration_required'))
const toConfigure = inSetup({ state: 'configuration_required' }).parameters.mooring
export const ConfigurationRequired: Story = given(toConfigure)
export const Saved: Story = {
  ...ConfigurationRequired,
  play: async (steps) => {
    await press(steps, 'setupSave')
    await steps.canvas.findByText(wordsOf(steps).setupDone('Harbor Tea Co.'), AS_WRITTEN)
  },
}
export const SaveFails: Story = {
  ...given({ ...toConfigure, problem: problemFixture('store_unavailable') }),
  play: async (steps) => {
    await press(steps, 'setupSave')
    await steps.canvas.findByRole('alert')
  },
}
export const NoPermission: Story = given({
  list: toConfigure.list && { ...toConfigure.list, can: { connect: false } },
})
export const NothingToSetUp: Story = states.Connected
export const LongName: Story = inSetup({ progress }, { company: LONG_NAMED })
export const RightToLeft: Story = { ...Importing, globals: states.RightToLeft.globals }
export const Width320: Story = { ...LongName, globals: states.Width320.globals }
