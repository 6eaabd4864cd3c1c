// What the stand-in answers to each route, by the rules of the contract.
import type {
  Attempt,
  AuthorizeReply,
  AuthorizeRequest,
  Connection,
  DisconnectImpact,
  DisconnectRequest,
  HistoryPage,
  RouteName,
  SupportBundle,
} from '@mooring/contract'
import {
  attemptFixture,
  connectionFixture,
  healthFixture,
  historyPageFixture,
  historyVerificationFixture,
  problemFixture,
  readinessFixture,
} from '@mooring/contract/fixtures'
import type { FakeWorld } from './fake-world.ts'

/** What the person does at Intuit: allows, denies, or has not decided yet. */
export type AtIntuit = 'allows' | 'denies' | 'waits'

export interface FakeCall {
  readonly world: FakeWorld
  readonly id: string
  readonly body: object
  readonly search: URLSearchParams
  /** Ms since epoch. */
  readonly now: number
  readonly atIntuit: AtIntuit
  /** Has this done once the answer is out. */
  readonly later: (work: () => void) => void
}

const HALF_AN_HOUR_MS = 1_800_000

const IMPACT: DisconnectImpact = {
  stops: ['Copying new and changed records'],
  keeps: ['Everything inside QuickBooks'],
  deletes: [],
  canDeleteData: true,
}

const rfc3339 = (time: number) => new Date(time).toISOString()

const isLive = (connection: Connection | undefined): connection is Connection =>
  connection !== undefined && connection.status !== 'disconnected'

/** What a person who has allowed it brings back: the same company for a connection that there is, else a new one. */
function granted({ world, now }: FakeCall, attempt: Attempt): void {
  const before = attempt.connectionId === null ? undefined : world.connection(attempt.connectionId)
  const status = before?.confirmedAt ? 'connected' : 'awaiting_confirmation'
  const fresh = connectionFixture(status, null, { id: `con_${attempt.id}`, can: rightsIn(world) })
  const connection = world.saveConnection({
    ...fresh,
    ...(before && {
      id: before.id,
      company: before.company,
      sync: before.sync,
      setup: before.setup,
      can: before.can,
    }),
    proof: { kind: 'company_read', at: rfc3339(now) },
  })
  const outcome = isLive(before) ? 'reauthorized' : 'connected'
  world.saveAttempt({ ...attempt, connectionId: connection.id, step: 'saved', outcome })
}

/** A new connection gets the rights that the page's others have. */
function rightsIn(world: FakeWorld): Connection['can'] {
  const { connections, can } = world.list()
  return (
    connections[0]?.can ?? {
      reauthorize: can.connect,
      disconnect: can.connect,
      confirm: can.connect,
      audit: false,
    }
  )
}

function authorize(call: FakeCall): AuthorizeReply {
  const { world, now, atIntuit, later } = call
  const { connectionId = null, intent = null } = call.body as AuthorizeRequest
  const before = connectionId === null ? undefined : world.connection(connectionId)
  // What a page has shown of an attempt it remembers, from one test to the next too.
  const id = `att_${crypto.randomUUID()}`
  const attempt = attemptFixture({
    id,
    kind: isLive(before) ? 'reauthorize' : 'connect',
    connectionId,
    intent,
    expiresAt: rfc3339(now + HALF_AN_HOUR_MS),
  })
  world.saveAttempt(attempt)
  later(() => {
    if (world.attempt(id)?.outcome !== 'pending') return
    if (atIntuit === 'allows') granted(call, attempt)
    if (atIntuit === 'denies')
      world.saveAttempt({ ...attempt, outcome: 'cancelled', problem: problemFixture('access_denied') })
  })
  return { attemptId: id, authorizeUrl: pageAtIntuit(), ticket: `ticket_${id}`, expiresAt: attempt.expiresAt }
}

/** A place on the page itself: going there leaves a test where it is, and asks the network for nothing. */
function pageAtIntuit(): string {
  const here = typeof location === 'undefined' ? 'http://localhost/' : location.href
  return `${here.replace(/#.*/, '')}#at-intuit`
}

function disconnect({ world, id, body, now }: FakeCall): Connection | undefined {
  const before = world.connection(id)
  if (!isLive(before)) return before
  const { why = null, deleteData = false } = body as DisconnectRequest
  const fresh = connectionFixture('disconnected', 'by_user')
  return world.saveConnection({
    ...fresh,
    ...{ id, company: before.company, confirmedAt: before.confirmedAt, can: before.can },
    disconnectedAt: rfc3339(now),
    disconnect: { why, dataDeleted: deleteData, revoke: 'done' },
  })
}

function confirm({ world, id, now }: FakeCall): Connection | undefined {
  const before = world.connection(id)
  if (before?.status !== 'awaiting_confirmation') return before
  const confirmed = { status: 'connected', usable: true, action: null, confirmedAt: rfc3339(now) } as const
  return world.saveConnection({ ...before, ...confirmed })
}

function verify({ world, id, now }: FakeCall): Connection | undefined {
  const before = world.connection(id)
  if (before?.status !== 'connected') return before
  return world.saveConnection({ ...before, proof: { kind: 'company_read', at: rfc3339(now) } })
}

function cancel({ world, id }: FakeCall): Attempt | undefined {
  const attempt = world.attempt(id)
  return attempt?.outcome === 'pending' ? world.saveAttempt({ ...attempt, outcome: 'cancelled' }) : attempt
}

const setUp =
  (state: 'done' | 'importing') =>
  ({ world, id }: FakeCall): Connection | undefined => {
    const before = world.connection(id)
    return before && world.saveConnection({ ...before, setup: { state, progress: null, error: null } })
  }

const support = ({ world, id, now }: FakeCall): SupportBundle => ({
  reference: 'ref_4F7K2M',
  generatedAt: rfc3339(now),
  versions: {},
  connection: world.connection(id) ?? null,
  attempts: [],
  intuitTids: [],
  history: [],
  contact: 'support@example.com',
})

const history = ({ search }: FakeCall): HistoryPage => {
  const page = historyPageFixture()
  const entries = page.entries.filter(({ actor }) => actor !== null || search.get('by') !== 'people')
  return { ...page, entries }
}

/** Those that a page asks; none stands for 404. */
export const ANSWERS: Partial<Record<RouteName, (call: FakeCall) => object | undefined>> = {
  listConnections: ({ world }) => world.list(),
  getConnection: ({ world, id }) => world.connection(id),
  getAttempt: ({ world, id }) => world.attempt(id),
  authorize,
  cancelAttempt: cancel,
  attemptSupport: support,
  confirmCompany: confirm,
  verify,
  disconnect,
  disconnectImpact: () => IMPACT,
  readiness: () => readinessFixture(),
  history,
  backlog: () => ({ backlog: null }),
  verifyHistory: () => historyVerificationFixture(),
  health: ({ search }) => healthFixture(Number(search.get('days') ?? 90)),
  retrySetup: setUp('importing'),
  completeSetup: setUp('done'),
  support,
}
