// The operators' board over HTTP: who gets in, what each route gives, and what an operator can do.
import type {
  BoardCampaignProgress,
  BoardConnection,
  BoardConnectionPage,
  BoardOverview,
  BoardQueues,
  Problem,
} from '@mooring/contract'
import { ROUTES, type Route } from '@mooring/contract'
import {
  boardConnectionPageSchema,
  boardConnectionSchema,
  boardOverviewSchema,
  campaignListSchema,
  campaignProgressSchema,
  explanationSchema,
  quotaUseSchema,
  stalledQueuesSchema,
  webhookLogPageSchema,
} from '@mooring/contract/schemas'
import { expect, it } from 'vitest'
import type { QuickBooksAdapterOptions } from '../../src/index.ts'
import { DAY, HOUR } from '../../src/platform/clock.ts'
import { Browser } from '../browser.ts'
import { HARBOR, openStage, type Stage } from '../stage.ts'

const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }
const BOARD = '/operations/board'

/** The host's staff: named by a header. */
const operators = (req: unknown) => {
  const { headers } = req as { headers: Headers | Record<string, string> }
  const staff = headers instanceof Headers ? headers.get('x-staff') : headers['x-staff']
  return staff ? { id: staff, displayName: 'Opal' } : null
}

type Options = Partial<QuickBooksAdapterOptions> & { entry?: 'router' | 'handler' }

const openBoard = (options: Options = {}): Promise<Stage> => openStage({ operators, ...options })

/** An operator's browser: no session of the product's own. */
function operator(stage: Stage) {
  const browser = stage.browser()
  browser.cookies.clear()
  const staff = { 'x-staff': 'op_1' }
  return {
    get: <T>(path: string) => browser.get<T>(BOARD + path, staff),
    post: <T>(path: string, body: unknown = {}, headers = {}) =>
      browser.post<T>(BOARD + path, body, { ...staff, ...headers }),
  }
}

const connect = async (stage: Stage) =>
  (await stage.browser().connect(stage.simulator.control, HARBOR_TEA)).id

it.each(['router', 'handler'] as const)(
  'gives an operator without a tenant the state of all, by the %s',
  async (entry) => {
    await using stage = await openBoard({ entry })
    const id = await connect(stage)
    const { body } = await operator(stage).get<BoardOverview>('')
    expect(boardOverviewSchema.parse(body)).toMatchObject({
      operator: { id: 'op_1', displayName: 'Opal' },
      status: { live: true, checks: { store: 'ok' } },
      health: { connections: { connected: 1 }, incident: null },
    })
    const page = await operator(stage).get<BoardConnectionPage>('/connections?company=harbor')
    expect(boardConnectionPageSchema.parse(page.body)).toMatchObject({
      connections: [{ id, tenantId: 'harbor', company: { realmId: null, realmIdLast4: HARBOR.slice(-4) } }],
      nextCursor: null,
    })
    expect(JSON.stringify([body, page.body])).not.toContain(HARBOR)
  },
)

it('gives the month’s reads, whose they are and what they were for', async () => {
  await using stage = await openBoard({ quota: { readsPerMonth: 4, warnAt: 0.25 } })
  const id = await connect(stage)
  const { body } = await operator(stage).get('/quota')
  const read = quotaUseSchema.parse(body)
  expect(read).toMatchObject({ readsPerMonth: 4, state: 'near', pausedUntil: null })
  expect(read).toEqual(await stage.adapter.operations.quota())
  await stage.adapter.forTenant('harbor').request(id, '/companyinfo/1')
  const later = quotaUseSchema.parse((await operator(stage).get('/quota')).body)
  expect(later.byPurpose.request).toBe(read.byPurpose.request + 1)
  expect(later.tenants.rows[0]?.tenantId).toBe('harbor')
})

it('has no such address where the host names no operators', async () => {
  await using stage = await openStage()
  const browser = stage.browser()
  for (const answer of [await browser.get(BOARD), await browser.post(`${BOARD}/incident/end`, {})])
    expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } })
})

it('is closed to everyone who is no operator, on every route, and nothing is done', async () => {
  await using stage = await openBoard()
  const id = await connect(stage)
  stage.simulator.control.clearRequests()
  const all: Route[] = Object.values(ROUTES)
  const routes = all.filter(({ rule }) => rule === 'operator')
  expect(routes.length).toBeGreaterThan(10)
  // A customer's session with every right there is, and no session at all.
  for (const browser of [stage.browser(), new Browser(stage.origin, null)])
    for (const { method, path } of routes) {
      const address = path.replace(':id', id)
      const { status, body } = await browser.send<Problem>(
        method,
        address,
        method === 'POST' ? { body: {} } : {},
      )
      expect([address, status, body.code]).toEqual([address, 401, 'not_authenticated'])
    }
  expect(stage.simulator.control.requests()).toEqual([])
})

it.each([
  ['throws', () => Promise.reject(new Error('away'))],
  ['answers nonsense', () => ({ id: '' })],
  ['gives a name that is not a text', () => ({ id: 'op', displayName: 7 as unknown as string })],
])('is closed while `operators` %s', async (_, answer) => {
  await using stage = await openBoard({ operators: answer })
  expect(await operator(stage).get(``)).toMatchObject({ status: 503, body: { code: 'identity_unavailable' } })
})

it('refuses an option that is not a function', async () => {
  await expect(openBoard({ operators: true as never })).rejects.toThrow(
    /option "operators" is not a function/,
  )
})

it('takes a change from an allowed origin alone, as the other routes do', async () => {
  await using stage = await openBoard()
  const id = await connect(stage)
  stage.simulator.control.clearRequests()
  const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  const refused = await operator(stage).post<Problem>(`/connections/${id}/renew`, {}, foreign)
  expect(refused).toMatchObject({ status: 403, body: { code: 'origin_not_allowed' } })
  expect(stage.simulator.control.requests()).toEqual([])
})

it.each([
  ['status=gone', 'status'],
  ['reason=unlucky', 'reason'],
  ['tenant=%00', 'tenant'],
  [`company=${'x'.repeat(201)}`, 'company'],
  ['cursor=5', 'cursor'],
  ['status=connected&status=blocked', 'status'],
])('names what is wrong with a filter: %s', async (search, path) => {
  await using stage = await openBoard()
  const { status, body } = await operator(stage).get<Problem>(`/connections?${search}`)
  expect({ status, code: body.code, path: body.fields?.[0]?.path }).toEqual({
    status: 400,
    code: 'invalid_request',
    path,
  })
})

it('explains and renews a connection, and writes who had it renewed into the log', async () => {
  await using stage = await openBoard()
  const id = await connect(stage)
  stage.simulator.control.disconnectInQuickBooks(HARBOR)
  const renewed = await operator(stage).post<BoardConnection>(`/connections/${id}/renew`)
  expect(boardConnectionSchema.parse(renewed.body)).toMatchObject({ id, status: 'checking' })
  const explained = await operator(stage).get(`/connections/${id}/explain`)
  expect(explanationSchema.parse(explained.body)).toMatchObject({
    tenantId: 'harbor',
    connection: { id, status: 'checking' },
    refreshes: [{ code: 'invalid_grant' }],
  })
  expect(JSON.stringify([renewed.body, explained.body])).not.toContain(HARBOR)
  expect(stage.log).toContainEqual({
    operatorId: 'op_1',
    subject: id,
    message: 'An operator had a connection renewed.',
  })
  const none = await operator(stage).get('/connections/con_none/explain')
  expect(none).toMatchObject({ status: 404, body: { code: 'not_found' } })
})

it('renews a connection no more often than people may test it', async () => {
  await using stage = await openBoard({ rateLimits: { authorize: 60, verify: 2, other: 600 } })
  const id = await connect(stage)
  const statuses: number[] = []
  for (let time = 0; time < 3; time++)
    statuses.push((await operator(stage).post(`/connections/${id}/renew`)).status)
  expect(statuses).toEqual([200, 200, 429])
  // People of the tenant have their own count.
  expect((await stage.browser().post(`/connections/${id}/verify`, {})).status).toBe(200)
})

it('shows stalled queues, and has them tried again or lets go of their event', async () => {
  let isAway = true
  await using stage = await openBoard({
    onEvent: () => {
      if (isAway) throw new Error('away')
    },
  })
  const id = await connect(stage)
  const queues = async () =>
    stalledQueuesSchema.parse((await operator(stage).get<BoardQueues>('/queues')).body).queues
  for (let hour = 0; hour < 21; hour++) {
    await stage.adapter.runDueWork()
    stage.simulator.control.clock.advance(HOUR)
  }
  const [queue] = await queues()
  expect(queue).toMatchObject({ connectionId: id, tenantId: 'harbor', tries: 20 })
  const skipped = await operator(stage).post<BoardQueues>(`/events/${queue?.eventId}/skip`)
  expect(skipped).toMatchObject({ status: 200, body: { queues: [] } })
  const again = await operator(stage).post(`/events/${queue?.eventId}/skip`)
  expect(again).toMatchObject({ status: 404, body: { code: 'not_found' } })
  isAway = false
  expect(await operator(stage).post(`/queues/${id}/retry`)).toMatchObject({ body: { queues: [] } })
  expect(await operator(stage).post('/queues/operations/retry')).toMatchObject({ status: 200 })
  expect(await operator(stage).post('/queues/elsewhere/retry')).toMatchObject({
    status: 400,
    body: { code: 'invalid_request' },
  })
})

it('shows how far campaigns are, and ends one', async () => {
  await using stage = await openBoard()
  await connect(stage)
  const deadline = new Date(stage.simulator.control.clock.now() + 30 * DAY).toISOString()
  const start = stage.adapter.operations.campaigns.start
  await start({ id: 'keys', why: 'keys', deadline, select: { connectedBefore: '2001-01-01T00:00:00Z' } })
  stage.simulator.control.clock.advance(HOUR)
  await start({ id: 'scopes', why: 'scopes', deadline, select: {} })
  const list = campaignListSchema.parse((await operator(stage).get('/campaigns')).body)
  expect(list.campaigns.map(({ id }) => id)).toEqual(['scopes', 'keys'])
  const progress = await operator(stage).get<BoardCampaignProgress>('/campaigns/scopes')
  expect(campaignProgressSchema.parse(progress.body)).toMatchObject({ selected: 1, asked: 1, ended: false })
  const ended = await operator(stage).post<BoardCampaignProgress>('/campaigns/scopes/end')
  expect(ended).toMatchObject({ status: 200, body: { id: 'scopes', ended: true } })
  expect(await operator(stage).post('/campaigns/none/end')).toMatchObject({ status: 404 })
})

it('gives the log of webhooks, and of one connection', async () => {
  await using stage = await openBoard()
  const id = await connect(stage)
  for (const search of ['', `?connectionId=${id}`])
    expect(webhookLogPageSchema.parse((await operator(stage).get(`/webhooks${search}`)).body)).toEqual({
      deliveries: [],
      nextCursor: null,
      refused: [],
    })
  expect(await operator(stage).get('/webhooks?connectionId=1')).toMatchObject({ status: 400 })
})

it('ends an incident, and says how it is', async () => {
  await using stage = await openBoard()
  expect(await operator(stage).post('/incident/end')).toMatchObject({ status: 200, body: { live: true } })
  const body = await operator(stage).post<Problem>('/incident/end', { now: true })
  expect(body).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
})
