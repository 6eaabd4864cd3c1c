// All companies of a tenant, the most urgent first.
import type { Connection } from '@mooring/contract'
import { connectionFixture, connectionListFixture, FIXTURE_NOW } from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { given, on } from '../../../../../.storybook/scenario.ts'
import * as states from '../../../../../.storybook/states.ts'
import { DataSourceList } from './DataSourceList.tsx'

const meta: Meta<typeof DataSourceList> = { title: 'Components/DataSourceList', component: DataSourceList }
export default meta
type Story = StoryObj<typeof DataSourceList>

export const Empty: Story = states.Empty
export const One: Story = states.Connected
export const Several: Story = states.SeveralCompanies
const ago = (hours: number) => new Date(Date.parse(FIXTURE_NOW) - hours * 3_600_000).toISOString()
const synced = (sync: Partial<Connection['sync']>): Connection['sync'] => ({
  ...connectionFixture().sync,
  ...sync,
})
const progress = { completed: 340, total: 500, label: 'Invoices' }
export const SyncPaused: Story = on(
  connectionFixture('reauthorization_required', 'revoked', {
    sync: synced({ state: 'paused', progress, pausedAt: ago(3) }),
  }),
)
export const CatchingUp: Story = on(
  connectionFixture('connected', null, {
    sync: synced({ state: 'running', progress, startedAt: ago(0.1), missedSince: ago(3) }),
  }),
)
export const CaughtUp: Story = on(
  connectionFixture('connected', null, {
    sync: synced({ state: 'idle', lastSucceededAt: ago(0.1), missedSince: ago(3) }),
  }),
)
export const NoPermission: Story = states.NoPermission
export const Loading: Story = states.Loading
export const ServerError: Story = states.ServerError
export const RightToLeft: Story = { ...states.SeveralCompanies, globals: states.RightToLeft.globals }
export const Width320: Story = { ...states.SeveralCompanies, globals: states.Width320.globals }
export const WithOwnAdd: Story = { ...states.SeveralCompanies, args: { onAdd: () => {} } }
export const WithOwnAddForWhoMayNot: Story = {
  ...given({
    list: connectionListFixture([], {
      can: { connect: false },
      whoCan: { connect: [{ displayName: 'Ada Martin', contact: 'ada@example.com' }] },
    }),
  }),
  args: { onAdd: () => {} },
}
export const SaysWhatTheDataIsUsedFor: Story = given({
  list: connectionListFixture([connectionFixture()], {
    dataUse: {
      reads: ['invoices', 'customers'],
      writes: ['payments'],
      retention: 'As long as it is connected',
    },
  }),
})
export const WithOwnRows: Story = {
  ...states.SeveralCompanies,
  args: { renderItem: ({ company, status }) => `${company.name}: ${status}` },
}
