// What the mock server answers of the operators' board, with a memory of what was done there.
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
} from '../packages/contract/src/fixtures/index.ts'
import type {
  BoardCampaigns,
  BoardConnection,
  BoardExplanation,
  BoardOverview,
  BoardQueues,
  RouteName,
} from '../packages/contract/src/index.ts'
import type { Call } from './mock-call.ts'
import { type MockWorld, movedToNow } from './mock-world.ts'

const NAMES = ['Harbor Tea Co.', 'Northwind Bakery', 'Maple & Pine Supply', 'شركة الميناء', 'Café Größe']

/** A connection of every row of the table of statuses. */
export const EVERY_ROW: BoardConnection[] = STATUS_ROWS.map(([status, reason], index) => {
  const name = NAMES[index % NAMES.length] ?? null
  const company = { realmId: null, realmIdLast4: String(1000 + index), name, country: 'US' }
  const own = connectionFixture(status, reason, { id: `con_${index}`, company })
  return boardConnectionFixture(own, `tenant-${(index % 7) + 1}`)
})

interface Done {
  readonly skipped: Set<string>
  readonly ended: Set<string>
  isIncidentOver: boolean
}

const done = new WeakMap<MockWorld, Done>()

function doneIn(world: MockWorld): Done {
  const known = done.get(world) ?? { skipped: new Set(), ended: new Set(), isIncidentOver: false }
  done.set(world, known)
  return known
}

function overview({ world, scenario, now }: Call): BoardOverview {
  const told = movedToNow(scenario.board?.overview ?? boardOverviewFixture(), now)
  if (!doneIn(world).isIncidentOver || !told.health) return told
  return { ...told, health: { ...told.health, incident: null } }
}

const rows = ({ scenario, now }: Call) => movedToNow(scenario.board?.connections ?? EVERY_ROW, now)

function connections(call: Call) {
  const { search, scenario } = call
  const looked = scenario.board?.looked
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
  const shown = found.slice(from, from + 10)
  const isLast = from + 10 >= found.length
  return { connections: shown, nextCursor: isLast ? null : shown.at(-1)?.id, looked: shown.length }
}

function explain(call: Call): BoardExplanation | undefined {
  const connection = rows(call).find(({ id }) => id === call.id)
  if (!connection) return undefined
  const { tenantId, ...own } = connection
  return movedToNow(explanationFixture(own, { tenantId, ...call.scenario.board?.explanation }), call.now)
}

function queues({ world, scenario, now }: Call): BoardQueues {
  const { skipped } = doneIn(world)
  const told = movedToNow(scenario.board?.queues ?? queuesFixture(), now)
  return { queues: told.queues.filter(({ eventId }) => !skipped.has(eventId)) }
}

function retry(call: Call): BoardQueues {
  for (const { connectionId, eventId } of queues(call).queues)
    if ((connectionId ?? 'operations') === call.id) doneIn(call.world).skipped.add(eventId)
  return queues(call)
}

function skip(call: Call): BoardQueues {
  doneIn(call.world).skipped.add(call.id)
  return queues(call)
}

function campaigns({ world, scenario, now }: Call): BoardCampaigns {
  const told = movedToNow(scenario.board?.campaigns ?? campaignsFixture(), now)
  const { ended } = doneIn(world)
  const at = new Date(now).toISOString()
  return { campaigns: told.campaigns.map((one) => (ended.has(one.id) ? { ...one, endedAt: at } : one)) }
}

const progress = ({ id, now }: Call) => movedToNow(campaignProgressFixture({ id }), now)

export const boardAnswers: Partial<Record<RouteName, (call: Call) => object | undefined>> = {
  board: overview,
  boardConnections: connections,
  boardExplain: explain,
  boardRenew: (call) => rows(call).find(({ id }) => id === call.id),
  boardWebhooks: ({ scenario, now }) => movedToNow(scenario.board?.webhooks ?? webhooksFixture(), now),
  boardQuota: ({ scenario }) => scenario.board?.quota ?? quotaFixture(),
  boardQueues: queues,
  boardRetryQueue: retry,
  boardSkipEvent: skip,
  boardCampaigns: campaigns,
  boardCampaign: progress,
  boardEndCampaign: (call) => {
    doneIn(call.world).ended.add(call.id)
    return progress(call)
  },
  boardEndIncident: (call) => {
    doneIn(call.world).isIncidentOver = true
    return overview(call).status
  },
}
