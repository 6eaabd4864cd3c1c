// What happened to a connection, and who may see it.
import {
  connectionFixture,
  connectionListFixture,
  historyPageFixture,
  problemFixture,
} from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import { given } from '../../../../../.storybook/scenario.ts'
import * as states from '../../../../../.storybook/states.ts'
import { AS_WRITTEN, named, press, wordsOf } from '../../../../../.storybook/words.ts'
import { ConnectionHistory } from './ConnectionHistory.tsx'

const meta: Meta<typeof ConnectionHistory> = {
  title: 'Components/ConnectionHistory',
  component: ConnectionHistory,
}
export default meta
type Story = StoryObj<typeof ConnectionHistory>

const can = { reauthorize: true, disconnect: true, confirm: true, audit: true }
const list = connectionListFixture([connectionFixture('connected', null, { can })])

export const Entries: Story = given({ list })
export const More: Story = given({ list, history: historyPageFixture({ nextCursor: '12' }) })
export const NotAsWritten: Story = given({ list, historyBrokenAt: 5 })
export const MoreShown: Story = {
  ...More,
  play: async (steps) => {
    await press(steps, 'showMore')
    const [first] = await steps.canvas.findAllByText(wordsOf(steps).nobody, AS_WRITTEN)
    if (first) await steps.userEvent.click(first)
  },
}
export const OnlyPeople: Story = {
  ...Entries,
  play: async (steps) => {
    const words = wordsOf(steps)
    const filter = await named(steps, 'historyFilter', 'combobox')
    await steps.userEvent.selectOptions(filter, words.historyPeople)
    await waitFor(() => expect(steps.canvas.queryByText(words.nobody, AS_WRITTEN)).toBeNull())
    await expect(steps.canvas.getAllByText('Ada Martin').length).toBeGreaterThan(0)
  },
}
export const NothingYet: Story = given({ list, history: historyPageFixture({ entries: [] }) })
export const NoPermission: Story = states.Connected
export const Loading: Story = states.Loading
export const Empty: Story = states.Empty
export const Offline: Story = states.Offline
export const ServerError: Story = given({ list, problem: problemFixture('store_unavailable') })
export const RightToLeft: Story = { ...More, globals: states.RightToLeft.globals }
export const Width320: Story = { ...More, globals: states.Width320.globals }
