// What was written to a company, and every state of taking it back.
import {
  connectionFixture,
  connectionListFixture,
  leftRecordsFixture,
  problemFixture,
  takeBackFixture,
  writesPageFixture,
} from '@mooring/contract/fixtures'
import type { Meta, StoryObj } from '@storybook/react-vite'
import { screen } from 'storybook/test'
import { given } from '../../../../../.storybook/scenario.ts'
import * as states from '../../../../../.storybook/states.ts'
import { AS_WRITTEN, press, wordsOf } from '../../../../../.storybook/words.ts'
import { WrittenRecords } from './WrittenRecords.tsx'

const meta: Meta<typeof WrittenRecords> = {
  title: 'Components/WrittenRecords',
  component: WrittenRecords,
}
export default meta
type Story = StoryObj<typeof WrittenRecords>

const can = { reauthorize: true, disconnect: true, confirm: true, audit: true }
const list = connectionListFixture([connectionFixture('connected', null, { can })])
const revoked = connectionListFixture([connectionFixture('reauthorization_required', 'revoked', { can })])
const mayNotEnd = connectionListFixture([
  connectionFixture('connected', null, { can: { ...can, disconnect: false } }),
])

export const Records: Story = given({ list })
export const More: Story = given({ list, writes: writesPageFixture({ nextCursor: '1' }) })
export const MoreShown: Story = {
  ...More,
  play: async (steps) => {
    await press(steps, 'showMore')
    const [first] = await screen.findAllByText(
      (_, element) => element?.tagName === 'SUMMARY' && element.textContent.length > 0,
    )
    if (first) await steps.userEvent.click(first)
  },
}
export const Asking: Story = {
  ...given({ list }),
  play: async (steps) => {
    await press(steps, 'takeBack')
    await screen.findByText(wordsOf(steps).takeBackRemoves(2), AS_WRITTEN)
  },
}
export const NothingToTakeBack: Story = {
  ...given({ list, takeBackResult: { removed: [], left: leftRecordsFixture() } }),
  play: async (steps) => {
    await press(steps, 'takeBack')
    await screen.findByText(wordsOf(steps).takeBackNothing, AS_WRITTEN)
  },
}
export const TakenBackNow: Story = {
  ...given({ list }),
  play: async (steps) => {
    await press(steps, 'takeBack')
    await press(steps, 'takeBackYes')
    await screen.findByText(wordsOf(steps).tookBack(2), AS_WRITTEN)
  },
}
export const TakingBack: Story = given({
  list,
  lastTakeBack: takeBackFixture({ state: 'running', endedAt: null, total: 12, completed: 5, left: [] }),
})
export const Paused: Story = given({
  list: revoked,
  lastTakeBack: takeBackFixture({ state: 'waiting', endedAt: null, total: 12, completed: 5, left: [] }),
})
export const TakenBack: Story = given({ list, lastTakeBack: takeBackFixture() })
export const TakenBackWhole: Story = given({ list, lastTakeBack: takeBackFixture({ left: [] }) })
export const Ended: Story = given({
  list: connectionListFixture([connectionFixture('disconnected', 'in_quickbooks', { can })]),
  lastTakeBack: takeBackFixture({ state: 'ended', completed: 1, left: [] }),
})
export const NotWhileRevoked: Story = given({ list: revoked })
export const NotOnceDisconnected: Story = given({
  list: connectionListFixture([
    connectionFixture('disconnected', 'by_user', {
      can: { reauthorize: false, disconnect: false, confirm: false, audit: true },
    }),
  ]),
})
export const MayNotTakeBack: Story = given({ list: mayNotEnd })
export const NothingYet: Story = given({ list, writes: writesPageFixture({ writes: [] }) })
export const NoPermission: Story = states.Connected
export const Loading: Story = states.Loading
export const Empty: Story = states.Empty
export const Offline: Story = states.Offline
export const ServerError: Story = given({ list, problem: problemFixture('store_unavailable') })
export const RightToLeft: Story = { ...TakenBack, globals: states.RightToLeft.globals }
export const Width320: Story = { ...TakenBack, globals: states.Width320.globals }
