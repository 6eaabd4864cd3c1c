// What happened to a connection, and who may see it.
import {
  connectionFixture,
  connectionListFixture,
  historyPageFixture,
  problemFixture,
} from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { ConnectionHistory } from './ConnectionHistory.tsx'

const meta: Meta<typeof ConnectionHistory> = {
  title: 'Components/ConnectionHistory',
  component: ConnectionHistory,
}
export default meta
type Story = StoryObj<typeof ConnectionHistory>

const can = { reauthorize: true, disconnect: true, confirm: true, audit: true }
const list = connectionListFixture([connectionFixture('connected', null, { can })])

export const Entries: Story = { parameters: { mooring: { list } } }
export const More: Story = {
  parameters: { mooring: { list, history: historyPageFixture({ nextCursor: '12' }) } },
}
export const MoreShown: Story = {
  ...More,
  play: async ({ canvas, userEvent }) => {
    await userEvent.click(await canvas.findByRole('button', { name: 'Show more' }))
    const [first] = await canvas.findAllByText(/No person named/)
    if (first) await userEvent.click(first)
  },
}
export const NothingYet: Story = {
  parameters: { mooring: { list, history: historyPageFixture({ entries: [] }) } },
}
export const NoPermission: Story = { parameters: { mooring: { list: connectionListFixture() } } }
export const Loading: Story = { parameters: { mooring: { loading: true } } }
export const Empty: Story = { parameters: { mooring: { list: connectionListFixture([]) } } }
export const Offline: Story = { parameters: { mooring: { offline: true } } }
export const ServerError: Story = {
  parameters: { mooring: { list, problem: problemFixture('store_unavailable') } },
}
export const RightToLeft: Story = { ...More, globals: { direction: 'rtl', locale: 'ar' } }
