// What the fake adapter answers of the operators' board; it remembers what was done there.
import type {
  BoardCampaignProgress,
  BoardConnection,
  BoardConnectionPage,
  BoardExplanation,
  BoardOverview,
  BoardQueues,
  RouteName,
} from '@mooring/contract'
import {
  boardConnectionFixture,
  boardOverviewFixture,
  campaignProgressFixture,
  campaignsFixture,
  connectionFixture,
  explanationFixture,
  queuesFixture,
  quotaFixture,
  STATUS_ROWS,
  webhooksFixture,
} from '@mooring/contract/fixtures'
import { type FakeCall, rfc3339 } from './fake-call.ts'
import type { FakeBoard } from './fake-readings.ts'

const NAMES = ['Harbor Tea Co.', 'Northwind Bakery', 'Maple & Pine Supply', 'شركة الميناء', 'Café Größe']

/** A connection of every row of the table of statuses. */
const everyRow = (): BoardConnection[] =>
  STATUS_ROWS.map(([status, reason], index) => {
    const name = NAMES[index % NAMES.length] ?? null
    const company = { realmId: null, realmIdLast4: String(1000 + index), name, country: 'US' }
    const own = connectionFixture(status, reason, { id: `con_${index}`, company })
    return boardConnectionFixture(own, `tenant-${(index % 7) + 1}`)
  })

const boardOf = ({ world }: FakeCall): FakeBoard => world.readings.board ?? {}

function change(call: FakeCall, changes: FakeBoard): void {
  call.world.readings.board = { ...boardOf(call), ...changes }
}

const overview = (call: FakeCall): BoardOverview => boardOf(call).overview ?? boardOverviewFixture()
const rows = (call: FakeCall): BoardConnection[] => boardOf(call).connections ?? everyRow()
const queues = (call: FakeCall): BoardQueues => boardOf(call).queues ?? queuesFixture()
const campaigns = (call: FakeCall) => boardOf(call).campaigns ?? campaignsFixture()

const PAGE = 10

function connections(call: FakeCall): BoardConnectionPage {
  const { search } = call
  const { looked } = boardOf(call)
  if (looked && search.get('company') && !search.has('cursor'))
    return { connections: [], nextCursor: 'con_4', looked }
  const fits = (name: string, value: string | null) => !search.get(name) || search.get(name) === value
  const text = search.get('company')?.toLowerCase() ?? ''
  const found = rows(call).filter(
    ({ status, reason, tenantId, company, id }) =>
      fits('status', status) &&
      fits('reason', reason) &&
      fits('tenant', tenantId) &&
      (text === '' || id === text || company.name?.toLowerCase().includes(text)),
  )
  const from = found.findIndex(({ id }) => id === search.get('cursor')) + 1
  const shown = found.slice(from, from + PAGE)
  const last = from + PAGE >= found.length ? undefined : shown.at(-1)
  return { connections: shown, nextCursor: last?.id ?? null, looked: shown.length }
}

const rowOf = (call: FakeCall) => rows(call).find(({ id }) => id === call.id)

function explain(call: FakeCall): BoardExplanation | undefined {
  const connection = rowOf(call)
  if (!connection) return undefined
  const { tenantId, ...own } = connection
  return explanationFixture(own, { tenantId, ...boardOf(call).explanation })
}

function leave(call: FakeCall, stays: (queue: BoardQueues['queues'][number]) => boolean): BoardQueues {
  change(call, { queues: { queues: queues(call).queues.filter(stays) } })
  return queues(call)
}

const progress = ({ id }: FakeCall): BoardCampaignProgress => campaignProgressFixture({ id })

function endCampaign(call: FakeCall): BoardCampaignProgress {
  const endedAt = rfc3339(call.now)
  const all = campaigns(call).campaigns.map((one) => (one.id === call.id ? { ...one, endedAt } : one))
  change(call, { campaigns: { campaigns: all } })
  return progress(call)
}

function endIncident(call: FakeCall): object {
  const before = overview(call)
  const health = before.health && { ...before.health, incident: null }
  change(call, { overview: { ...before, health } })
  return before.status
}

export const BOARD_ANSWERS: Partial<Record<RouteName, (call: FakeCall) => object | undefined>> = {
  board: overview,
  boardConnections: connections,
  boardExplain: explain,
  boardRenew: rowOf,
  boardWebhooks: (call) => boardOf(call).webhooks ?? webhooksFixture(),
  boardQuota: (call) => boardOf(call).quota ?? quotaFixture(),
  boardQueues: queues,
  boardRetryQueue: (call) => leave(call, ({ connectionId }) => (connectionId ?? 'operations') !== call.id),
  boardSkipEvent: (call) => leave(call, ({ eventId }) => eventId !== call.id),
  boardCampaigns: campaigns,
  boardCampaign: progress,
  boardEndCampaign: endCampaign,
  boardEndIncident: endIncident,
}
