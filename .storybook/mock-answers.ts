// What the mock server answers, route by route.
import {
  checkFixture,
  connectionFixture,
  healthFixture,
  historyPageFixture,
  historyVerificationFixture,
  linkReplyFixture,
  readinessFixture,
  takeBackFixture,
  writesPageFixture,
} from '../packages/contract/src/fixtures/index.ts'
import type {
  Attempt,
  Connection,
  DisconnectImpact,
  DisconnectRequest,
  Health,
  HistoryPage,
  LastTakeBack,
  Link,
  LinkList,
  LinkReply,
  LinkRequest,
  Readiness,
  RouteName,
  SupportBundle,
  TakeBackRequest,
  WritesPage,
} from '../packages/contract/src/index.ts'
import { authorize } from './mock-attempts.ts'
import { boardAnswers } from './mock-board.ts'
import type { Call } from './mock-call.ts'
import { movedToNow } from './mock-world.ts'

const IMPACT: DisconnectImpact = {
  stops: ['The nightly invoice sync', 'Payment status on 42 open invoices'],
  keeps: ['318 invoices already brought over', 'Your settings for this company'],
  deletes: ['The link between your customers and theirs'],
  canDeleteData: true,
}

const rfc3339 = (time: number) => new Date(time).toISOString()

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

function confirm(call: Call): Connection | undefined {
  const { world, id, now } = call
  const before = world.connection(id)
  if (before?.status !== 'awaiting_confirmation') return before
  const old = before.replaces ? world.connection(before.replaces) : undefined
  if (old && old.status !== 'disconnected')
    disconnect({ ...call, id: old.id, body: { why: 'different_company' } })
  return world.saveConnection({
    ...before,
    status: 'connected',
    usable: true,
    action: null,
    confirmedAt: rfc3339(now),
  })
}

const ACCOUNTING = 'com.intuit.quickbooks.accounting'

const support = ({ world, id, now }: Call): SupportBundle => ({
  reference: 'ref_4F7K2M',
  generatedAt: rfc3339(now),
  versions: { mooring: '0.1.0' },
  scopes: { asked: [ACCOUNTING, 'openid'], granted: [ACCOUNTING] },
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

/** What is not passed while nothing can be read with the connection. */
const NOT_USABLE = [
  checkFixture('access_token', {
    status: 'failed',
    detail: 'No access token can be handed out.',
    fix: 'See the other checks.',
  }),
  checkFixture('refresh_token', {
    status: 'failed',
    detail: 'The authorization is not in force.',
    fix: 'Re-authorize the connection.',
  }),
]

const readiness = ({ scenario, world, id, now }: Call): Readiness =>
  movedToNow(scenario.readiness ?? readinessFixture(world.connection(id)?.usable ? [] : NOT_USABLE), now)

const history = ({ scenario, search, now }: Call): HistoryPage => {
  const all = movedToNow(scenario.history ?? historyPageFixture(), now)
  const entries = all.entries.filter(({ actor }) => actor !== null || search.get('by') !== 'people')
  const page = { ...all, entries }
  // The second page is the last one.
  const older = page.entries.map((entry) => ({ ...entry, id: `${entry.id}_older` }))
  return search.has('cursor') ? { entries: older, nextCursor: null } : page
}

const writes = ({ scenario, search, now }: Call): WritesPage => {
  const page = movedToNow(scenario.writes ?? writesPageFixture(), now)
  const older = page.writes.map((record) => ({ ...record, id: `${record.id}_older` }))
  return search.has('cursor') ? { writes: older, nextCursor: null } : page
}

const lastTakeBack = ({ scenario, world, id, now }: Call): LastTakeBack => ({
  takeBack: movedToNow(world.takenBack.get(id) ?? scenario.takeBack ?? null, now),
})

/** What the fixture's taking back came to is what it would come to. */
function takeBack({ scenario, world, id, body }: Call): object | undefined {
  const whole = scenario.plan ?? takeBackFixture()
  const { removed, left } = whole
  if ((body as TakeBackRequest).dryRun) return { removed, left }
  world.takenBack.set(id, { ...takeBackFixture(), removed, left })
  return world.connection(id)?.sync
}

const health = ({ scenario, search }: Call): Health =>
  scenario.health ?? healthFixture(Number(search.get('days') ?? 90))

function completeSetup({ world, id }: Call): Connection | undefined {
  const before = world.connection(id)
  return before && world.saveConnection({ ...before, setup: { state: 'done', progress: null, error: null } })
}

function retrySetup({ world, id }: Call): Connection | undefined {
  const before = world.connection(id)
  return (
    before && world.saveConnection({ ...before, setup: { state: 'importing', progress: null, error: null } })
  )
}

const listLinks = ({ world }: Call): LinkList => ({ links: world.links() })

function createLink({ world, body, now }: Call): LinkReply {
  const reply = movedToNow(linkReplyFixture(body as LinkRequest), now)
  world.saveLink(reply.link)
  return reply
}

function revokeLink({ world, id }: Call): Link | undefined {
  const link = world.links().find((one) => one.id === id)
  return link && world.saveLink({ ...link, state: 'revoked' })
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
  backlog: ({ scenario }) => ({ backlog: scenario.backlog ?? null }),
  verifyHistory: ({ scenario }) => historyVerificationFixture(scenario.historyBrokenAt ?? null),
  health,
  listWrites: writes,
  lastTakeBack,
  takeBack,
  retrySetup,
  completeSetup,
  support,
  listLinks,
  createLink,
  revokeLink,
  ...boardAnswers,
}
