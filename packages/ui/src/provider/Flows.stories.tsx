// Each flow played to its end against the adapter that hosts test with, with a person at Intuit who chooses at once.
import type { Connection } from '@mooring/contract'
import {
  connectionFixture,
  connectionListFixture,
  FIXTURE_NOW,
  problemFixture,
} from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import type { ReactElement } from 'react'
import { expect, screen, waitFor, within } from 'storybook/test'
import { personAtIntuit, personWithoutWindows } from '../../../../.storybook/mock-intuit.ts'
import { given, on } from '../../../../.storybook/scenario.ts'
import * as states from '../../../../.storybook/states.ts'
import {
  AS_WRITTEN,
  fromTheMenu,
  giveReason,
  headlineOf,
  named,
  press,
  type Row,
  type Steps,
  wordsOf,
} from '../../../../.storybook/words.ts'
import { DataSourceList } from '../components/data-source-list/DataSourceList.tsx'
import { SetupProgress } from '../components/setup-progress/SetupProgress.tsx'
import { SyncProgress } from '../components/sync-progress/SyncProgress.tsx'

/** A host's page with the list of companies. */
function DataSources(): ReactElement {
  return <DataSourceList />
}

const meta: Meta<typeof DataSources> = {
  title: 'Flows',
  component: DataSources,
  // What there is to see is the steps.
  parameters: { controls: { disable: true }, actions: { disable: true } },
}
export default meta
type Story = StoryObj<typeof DataSources>

const HARBOR = 'Harbor Tea Co.'
const NORTHWIND = 'Northwind Bakery'

/** Resolves once the company's line in the list says this. */
async function isAnnounced(steps: Steps, company: string, row: Row) {
  const line = within(await screen.findByRole('listitem', { name: company }))
  await line.findByText(headlineOf(steps, row, company), AS_WRITTEN)
}

export const FirstConnect: Story = {
  ...states.Empty,
  beforeEach: () => personAtIntuit(HARBOR),
  play: async (steps) => {
    await press(steps, 'connect')
    await press(steps, 'confirmYes')
    await isAnnounced(steps, HARBOR, 'connected')
  },
}

export const ConfirmedLater: Story = {
  ...states.AwaitingConfirmation,
  play: async (steps) => {
    await press(steps, 'confirmCompany')
    await press(steps, 'confirmYes')
    await isAnnounced(steps, HARBOR, 'connected')
  },
}

export const NotTheRightCompany: Story = {
  ...states.Empty,
  beforeEach: () => personAtIntuit(NORTHWIND, HARBOR),
  play: async (steps) => {
    await press(steps, 'connect')
    await press(steps, 'confirmNo')
    await waitFor(() => expect(screen.getByRole('alertdialog')).toHaveTextContent(HARBOR))
    await press(steps, 'confirmYes')
    await isAnnounced(steps, HARBOR, 'connected')
    await expect(screen.queryByRole('listitem', { name: NORTHWIND })).toBeNull()
  },
}

export const CancelledAtIntuit: Story = {
  ...states.Empty,
  beforeEach: () => personAtIntuit(null),
  play: async (steps) => {
    await press(steps, 'connect')
    await steps.canvas.findByText(wordsOf(steps).cancelled, AS_WRITTEN)
    await named(steps, 'connect')
  },
}

export const WindowsBlocked: Story = {
  ...states.Empty,
  beforeEach: () => personWithoutWindows(HARBOR),
  play: async (steps) => {
    await press(steps, 'connect')
    await press(steps, 'confirmYes')
    await isAnnounced(steps, HARBOR, 'connected')
  },
}

export const WindowLost: Story = {
  ...states.AttemptPending,
  play: async (steps) => {
    await named(steps, 'openAgain')
    await press(steps, 'cancel')
    await named(steps, 'connect')
  },
}

export const OpenedAgain: Story = {
  ...states.Empty,
  beforeEach: () => personAtIntuit(undefined, HARBOR),
  play: async (steps) => {
    await press(steps, 'connect')
    await press(steps, 'openAgain')
    await press(steps, 'confirmYes')
    await isAnnounced(steps, HARBOR, 'connected')
  },
}

export const Reauthorize: Story = {
  ...states.ReauthorizationRequiredRevoked,
  beforeEach: () => personAtIntuit(HARBOR),
  play: async (steps) => {
    await fromTheMenu(steps, 'reauthorize')
    await isAnnounced(steps, HARBOR, 'connected')
  },
}

export const WrongCompanyThenTheRightOne: Story = {
  ...states.ReauthorizationRequiredRevoked,
  beforeEach: () => personAtIntuit(NORTHWIND, HARBOR),
  play: async (steps) => {
    await press(steps, 'reauthorize')
    await named(steps, 'mismatchTitle', 'alertdialog')
    await press(steps, 'mismatchRetry')
    await isAnnounced(steps, HARBOR, 'connected')
  },
}

export const WrongCompanyAsAnother: Story = {
  ...states.ReauthorizationRequiredRevoked,
  beforeEach: () => personAtIntuit(NORTHWIND, NORTHWIND),
  play: async (steps) => {
    await press(steps, 'reauthorize')
    await press(steps, 'mismatchOther')
    await press(steps, 'confirmYes')
    await isAnnounced(steps, NORTHWIND, 'connected')
    await isAnnounced(steps, HARBOR, 'revoked')
  },
}

export const SwitchedOnPurpose: Story = {
  ...states.ReauthorizationRequiredRevoked,
  beforeEach: () => personAtIntuit(NORTHWIND, NORTHWIND),
  play: async (steps) => {
    await press(steps, 'reauthorize')
    await press(steps, 'mismatchSwitch')
    await steps.userEvent.type(await screen.findByRole('textbox'), NORTHWIND)
    await press(steps, 'mismatchSwitch')
    await press(steps, 'confirmYes')
    await isAnnounced(steps, NORTHWIND, 'connected')
    await isAnnounced(steps, HARBOR, 'by_user')
  },
}

export const DisconnectAndReconnect: Story = {
  ...states.Connected,
  beforeEach: () => personAtIntuit(HARBOR),
  play: async (steps) => {
    await fromTheMenu(steps, 'disconnect')
    await giveReason(steps, 'other')
    await press(steps, 'disconnectYes')
    await isAnnounced(steps, HARBOR, 'by_user')
    await expect(screen.queryByRole('button', { name: wordsOf(steps).reconnect })).toBeNull()
    await press(steps, 'connect')
    await isAnnounced(steps, HARBOR, 'connected')
  },
}

export const WrongCompanyRepaired: Story = {
  ...states.Connected,
  beforeEach: () => personAtIntuit(NORTHWIND),
  play: async (steps) => {
    await fromTheMenu(steps, 'disconnect')
    await giveReason(steps, 'wrong_company')
    await steps.userEvent.type(await screen.findByRole('textbox'), HARBOR)
    await press(steps, 'switchStart')
    await press(steps, 'confirmYes')
    await isAnnounced(steps, NORTHWIND, 'connected')
    await isAnnounced(steps, HARBOR, 'by_user')
  },
}

export const SwitchLeftAlone: Story = {
  ...states.Connected,
  beforeEach: () => personAtIntuit(NORTHWIND, null),
  play: async (steps) => {
    await fromTheMenu(steps, 'disconnect')
    await giveReason(steps, 'wrong_company')
    await steps.userEvent.type(await screen.findByRole('textbox'), HARBOR)
    await press(steps, 'switchStart')
    await press(steps, 'confirmNo')
    await steps.canvas.findByText(wordsOf(steps).switchCancelled(HARBOR), AS_WRITTEN)
    await isAnnounced(steps, HARBOR, 'connected')
    await expect(screen.queryByRole('listitem', { name: NORTHWIND })).toBeNull()
  },
}

export const BusinessSold: Story = {
  ...states.Connected,
  beforeEach: () => personAtIntuit(HARBOR),
  play: async (steps) => {
    await fromTheMenu(steps, 'disconnect')
    await giveReason(steps, 'business_sold')
    await press(steps, 'disconnectYes')
    await isAnnounced(steps, HARBOR, 'by_user')
    await press(steps, 'connect')
    await press(steps, 'confirmYes')
    await isAnnounced(steps, HARBOR, 'connected')
  },
}

export const DisconnectRefused: Story = {
  ...given({ list: connectionListFixture(), problem: problemFixture('store_unavailable') }),
  play: async (steps) => {
    await fromTheMenu(steps, 'disconnect')
    await press(steps, 'disconnectYes')
    await screen.findByRole('alert')
    await press(steps, 'disconnectNo')
    await isAnnounced(steps, HARBOR, 'connected')
  },
}

export const NobodyToPress: Story = {
  ...states.NoPermissionAskAda,
  play: async (steps) => {
    await screen.findByText(/Ada Martin/)
    await expect(screen.queryByRole('button', { name: wordsOf(steps).reauthorize })).toBeNull()
  },
}

export const Stuck: Story = {
  ...states.BlockedQuotaExceeded,
  play: async (steps) => {
    await fromTheMenu(steps, 'supportDetails')
    const { supportCopied, supportSaved } = wordsOf(steps)
    // Copied, or saved where the browser lets no one copy.
    await steps.canvas.findByText((text) => text === supportCopied || text === supportSaved, AS_WRITTEN)
  },
}

export const OfflineMeanwhile: Story = {
  ...given({ ...states.ReauthorizationRequiredRevoked.parameters.mooring, offline: true }),
  beforeEach: () => personAtIntuit(HARBOR),
  play: async (steps) => {
    await press(steps, 'reauthorize')
    await steps.canvas.findByText(wordsOf(steps).offline, AS_WRITTEN)
    await isAnnounced(steps, HARBOR, 'revoked')
  },
}

const progress = { completed: 1204, total: 3100, label: 'Invoices' }
const halted = (change: Partial<Connection>) =>
  on(connectionFixture('reauthorization_required', 'revoked', change))

export const SyncGoesOn: Story = {
  ...halted({
    sync: { ...connectionFixture().sync, state: 'paused', progress, startedAt: FIXTURE_NOW },
  }),
  render: () => <SyncProgress />,
  beforeEach: () => personAtIntuit(HARBOR),
  play: async (steps) => {
    await press(steps, 'reauthorize')
    await steps.canvas.findByText(wordsOf(steps).syncResuming(HARBOR), AS_WRITTEN)
  },
}

export const ImportGoesOn: Story = {
  ...halted({ setup: { state: 'importing', progress, error: null } }),
  render: () => <SetupProgress />,
  beforeEach: () => personAtIntuit(HARBOR),
  play: async (steps) => {
    await press(steps, 'reauthorize')
    await steps.canvas.findByText(wordsOf(steps).setupImporting(HARBOR), AS_WRITTEN)
  },
}

export const SetUp: Story = {
  ...on(
    connectionFixture('connected', null, {
      setup: { state: 'configuration_required', progress: null, error: null },
    }),
  ),
  render: () => (
    <SetupProgress>
      <label>
        Sales account <input required />
      </label>
    </SetupProgress>
  ),
  play: async (steps) => {
    // An empty field keeps it from being saved.
    await press(steps, 'setupSave')
    await steps.userEvent.type(await screen.findByLabelText('Sales account'), '4000')
    await press(steps, 'setupSave')
    await steps.canvas.findByText(wordsOf(steps).setupDone(HARBOR), AS_WRITTEN)
  },
}
