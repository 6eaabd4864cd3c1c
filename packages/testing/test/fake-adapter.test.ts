// The stand-in for the adapter: what it answers fits the contract, and companies change by its rules.
import {
  type Attempt,
  type Connection,
  type Link,
  ROUTES,
  type RouteName,
  routePath,
} from '@mooring/contract'
import { linkFixture, readinessFixture } from '@mooring/contract/fixtures'
import {
  authorizeReplySchema,
  backlogReplySchema,
  boardConnectionPageSchema,
  boardOverviewSchema,
  campaignListSchema,
  campaignProgressSchema,
  connectionSchema,
  disconnectImpactSchema,
  healthSchema,
  historyPageSchema,
  historyVerificationSchema,
  lastTakeBackSchema,
  linkListSchema,
  linkReplySchema,
  quotaUseSchema,
  readinessSchema,
  stalledQueuesSchema,
  supportBundleSchema,
  webhookLogPageSchema,
  writesPageSchema,
} from '@mooring/contract/schemas'
import { describe, expect, it, vi } from 'vitest'
import { createFakeAdapter, type FakeAdapter, type FakeAdapterOptions } from '../src/fake-adapter.ts'
import { connectionFixture } from '../src/server.ts'

const ask = (adapter: FakeAdapter, name: RouteName, id = '', body?: object, search = '') => {
  const { method, path } = ROUTES[name]
  return adapter.answer({ method, path: routePath(path, id) + search, body })
}

/** Starts an authorization and resolves with its attempt once the person at Intuit has decided. */
async function authorize(adapter: FakeAdapter, body: object): Promise<Attempt> {
  const { attemptId } = authorizeReplySchema.parse(
    ask(adapter, 'authorize', '', { mode: 'redirect', ...body }).body,
  )
  const read = () => adapter.attempts().find(({ id }) => id === attemptId)
  await expect.poll(() => read()?.outcome).not.toBe('pending')
  return read() as Attempt
}

const statuses = (adapter: FakeAdapter) =>
  adapter.list().connections.map(({ company, status }) => [company.name, status])

const READS = [
  ['getConnection', connectionSchema],
  ['disconnectImpact', disconnectImpactSchema],
  ['readiness', readinessSchema],
  ['history', historyPageSchema],
  ['verifyHistory', historyVerificationSchema],
  ['listWrites', writesPageSchema],
  ['lastTakeBack', lastTakeBackSchema],
  ['health', healthSchema],
  ['backlog', backlogReplySchema],
  ['support', supportBundleSchema],
  ['listLinks', linkListSchema],
  ['board', boardOverviewSchema],
  ['boardConnections', boardConnectionPageSchema],
  ['boardWebhooks', webhookLogPageSchema],
  ['boardQuota', quotaUseSchema],
  ['boardQueues', stalledQueuesSchema],
  ['boardCampaigns', campaignListSchema],
  ['boardCampaign', campaignProgressSchema],
] as const

describe('what a page asks', () => {
  it.each(READS)('%s is answered as the contract says', (name, schema) => {
    const { status, body } = ask(createFakeAdapter({ state: 'connected' }), name, 'con_harbor')
    expect(status).toBe(200)
    expect(() => schema.parse(body)).not.toThrow()
  })

  it('answers with the readings of the test, and with those that it changes', () => {
    const adapter = createFakeAdapter({ state: 'connected', readings: { links: [linkFixture()] } })
    expect(ask(adapter, 'listLinks', 'con_harbor').body).toEqual({ links: [linkFixture()] })
    expect(ask(adapter, 'readiness', 'con_harbor').body).toMatchObject({ ready: true })
    const readiness = { ...readinessFixture(), ready: false }
    adapter.setReadings({ readiness })
    expect(ask(adapter, 'readiness', 'con_harbor').body).toEqual(readiness)
    expect(ask(adapter, 'listLinks', 'con_harbor').body).toEqual({ links: [linkFixture()] })
  })

  it('is not ready where the connection is not usable', () => {
    const adapter = createFakeAdapter({ state: 'revoked' })
    expect(ask(adapter, 'readiness', 'con_harbor').body).toMatchObject({ ready: false })
  })

  it('remembers links, what was taken back and what was done on the board', () => {
    const adapter = createFakeAdapter({ state: 'connected' })
    const made = ask(adapter, 'createLink', 'con_harbor', { hours: 72 })
    expect(made.status).toBe(201)
    const { link } = linkReplySchema.parse(made.body)
    ask(adapter, 'revokeLink', link.id, {})
    const [listed] = (ask(adapter, 'listLinks', 'con_harbor').body as { links: Link[] }).links
    expect(listed).toEqual({ ...link, state: 'revoked' })

    ask(adapter, 'takeBack', 'con_harbor', { dryRun: true })
    expect(ask(adapter, 'lastTakeBack', 'con_harbor').body).toEqual({ takeBack: null })
    ask(adapter, 'takeBack', 'con_harbor', {})
    expect(ask(adapter, 'lastTakeBack', 'con_harbor').body).toMatchObject({ takeBack: { state: 'done' } })

    const { queues } = stalledQueuesSchema.parse(ask(adapter, 'boardQueues').body)
    ask(adapter, 'boardSkipEvent', queues[0]?.eventId, {})
    expect(ask(adapter, 'boardQueues').body).toEqual({ queues: queues.slice(1) })
    ask(adapter, 'boardEndIncident', '', {})
    expect(ask(adapter, 'board').body).toMatchObject({ health: { incident: null } })
  })

  it('has one older page behind a cursor', () => {
    const page = historyPageSchema.parse(ask(createFakeAdapter(), 'history', 'con_harbor').body)
    const adapter = createFakeAdapter({ readings: { history: { ...page, nextCursor: '1' } } })
    expect(ask(adapter, 'history', 'con_harbor').body).toMatchObject({ nextCursor: '1' })
    const older = ask(adapter, 'history', 'con_harbor', undefined, '?cursor=1').body
    expect(historyPageSchema.parse(older)).toMatchObject({ nextCursor: null })
  })
})

describe('what a person decides at Intuit', () => {
  const northwind = { realmId: null, realmIdLast4: '5678', name: 'Northwind Bakery', country: 'CA' }
  const revoked = (options: FakeAdapterOptions = {}) => createFakeAdapter({ state: 'revoked', ...options })

  it('re-authorizes the company of the connection', async () => {
    const adapter = revoked()
    expect(await authorize(adapter, { connectionId: 'con_harbor' })).toMatchObject({
      outcome: 'reauthorized',
      connectionId: 'con_harbor',
    })
    expect(statuses(adapter)).toEqual([['Harbor Tea Co.', 'connected']])
  })

  it('fails where it is another company', async () => {
    const adapter = revoked({ atIntuit: northwind })
    const attempt = await authorize(adapter, { connectionId: 'con_harbor' })
    expect(attempt).toMatchObject({
      outcome: 'failed',
      problem: {
        code: 'company_mismatch',
        expectedCompany: 'Harbor Tea Co.',
        authorizedCompany: 'Northwind Bakery',
      },
    })
    expect(statuses(adapter)).toEqual([['Harbor Tea Co.', 'reauthorization_required']])
  })

  it('changes the company where that is allowed, and ends the old one once the new one is confirmed', async () => {
    const adapter = revoked({ atIntuit: northwind })
    const { connectionId } = await authorize(adapter, {
      connectionId: 'con_harbor',
      allowCompanyChange: true,
    })
    expect(statuses(adapter)).toEqual([
      ['Harbor Tea Co.', 'reauthorization_required'],
      ['Northwind Bakery', 'awaiting_confirmation'],
    ])
    ask(adapter, 'confirmCompany', connectionId ?? '', {})
    expect(statuses(adapter)).toEqual([
      ['Harbor Tea Co.', 'disconnected'],
      ['Northwind Bakery', 'connected'],
    ])
    expect(adapter.list().connections[0]?.disconnect).toMatchObject({ why: 'different_company' })
  })

  it('renews a company that is connected already, and connects a second one where no company is said', async () => {
    const adapter = createFakeAdapter({ state: 'connected', atIntuit: connectionFixture().company })
    expect(await authorize(adapter, {})).toMatchObject({ outcome: 'reauthorized' })
    adapter.setAtIntuit('allows')
    expect(await authorize(adapter, {})).toMatchObject({ outcome: 'connected' })
    expect(statuses(adapter)).toEqual([
      ['Harbor Tea Co.', 'connected'],
      ['Northwind Bakery', 'awaiting_confirmation'],
    ])
  })

  it('waits until the test decides', () => {
    const adapter = revoked({ atIntuit: 'waits', newAttemptId: () => 'att_mine' })
    ask(adapter, 'authorize', '', { mode: 'popup', connectionId: 'con_harbor' })
    adapter.decide('att_mine', 'denies')
    expect(adapter.attempts()).toMatchObject([{ id: 'att_mine', outcome: 'cancelled' }])
    adapter.decide('att_mine', 'allows')
    expect(statuses(adapter)).toEqual([['Harbor Tea Co.', 'reauthorization_required']])
  })

  it('is cancelled no more once its person is back to renew a connection', () => {
    const adapter = revoked({ atIntuit: 'waits', newAttemptId: () => 'att_mine' })
    ask(adapter, 'authorize', '', { mode: 'popup', connectionId: 'con_harbor' })
    const [attempt] = adapter.attempts() as [Attempt]
    adapter.putAttempt({ ...attempt, step: 'exchanged' })
    expect(ask(adapter, 'cancelAttempt', 'att_mine', {}).body).toMatchObject({ outcome: 'pending' })
  })

  it('sends people where the test says', () => {
    const adapter = createFakeAdapter({
      authorizeUrl: (id, mode) => `https://intuit.example/${mode}/${id}`,
      newAttemptId: () => 'att_mine',
    })
    expect(ask(adapter, 'authorize', '', { mode: 'popup' }).body).toMatchObject({
      authorizeUrl: 'https://intuit.example/popup/att_mine',
    })
  })
})

describe('what changes meanwhile', () => {
  it('is announced on the stream, but for a list that replaces another', () => {
    const adapter = createFakeAdapter({ state: 'connected' })
    const heard = vi.fn()
    const ended = vi.fn()
    adapter.listen(heard, ended)
    adapter.setList({ ...adapter.list(), connections: [connectionFixture('blocked', 'company_locked')] })
    expect(heard).not.toHaveBeenCalled()
    expect(statuses(adapter)).toEqual([['Harbor Tea Co.', 'blocked']])
    const [connection] = adapter.list().connections as [Connection]
    adapter.put({ ...connection, ...connectionFixture('expiring', 'idle_expiry_near') })
    expect(heard).toHaveBeenCalledOnce()
    adapter.endStreams()
    expect(ended).toHaveBeenCalledOnce()
    adapter.put(connection)
    expect(heard).toHaveBeenCalledOnce()
  })

  it('lists no attempt that the new list lacks, and answers its id still', () => {
    const adapter = createFakeAdapter({ atIntuit: 'waits', newAttemptId: () => 'att_mine' })
    ask(adapter, 'authorize', '', { mode: 'popup' })
    expect(adapter.list().attempts).toHaveLength(1)
    adapter.setList({ ...adapter.list(), attempts: [] })
    expect(adapter.list().attempts).toEqual([])
    expect(ask(adapter, 'getAttempt', 'att_mine').body).toMatchObject({ outcome: 'pending' })
  })
})
