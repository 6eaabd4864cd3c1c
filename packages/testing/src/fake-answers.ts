// What the fake adapter answers to each route, by the rules of the contract.
import type {
  Connection,
  DisconnectImpact,
  DisconnectRequest,
  HistoryPage,
  LastTakeBack,
  Link,
  LinkReply,
  LinkRequest,
  Readiness,
  RouteName,
  SupportBundle,
  TakeBackRequest,
  WritesPage,
} from '@mooring/contract'
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
} from '@mooring/contract/fixtures'
import { authorize, cancel } from './fake-attempts.ts'
import { BOARD_ANSWERS } from './fake-board.ts'
import { type FakeCall, isLive, rfc3339 } from './fake-call.ts'

const IMPACT: DisconnectImpact = {
  stops: ['Copying new and changed records'],
  keeps: ['Everything inside QuickBooks'],
  deletes: [],
  canDeleteData: true,
}

function disconnect({ world, id, body, now }: FakeCall): Connection | undefined {
  const before = world.connection(id)
  if (!isLive(before)) return before
  const { why = null, deleteData = false } = body as DisconnectRequest
  return world.saveConnection({
    ...connectionFixture('disconnected', 'by_user'),
    ...{ id, company: before.company, confirmedAt: before.confirmedAt, can: before.can },
    disconnectedAt: rfc3339(now),
    disconnect: { why, dataDeleted: deleteData, revoke: 'done' },
  })
}

/** The connection that it replaces ends with it. */
function confirm(call: FakeCall): Connection | undefined {
  const { world, id, now } = call
  const before = world.connection(id)
  if (before?.status !== 'awaiting_confirmation') return before
  if (before.replaces !== null)
    disconnect({ ...call, id: before.replaces, body: { why: 'different_company' } })
  const confirmed = { status: 'connected', usable: true, action: null, confirmedAt: rfc3339(now) } as const
  return world.saveConnection({ ...before, ...confirmed })
}

function verify({ world, id, now }: FakeCall): Connection | undefined {
  const before = world.connection(id)
  if (before?.status !== 'connected') return before
  return world.saveConnection({ ...before, proof: { kind: 'company_read', at: rfc3339(now) } })
}

const setUp =
  (state: 'done' | 'importing') =>
  ({ world, id }: FakeCall): Connection | undefined => {
    const before = world.connection(id)
    return before && world.saveConnection({ ...before, setup: { state, progress: null, error: null } })
  }

const ACCOUNTING = 'com.intuit.quickbooks.accounting'

const bundle = (now: number, about: Partial<SupportBundle>): SupportBundle => ({
  reference: 'ref_4F7K2M',
  generatedAt: rfc3339(now),
  versions: { mooring: '0.1.0' },
  scopes: { asked: [ACCOUNTING, 'openid'], granted: [ACCOUNTING] },
  connection: null,
  attempts: [],
  intuitTids: ['1-65a1b2c3-4d5e6f708192a3b4c5d6e7f8'],
  history: [],
  contact: 'support@example.com',
  ...about,
})

const support = ({ world, id, now }: FakeCall): SupportBundle =>
  bundle(now, { connection: world.connection(id) ?? null })

function attemptSupport({ world, id, now }: FakeCall): SupportBundle | undefined {
  const attempt = world.attempt(id)
  const stages = [{ step: 'returned', at: rfc3339(now) }]
  return attempt && bundle(now, { attempts: [{ id, stages, problem: attempt.problem }] })
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

const readiness = ({ world, id }: FakeCall): Readiness =>
  world.readings.readiness ?? readinessFixture(world.connection(id)?.usable ? [] : NOT_USABLE)

/** The second page is the last one, with the same rows under other ids. */
const olderThan = <Row extends { readonly id: string }>(rows: readonly Row[]): Row[] =>
  rows.map((row) => ({ ...row, id: `${row.id}_older` }))

function history({ world, search }: FakeCall): HistoryPage {
  const page = world.readings.history ?? historyPageFixture()
  const entries = page.entries.filter(({ actor }) => actor !== null || search.get('by') !== 'people')
  return search.has('cursor') ? { entries: olderThan(entries), nextCursor: null } : { ...page, entries }
}

function writes({ world, search }: FakeCall): WritesPage {
  const page = world.readings.writes ?? writesPageFixture()
  return search.has('cursor') ? { writes: olderThan(page.writes), nextCursor: null } : page
}

const lastTakeBack = ({ world, id }: FakeCall): LastTakeBack => ({
  takeBack: world.takenBack.get(id) ?? world.readings.lastTakeBack ?? null,
})

function takeBack({ world, id, body }: FakeCall): object | undefined {
  const { removed, left } = world.readings.takeBackResult ?? takeBackFixture()
  if ((body as TakeBackRequest).dryRun) return { removed, left }
  world.takenBack.set(id, { ...takeBackFixture(), removed, left })
  return world.connection(id)?.sync
}

const linksOf = ({ world }: FakeCall): readonly Link[] => world.readings.links ?? []

function createLink(call: FakeCall): LinkReply {
  const reply = linkReplyFixture(call.body as LinkRequest)
  call.world.readings.links = [reply.link, ...linksOf(call)]
  return reply
}

function revokeLink(call: FakeCall): Link | undefined {
  const links = linksOf(call).map((link) =>
    link.id === call.id ? { ...link, state: 'revoked' as const } : link,
  )
  call.world.readings.links = links
  return links.find(({ id }) => id === call.id)
}

/** Those that a page asks; none means 404. */
export const ANSWERS: Partial<Record<RouteName, (call: FakeCall) => object | undefined>> = {
  listConnections: ({ world }) => world.list(),
  getConnection: ({ world, id }) => world.connection(id),
  getAttempt: ({ world, id }) => world.attempt(id),
  authorize,
  cancelAttempt: cancel,
  attemptSupport,
  confirmCompany: confirm,
  verify,
  disconnect,
  disconnectImpact: ({ world }) => world.readings.impact ?? IMPACT,
  readiness,
  history,
  backlog: ({ world }) => ({ backlog: world.readings.backlog ?? null }),
  verifyHistory: ({ world }) => historyVerificationFixture(world.readings.historyBrokenAt ?? null),
  listWrites: writes,
  lastTakeBack,
  takeBack,
  health: ({ world, search }) => world.readings.health ?? healthFixture(Number(search.get('days') ?? 90)),
  retrySetup: setUp('importing'),
  completeSetup: setUp('done'),
  support,
  listLinks: (call) => ({ links: linksOf(call) }),
  createLink,
  revokeLink,
  ...BOARD_ANSWERS,
}
