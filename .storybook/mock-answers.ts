// What the mock server answers, route by route.
import {
  attemptFixture,
  connectionFixture,
  healthFixture,
  historyPageFixture,
  problemFixture,
  readinessFixture,
} from '../packages/contract/src/fixtures/index.ts'
import type {
  Attempt,
  AuthorizeReply,
  AuthorizeRequest,
  Connection,
  DisconnectImpact,
  DisconnectRequest,
  Health,
  HistoryPage,
  Readiness,
  RouteName,
  SupportBundle,
} from '../packages/contract/src/index.ts'
import { mockIntuitUrl, onceDecided } from './mock-intuit.ts'
import { type MockWorld, movedToNow } from './mock-world.ts'
import type { Scenario } from './scenarios.ts'

/** One call of a known route. */
export interface Call {
  world: MockWorld
  /** `:id` of the path, or an empty string. */
  id: string
  body: unknown
  search: URLSearchParams
  now: number
  scenario: Scenario
}

const HALF_AN_HOUR = 1_800_000

const IMPACT: DisconnectImpact = {
  stops: ['The nightly invoice sync', 'Payment status on 42 open invoices'],
  keeps: ['318 invoices already brought over', 'Your settings for this company'],
  deletes: ['The link between your customers and theirs'],
  canDeleteData: true,
}

const rfc3339 = (time: number) => new Date(time).toISOString()

/** The outcome of an attempt the person allowed: its connection is there, and works. */
function allowed({ world, now }: Call, attempt: Attempt): void {
  const before = attempt.connectionId ? world.connection(attempt.connectionId) : undefined
  const again = before !== undefined && before.status !== 'disconnected'
  const fresh = again
    ? connectionFixture('connected', null, { id: before.id, company: before.company })
    : connectionFixture('awaiting_confirmation', null, { id: before?.id ?? `con_${now}` })
  const proof = { kind: 'company_read', at: rfc3339(now) } as const
  const connection = world.saveConnection({ ...movedToNow(fresh, now), proof })
  world.saveAttempt({
    ...attempt,
    connectionId: connection.id,
    step: 'saved',
    outcome: again ? 'reauthorized' : 'connected',
  })
}

function decide(call: Call, attemptId: string, isAllowed: boolean): void {
  const attempt = call.world.attempt(attemptId)
  if (attempt?.outcome !== 'pending') return
  if (isAllowed) allowed(call, attempt)
  else call.world.saveAttempt({ ...attempt, outcome: 'cancelled', problem: problemFixture('access_denied') })
}

function authorize(call: Call): AuthorizeReply {
  const { connectionId, intent } = call.body as AuthorizeRequest
  const id = `att_${call.now}_${call.world.list().attempts.length}`
  const live = connectionId && call.world.connection(connectionId)?.status !== 'disconnected'
  const expiresAt = rfc3339(call.now + HALF_AN_HOUR)
  call.world.saveAttempt(
    attemptFixture({
      id,
      kind: live ? 'reauthorize' : 'connect',
      connectionId: connectionId ?? null,
      intent: intent ?? null,
      expiresAt,
    }),
  )
  onceDecided(id, (isAllowed) => decide(call, id, isAllowed))
  return { attemptId: id, authorizeUrl: mockIntuitUrl(id), ticket: `ticket_${id}`, expiresAt }
}

function disconnect({ world, id, body, now }: Call): Connection | undefined {
  const before = world.connection(id)
  if (before === undefined || before.status === 'disconnected') return before
  const { why = null, deleteData = false } = body as DisconnectRequest
  return world.saveConnection({
    ...movedToNow(connectionFixture('disconnected', 'by_user'), now),
    id,
    company: before.company,
    confirmedAt: before.confirmedAt,
    disconnectedAt: rfc3339(now),
    disconnect: { why, dataDeleted: deleteData, revoke: 'done' },
  })
}

function verify({ world, id, now }: Call): Connection | undefined {
  const before = world.connection(id)
  if (before?.status !== 'connected') return before
  return world.saveConnection({ ...before, proof: { kind: 'company_read', at: rfc3339(now) } })
}

function confirm({ world, id, now }: Call): Connection | undefined {
  const before = world.connection(id)
  if (before?.status !== 'awaiting_confirmation') return before
  return world.saveConnection({
    ...before,
    status: 'connected',
    usable: true,
    action: null,
    confirmedAt: rfc3339(now),
  })
}

const support = ({ world, id, now }: Call): SupportBundle => ({
  reference: 'ref_4F7K2M',
  generatedAt: rfc3339(now),
  versions: { mooring: '0.1.0' },
  connection: world.connection(id) ?? null,
  attempts: [],
  intuitTids: ['1-65a1b2c3-4d5e6f708192a3b4c5d6e7f8'],
  history: [],
  contact: 'support@example.com',
})

function cancel({ world, id }: Call): Attempt | undefined {
  const attempt = world.attempt(id)
  return attempt?.outcome === 'pending' ? world.saveAttempt({ ...attempt, outcome: 'cancelled' }) : attempt
}

const readiness = ({ scenario, now }: Call): Readiness =>
  movedToNow(scenario.readiness ?? readinessFixture(), now)

const history = ({ scenario, search, now }: Call): HistoryPage => {
  const page = movedToNow(scenario.history ?? historyPageFixture(), now)
  // The second page is the last one.
  const older = page.entries.map((entry) => ({ ...entry, id: `${entry.id}_older` }))
  return search.has('cursor') ? { entries: older, nextCursor: null } : page
}

const health = ({ scenario, search }: Call): Health =>
  scenario.health ?? healthFixture(Number(search.get('days') ?? 90))

function completeSetup({ world, id }: Call): Connection | undefined {
  const before = world.connection(id)
  return before && world.saveConnection({ ...before, setup: { state: 'done', progress: null, error: null } })
}

/** The answer of each route; none stands for 404. */
export const answers: Partial<Record<RouteName, (call: Call) => object | undefined>> = {
  listConnections: ({ world }) => world.list(),
  getConnection: ({ world, id }) => world.connection(id),
  getAttempt: ({ world, id }) => world.attempt(id),
  authorize,
  cancelAttempt: cancel,
  attemptSupport: support,
  confirmCompany: confirm,
  verify,
  disconnect,
  disconnectImpact: ({ scenario }) => scenario.impact ?? IMPACT,
  readiness,
  history,
  health,
  completeSetup,
  support,
}
