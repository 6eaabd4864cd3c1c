// Each flow played to its end against the mock server, with a person at Intuit who chooses at once.
import type { Meta, StoryObj } from '@storybook/react-vite'
import type { ReactElement } from 'react'
import { expect, screen, within } from 'storybook/test'
import { personAtIntuit } from '../../../../../.storybook/mock-intuit.ts'
import * as states from '../../../../../.storybook/states.ts'
import { DataSourceList } from '../data-source-list/DataSourceList.tsx'

/** A host's page with the list of companies. */
function DataSources(): ReactElement {
  return <DataSourceList />
}

const meta: Meta<typeof DataSources> = { title: 'Flows', component: DataSources }
export default meta
type Story = StoryObj<typeof DataSources>
type Play = NonNullable<Story['play']>
type Steps = Pick<Parameters<Play>[0], 'userEvent'>

const HARBOR = 'Harbor Tea Co.'
const NORTHWIND = 'Northwind Bakery'

async function press({ userEvent }: Steps, name: string | RegExp, role = 'button') {
  await userEvent.click(await screen.findByRole(role, { name }))
}

async function fromTheMenu(steps: Steps, item: string) {
  await press(steps, 'QuickBooks connection actions')
  await press(steps, item, 'menuitem')
}

const rowOf = async (company: string) => within(await screen.findByRole('listitem', { name: company }))

export const FirstConnect: Story = {
  ...states.Empty,
  beforeEach: () => personAtIntuit(HARBOR),
  play: async (steps) => {
    await press(steps, 'Connect to QuickBooks')
    await press(steps, 'Yes, use this company')
    await (await rowOf(HARBOR)).findByText(/^Connected to/)
  },
}

export const CancelledAtIntuit: Story = {
  ...states.Empty,
  beforeEach: () => personAtIntuit(null),
  play: async (steps) => {
    await press(steps, 'Connect to QuickBooks')
    await steps.canvas.findByText(/Nothing has changed/)
    await screen.findByRole('button', { name: 'Connect to QuickBooks' })
  },
}

export const NotTheRightCompany: Story = {
  ...states.Empty,
  beforeEach: () => personAtIntuit(NORTHWIND, HARBOR),
  play: async (steps) => {
    await press(steps, 'Connect to QuickBooks')
    await press(steps, 'No, choose another')
    await press(steps, 'Yes, use this company')
    await (await rowOf(HARBOR)).findByText(/^Connected to/)
    await expect(screen.queryByRole('listitem', { name: NORTHWIND })).toBeNull()
  },
}

export const Reauthorize: Story = {
  ...states.ReauthorizationRequiredRevoked,
  beforeEach: () => personAtIntuit(HARBOR),
  play: async (steps) => {
    await fromTheMenu(steps, 'Re-authorize')
    await (await rowOf(HARBOR)).findByText(/^Connected to/)
  },
}

export const WrongCompanyThenTheRightOne: Story = {
  ...states.ReauthorizationRequiredRevoked,
  beforeEach: () => personAtIntuit(NORTHWIND, HARBOR),
  play: async (steps) => {
    await press(steps, 'Re-authorize')
    await screen.findByRole('alertdialog', { name: 'You chose a different company' })
    await press(steps, 'Try again')
    await (await rowOf(HARBOR)).findByText(/^Connected to/)
  },
}

export const WrongCompanyAsAnother: Story = {
  ...states.ReauthorizationRequiredRevoked,
  beforeEach: () => personAtIntuit(NORTHWIND, NORTHWIND),
  play: async (steps) => {
    await press(steps, 'Re-authorize')
    await press(steps, 'Connect as another data source')
    await press(steps, 'Yes, use this company')
    await (await rowOf(NORTHWIND)).findByText(/^Connected to/)
    await (await rowOf(HARBOR)).findByText(/needs to be re-authorized/)
  },
}

export const SwitchedOnPurpose: Story = {
  ...states.ReauthorizationRequiredRevoked,
  beforeEach: () => personAtIntuit(NORTHWIND, NORTHWIND),
  play: async (steps) => {
    await press(steps, 'Re-authorize')
    await press(steps, 'Switch company')
    const dialog = within(await screen.findByRole('alertdialog'))
    await steps.userEvent.type(await dialog.findByRole('textbox'), NORTHWIND)
    const [, consent] = await dialog.findAllByRole('button', { name: 'Switch company' })
    await steps.userEvent.click(consent ?? (await dialog.findByRole('button', { name: 'Switch company' })))
    await press(steps, 'Yes, use this company')
    await (await rowOf(NORTHWIND)).findByText(/^Connected to/)
    await (await rowOf(HARBOR)).findByText(/^Disconnected from/)
  },
}

export const DisconnectAndReconnect: Story = {
  ...states.Connected,
  beforeEach: () => personAtIntuit(HARBOR),
  play: async (steps) => {
    await fromTheMenu(steps, 'Disconnect from QuickBooks')
    await press(steps, 'Something else', 'radio')
    await press(steps, 'Disconnect')
    await (await rowOf(HARBOR)).findByText(/^Disconnected from/)
    await press(steps, 'Reconnect')
    await (await rowOf(HARBOR)).findByText(/^Connected to/)
  },
}

export const WindowLost: Story = {
  ...states.AttemptPending,
  play: async (steps) => {
    await screen.findByRole('button', { name: 'Open again' })
    await press(steps, 'Cancel')
    await screen.findByRole('button', { name: 'Connect to QuickBooks' })
  },
}

export const NobodyToPress: Story = {
  ...states.NoPermissionAskAda,
  play: async () => {
    await screen.findByText(/Ada Martin/)
    await expect(screen.queryByRole('button', { name: 'Re-authorize' })).toBeNull()
  },
}

export const Stuck: Story = {
  ...states.BlockedQuotaExceeded,
  play: async (steps) => {
    await fromTheMenu(steps, 'Get support details')
    await steps.canvas.findByText(/^Support details are/)
  },
}
