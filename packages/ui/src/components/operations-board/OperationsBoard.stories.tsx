// The operators' board: every section, in every state, and what is done there.
import {
  boardConnectionFixture,
  boardOverviewFixture,
  connectionFixture,
  connectionListFixture,
  FIXTURE_NOW,
  problemFixture,
  quotaFixture,
  webhooksFixture,
} from '@mooring/contract/fixtures'
import { enBoard, loadBoardWords } from '@mooring/messages/board-words'
import type { FakeBoard } from '@mooring/testing/msw'
import type { Meta, StoryContext, StoryObj } from '@storybook/react-vite'
import { expect, screen, waitFor, within } from 'storybook/test'
import { given, LONG_NAMED } from '../../../../../.storybook/scenario.ts'
import * as states from '../../../../../.storybook/states.ts'
import { AS_WRITTEN } from '../../../../../.storybook/words.ts'
import { OperationsBoard } from './OperationsBoard.tsx'
import type { BoardFilter } from './operations-board-props.ts'

const meta: Meta<typeof OperationsBoard> = {
  title: 'Components/OperationsBoard',
  component: OperationsBoard,
}
export default meta
type Story = StoryObj<typeof OperationsBoard>

const wordsOf = async ({ globals }: Pick<StoryContext, 'globals'>) =>
  (await loadBoardWords(globals.locale)) ?? enBoard

const on = (board: FakeBoard, defaultFilter: BoardFilter = {}): Story => ({
  ...given({ board }),
  args: { defaultFilter },
})
const button = (name: string) => screen.findByRole('button', { name })
const before = (hours: number) => new Date(Date.parse(FIXTURE_NOW) - hours * 3_600_000).toISOString()

export const Status: Story = {
  ...on({}),
  play: async (story) => {
    const { working } = await wordsOf(story)
    await screen.findByText(working, AS_WRITTEN)
  },
}
export const StatusLeadsToConnections: Story = {
  ...on({}),
  play: async (story) => {
    const words = await wordsOf(story)
    const board = await screen.findByRole('region', { name: words.board })
    const count = await waitFor(() => {
      const found = board.querySelector('.mooring-board-counts li:nth-child(5) button')
      if (!found) throw new Error('The counts are not here yet.')
      return found
    })
    await story.userEvent.click(count)
    await screen.findByRole('tab', { name: words.sections.connections, selected: true })
    await expect(await screen.findByRole('combobox', { name: words.filterStatus })).toHaveValue(
      'reauthorization_required',
    )
    await waitFor(() => expect(board.querySelectorAll('[data-connection]')).toHaveLength(7))
  },
}
export const Incident: Story = on({
  overview: boardOverviewFixture({ health: { incident: { since: before(0.4), code: 'invalid_grant' } } }),
})
export const IncidentEnded: Story = {
  ...Incident,
  play: async (story) => {
    const words = await wordsOf(story)
    await story.userEvent.click(await button(words.incidentEnd))
    const dialog = await screen.findByRole('alertdialog', { name: words.incidentEndTitle })
    await expect(await within(dialog).findByRole('button', { name: words.keep })).toHaveFocus()
    await story.userEvent.click(within(dialog).getByRole('button', { name: words.incidentEnd }))
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  },
}
const failing = (checks: object, ready = false) =>
  boardOverviewFixture({
    status: { ready, checks: { ...boardOverviewFixture().status.checks, ...checks } },
  })
export const WorkWaits: Story = on({
  overview: failing({ jobs: { lastRoundAt: null, overdueMs: 26 * 60_000 } }),
})
export const StoreAway: Story = on({
  overview: { ...failing({ store: 'failed', eventBacklog: null }), health: null },
})
export const KeysAway: Story = on({ overview: failing({ vault: 'failed' }) })

const connections: BoardFilter = { section: 'connections' }
export const Connections: Story = on({}, connections)
export const ConnectionsMore: Story = {
  ...Connections,
  play: async (story) => {
    const { more } = await wordsOf(story)
    await story.userEvent.click(await button(more))
    await waitFor(() => expect(document.querySelectorAll('[data-connection]')).toHaveLength(20))
  },
}
export const ConnectionsFiltered: Story = on(
  {},
  { ...connections, status: 'blocked', reason: 'company_locked' },
)
export const ConnectionsSearched: Story = {
  ...Connections,
  play: async (story) => {
    const { filterCompany, clear } = await wordsOf(story)
    await story.userEvent.type(await screen.findByRole('searchbox', { name: filterCompany }), 'maple{Enter}')
    await waitFor(() => expect(document.querySelectorAll('[data-connection]')).toHaveLength(4))
    await button(clear)
  },
}
export const ConnectionsNoneFits: Story = on({}, { ...connections, tenant: 'elsewhere' })
export const ConnectionsNoneSoFar: Story = {
  ...on({ looked: 5000 }, { ...connections, company: 'harbor' }),
  play: async (story) => {
    const { goOn } = await wordsOf(story)
    await story.userEvent.click(await button(goOn))
    await waitFor(() => expect(document.querySelectorAll('[data-connection]').length).toBeGreaterThan(0))
  },
}
export const ConnectionsNoneYet: Story = on({ connections: [] }, connections)
export const ConnectionsLongNames: Story = on(
  {
    connections: [
      boardConnectionFixture(
        connectionFixture('expiring', 'hard_expiry_near', { company: LONG_NAMED }),
        'a-tenant-whose-id-is-longer-than-any-line-that-there-could-be-on-a-phone-0123456789',
      ),
      boardConnectionFixture(
        connectionFixture('connected', null, {
          id: 'con_new',
          company: { ...LONG_NAMED, name: null },
          proof: null,
          environment: 'sandbox',
        }),
      ),
    ],
  },
  connections,
)

const revoked: FakeBoard = {
  connections: [boardConnectionFixture(connectionFixture('reauthorization_required', 'revoked'))],
}
const explained = (board: FakeBoard): Story => ({
  ...on(board, connections),
  play: async (story) => {
    const { explain, next } = await wordsOf(story)
    await story.userEvent.click(await button(explain))
    const dialog = await screen.findByRole('dialog')
    await within(dialog).findByText(next, AS_WRITTEN)
  },
})
export const Explained: Story = explained(revoked)
export const ExplainedAsText: Story = {
  ...Explained,
  play: async (story) => {
    await Explained.play?.(story)
    const words = await wordsOf(story)
    const written: string[] = []
    const { clipboard } = navigator
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: async (text: string) => void written.push(text) },
    })
    await story.userEvent.click(await button(words.copy))
    await waitFor(() => expect(written).toHaveLength(1))
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard })
    await expect(written[0]).toContain(`${words.next}: ${words.toDo.reauthorize}`)
  },
}
export const ExplainedStalled: Story = explained({
  connections: [boardConnectionFixture(connectionFixture('blocked', 'app_misconfigured'))],
  explanation: {
    openRefresh: { startedAt: before(0.1) },
    delivery: {
      ...{ eventId: 'evt_1', type: 'connection.blocked', tries: 20 },
      ...{ nextTryAt: before(0), stalledSince: before(3) },
    },
  },
})
export const ExplainedWell: Story = explained({
  connections: [boardConnectionFixture(connectionFixture())],
  explanation: { refreshes: [], events: [] },
})

const webhooks: BoardFilter = { section: 'webhooks' }
export const Webhooks: Story = on({}, webhooks)
export const WebhooksOfOne: Story = on({}, { ...webhooks, connectionId: 'con_harbor' })
export const WebhooksRefused: Story = on(
  {
    webhooks: webhooksFixture({
      refused: [
        { hour: before(2), count: 31 },
        { hour: before(3), count: 7 },
      ],
    }),
  },
  webhooks,
)
export const WebhooksNone: Story = on({ webhooks: webhooksFixture({ deliveries: [] }) }, webhooks)

const queues: BoardFilter = { section: 'queues' }
export const Queues: Story = on({}, queues)
export const QueuesTriedAgain: Story = {
  ...Queues,
  play: async (story) => {
    const { retry } = await wordsOf(story)
    const [first] = await screen.findAllByRole('button', { name: retry })
    if (first) await story.userEvent.click(first)
    await waitFor(() => expect(document.querySelectorAll('[data-event]')).toHaveLength(1))
  },
}
export const QueuesSkipAsked: Story = {
  ...Queues,
  play: async (story) => {
    const { skip, skipTitle } = await wordsOf(story)
    const [first] = await screen.findAllByRole('button', { name: skip })
    if (first) await story.userEvent.click(first)
    await screen.findByRole('alertdialog', { name: skipTitle })
  },
}
export const QueuesNone: Story = on({ queues: { queues: [] } }, queues)

const campaigns: BoardFilter = { section: 'campaigns' }
export const Campaigns: Story = on({}, campaigns)
export const CampaignEnded: Story = {
  ...Campaigns,
  play: async (story) => {
    const { end, endTitle } = await wordsOf(story)
    await story.userEvent.click(await button(end))
    const dialog = await screen.findByRole('alertdialog', { name: endTitle })
    await story.userEvent.click(within(dialog).getByRole('button', { name: end }))
    await waitFor(() => expect(screen.queryByRole('button', { name: end })).toBeNull())
  },
}
export const CampaignsNone: Story = on({ campaigns: { campaigns: [] } }, campaigns)

const reads: BoardFilter = { section: 'reads' }
export const Reads: Story = {
  ...on({}, reads),
  play: async (story) => {
    const { readsWithin } = await wordsOf(story)
    await screen.findByText(readsWithin, AS_WRITTEN)
  },
}
export const ReadsLeadToATenant: Story = {
  ...Reads,
  play: async (story) => {
    const words = await wordsOf(story)
    await story.userEvent.click(await button('northwind'))
    await expect(await screen.findByRole('searchbox', { name: words.filterTenant })).toHaveValue('northwind')
  },
}
export const ReadsNear: Story = on({ quota: quotaFixture({ used: 412_700, state: 'near' }) }, reads)
export const ReadsLikelyToRunOut: Story = on({ quota: quotaFixture({ foreseen: 561_000 }) }, reads)
export const ReadsUsedUp: Story = on({ quota: quotaFixture({ used: 503_100, state: 'over' }) }, reads)
export const ReadsPaused: Story = on(
  {
    quota: quotaFixture({
      ...{ used: 500_000, state: 'over', spentAt: before(5), pausedUntil: '2026-12-01T00:00:00.000Z' },
    }),
  },
  reads,
)
export const ReadsOfNoPlan: Story = on(
  { quota: quotaFixture({ readsPerMonth: null, foreseen: null }) },
  reads,
)
const NOTHING = { request: 0, run: 0, setup: 0, take_back: 0, verify: 0, probe: 0, connect: 0 }
export const ReadsNone: Story = on(
  {
    quota: quotaFixture({
      ...{ used: 0, foreseen: null, byPurpose: NOTHING },
      tenants: { rows: [], nextCursor: null },
    }),
  },
  reads,
)

export const ByKeyboard: Story = {
  ...on({}),
  play: async (story) => {
    const words = await wordsOf(story)
    const first = await screen.findByRole('tab', { name: words.sections.status })
    first.focus()
    await story.userEvent.keyboard('{End}')
    await screen.findByRole('tab', { name: words.sections.reads, selected: true })
    await story.userEvent.keyboard('{Home}')
    await screen.findByRole('tab', { name: words.sections.status, selected: true })
  },
}
export const NoOperator: Story = given({
  list: connectionListFixture([]),
  problem: problemFixture('not_authenticated'),
})
export const Loading: Story = states.Loading
export const Offline: Story = states.Offline
export const ServerError: Story = given({
  list: connectionListFixture([]),
  problem: problemFixture('store_unavailable'),
})
export const RightToLeft: Story = { ...Connections, globals: states.RightToLeft.globals }
export const Japanese: Story = { ...Status, globals: states.Japanese.globals }
export const Dark: Story = { ...Connections, globals: states.Dark.globals }
export const Width320: Story = { ...ConnectionsLongNames, globals: states.Width320.globals }
export const StatusWidth320: Story = { ...Incident, globals: states.Width320.globals }
export const ReadsWidth320: Story = { ...ReadsPaused, globals: states.Width320.globals }
export const ReadsRightToLeft: Story = { ...ReadsPaused, globals: states.RightToLeft.globals }
export const ReadsJapanese: Story = { ...Reads, globals: states.Japanese.globals }
export const ReadsDark: Story = { ...ReadsPaused, globals: states.Dark.globals }
export const ExplainedWidth320: Story = { ...Explained, globals: states.Width320.globals }
