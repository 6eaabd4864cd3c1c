// Whether the adapter lives and its work gets done: for load balancers and operators.
import { DatabaseSync } from 'node:sqlite'
import { operationsHealthSchema } from '@mooring/contract/schemas'
import { afterEach, describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE } from '../src/platform/clock.ts'
import { usePostgres } from './instances/postgres-stage.ts'
import { HARBOR, openStage, type Stage } from './stage.ts'
import { handWrittenTokens } from './token-lifecycle/hand-written.ts'
import { KEY } from './token-lifecycle/test-deps.ts'

const ground = usePostgres()
const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }

let stage: Stage
afterEach(async () => {
  await stage.close()
})

const clock = () => stage.simulator.control.clock
const connect = async () => (await stage.browser().connect(stage.simulator.control, HARBOR_TEA)).id
const status = () => stage.adapter.operations.status()
const health = async () =>
  operationsHealthSchema.parse((await stage.browser().get('/operations/health')).body)
const isJustNow = (at: string) => Math.abs(Date.parse(at) - clock().now()) < MINUTE
/** As a load balancer asks: no one is signed in. */
async function probes() {
  const stranger = stage.browser()
  stranger.cookies.clear()
  const answers = [await stranger.get('/operations/live'), await stranger.get('/operations/ready')]
  return answers.map(({ status, body }) => [status, body])
}

describe.each([
  ['a file', () => ground.openOnFile({ encryptionKeys: [KEY] })],
  ['Postgres', () => ground.open()],
] as const)('on %s', (_store, open) => {
  it('an adapter that was never started is not ready, and its health shows why', async () => {
    stage = await open()
    await connect()
    expect(await status()).toMatchObject({ live: true, ready: true, checks: { store: 'ok', vault: 'ok' } })
    clock().advance(40 * DAY)
    const wrong = { lastRoundAt: null, overdueMs: expect.toSatisfy((ms: number) => ms >= 40 * DAY) }
    expect((await health()).jobs).toEqual(wrong)
    expect(await status()).toMatchObject({ live: true, ready: false, checks: { jobs: wrong } })
    expect(await probes()).toEqual([
      [200, { live: true }],
      [503, { ready: false }],
    ])
    await stage.adapter.runDueWork()
    const after = { lastRoundAt: expect.toSatisfy(isJustNow), overdueMs: 0 }
    expect((await health()).jobs).toEqual(after)
    expect(await status()).toMatchObject({ ready: true, checks: { jobs: after, eventBacklog: 0 } })
    expect(await probes()).toEqual([
      [200, { live: true }],
      [200, { ready: true }],
    ])
  })

  it('is asked with HEAD too, and answers without a body', async () => {
    stage = await open()
    const stranger = stage.browser()
    stranger.cookies.clear()
    for (const path of ['/operations/live', '/operations/ready']) {
      const { text, headers } = await stranger.get(path)
      const head = await stranger.send('HEAD', path)
      expect([head.status, head.text]).toEqual([200, ''])
      expect(head.headers.get('content-length')).toBe(String(text.length))
      expect(head.headers.get('content-type')).toBe(headers.get('content-type'))
      const refused = await stranger.post(path)
      expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
    }
    expect((await stranger.send('HEAD', '/operations/health')).status).toBe(405)
  })

  it('one that was started makes its rounds', async () => {
    stage = await open()
    await stage.adapter.start()
    await expect
      .poll(async () => (await status()).checks.jobs.lastRoundAt, { timeout: 10_000 })
      .not.toBeNull()
    await connect()
    await expect.poll(async () => (await status()).checks.eventBacklog, { timeout: 10_000 }).toBe(0)
    expect(await probes()).toEqual([
      [200, { live: true }],
      [200, { ready: true }],
    ])
  })
})

it('is not ready while it starts', async () => {
  const { promise: isOpen, resolve: open } = Promise.withResolvers<void>()
  const slow: typeof fetch = async (...request) => {
    await isOpen
    return await fetch(...request)
  }
  stage = await openStage({ fetch: slow })
  expect((await status()).ready).toBe(true)
  const started = stage.adapter.start()
  expect(await status()).toMatchObject({ live: true, ready: false, checks: { store: 'ok', vault: 'ok' } })
  open()
  await started
  expect((await status()).ready).toBe(true)
})

it('is not ready once due work has waited for more than 15 minutes', async () => {
  stage = await openStage()
  await connect()
  clock().advance(14 * MINUTE)
  expect((await status()).ready).toBe(true)
  clock().advance(MINUTE)
  expect((await status()).ready).toBe(false)
})

it('waits as long as readyAfterMs says', async () => {
  stage = await openStage({ readyAfterMs: 2 * HOUR })
  await connect()
  clock().advance(HOUR)
  expect((await status()).ready).toBe(true)
  clock().advance(HOUR)
  expect((await status()).ready).toBe(false)
})

it('says when Intuit last answered', async () => {
  stage = await openStage()
  const id = await connect()
  await stage.restart()
  expect((await status()).checks.intuit).toEqual({ lastAnswerAt: null })
  clock().advance(2 * HOUR)
  await stage.adapter.forTenant('harbor').tokens.get(id)
  expect((await status()).checks.intuit).toEqual({ lastAnswerAt: expect.toSatisfy(isJustNow) })
})

it('is not ready with other keys, nor with a store that cannot be read, and has no detail for strangers', async () => {
  stage = await openStage({ encryptionKeys: [KEY] })
  await connect()
  await stage.restart({
    encryptionKeys: [{ id: 'other', secret: Buffer.alloc(32, 'another').toString('base64') }],
  })
  expect(await status()).toMatchObject({ live: true, ready: false, checks: { store: 'ok', vault: 'failed' } })
  await stage.restart()
  new DatabaseSync(stage.databasePath).exec('drop table deliveries')
  expect(await status()).toMatchObject({
    live: true,
    ready: false,
    checks: { store: 'failed', jobs: { overdueMs: null }, eventBacklog: null },
  })
  expect(await probes()).toEqual([
    [200, { live: true }],
    [503, { ready: false }],
  ])
})

it('is neither once it is closed', async () => {
  stage = await openStage()
  await stage.adapter.close()
  expect(await status()).toMatchObject({ live: false, ready: false })
  expect((await probes()).map(([code]) => code)).toEqual([503, 503])
})

it('an import whose company waits to be read is work that is due', async () => {
  stage = await openStage()
  stage.simulator.control.fault({ route: 'company', kind: 'html-503' })
  const tokens = await handWrittenTokens(stage, HARBOR)
  const waiting = stage.adapter.forTenant('harbor').connections.import({
    realmId: HARBOR,
    refreshToken: tokens.refreshToken,
  })
  await expect(waiting).rejects.toMatchObject({ code: 'intuit_unavailable' })
  expect(await status()).toMatchObject({ ready: true })
  clock().advance(20 * MINUTE)
  expect(await status()).toMatchObject({ ready: false })
})

it('a re-authorization that goes on beyond its time is no work that waits', async () => {
  stage = await openStage()
  const id = await connect()
  stage.simulator.control.fault({ route: 'company', kind: 'html-503' })
  await stage.browser().goThrough(stage.simulator.control, HARBOR_TEA, { connectionId: id })
  for (let round = 0; round < 30; round++) {
    clock().advance(10 * MINUTE)
    expect(await status()).toMatchObject({ ready: true })
    await stage.adapter.runDueWork()
  }
})

describe('work of any kind', () => {
  const overdue = async () => (await status()).checks.jobs.overdueMs ?? Number.NaN
  /** Undone for 20 minutes, and then done. */
  async function expectToWait() {
    expect(await overdue()).toBeGreaterThanOrEqual(20 * MINUTE)
    expect(await status()).toMatchObject({ ready: false })
    expect((await health()).jobs.overdueMs).toBeGreaterThanOrEqual(20 * MINUTE)
    await stage.adapter.runDueWork()
    expect(await status()).toMatchObject({ ready: true, checks: { jobs: { overdueMs: 0 } } })
  }

  it('that a campaign has to go on with counts', async () => {
    stage = await openStage()
    await connect()
    await stage.adapter.operations.campaigns.start({
      id: 'payments-2027',
      why: 'scopes',
      deadline: new Date(clock().now() + 60 * DAY).toISOString(),
      select: {},
      perDay: 1,
    })
    await stage.adapter.runDueWork()
    expect(await overdue()).toBe(0)
    clock().advance(DAY + 20 * MINUTE)
    await expectToWait()
  })

  it('that a link has to end with counts', async () => {
    stage = await openStage()
    const id = await connect()
    stage.simulator.control.disconnectInQuickBooks(HARBOR)
    for (const _try of ['refused', 'refused again']) {
      clock().advance(2 * HOUR)
      await stage.adapter.operations.renew(id)
    }
    const { link } = await stage.adapter.forTenant('harbor').links.create(id)
    await stage.adapter.runDueWork()
    clock().set(Date.parse(link.expiresAt) + 20 * MINUTE)
    await expectToWait()
  })

  it('that a schedule begins counts, but not where it waits for a person', async () => {
    stage = await openStage()
    stage.adapter.syncs.schedule('invoices', { every: '1h' }, async () => {})
    const id = await connect()
    await stage.adapter.runDueWork()
    clock().advance(HOUR + 20 * MINUTE)
    await expectToWait()
    await stage.adapter.forTenant('harbor').connections.disconnect(id)
    await stage.adapter.runDueWork()
    clock().advance(DAY)
    expect(await overdue()).toBe(0)
  })

  it('that a schedule of another process begins does not count where there is none', async () => {
    stage = await openStage()
    stage.adapter.syncs.schedule('invoices', { every: '1h' }, async () => {})
    await connect()
    await stage.adapter.runDueWork()
    await stage.restart()
    clock().advance(3 * HOUR)
    expect(await overdue()).toBe(0)
  })

  it('that a died process has left of a refresh counts', async () => {
    stage = await openStage()
    const id = await connect()
    await stage.adapter.runDueWork()
    using file = new DatabaseSync(stage.databasePath)
    file
      .prepare(
        'insert into refresh_journal (connection_id, tenant_id, generation, fence, started_at) ' +
          'select connection_id, tenant_id, generation, 1, ? from grants where connection_id = ?',
      )
      .run(clock().now(), id)
    clock().advance(22 * MINUTE)
    await expectToWait()
  })

  it('that is tried again by the clock does not count before its time', async () => {
    stage = await openStage()
    await connect()
    await stage.adapter.runDueWork()
    const lift = stage.simulator.control.fault({ route: 'token', kind: 'reset-after-rotation' })
    clock().advance(7 * DAY)
    await stage.adapter.runDueWork()
    using file = new DatabaseSync(stage.databasePath)
    expect(file.prepare('select count(*) as open from refresh_journal').get()).toEqual({ open: 1 })
    for (let round = 0; round < 10; round++) {
      clock().advance(10 * MINUTE)
      expect(await status()).toMatchObject({ ready: true })
      await stage.adapter.runDueWork()
    }
    lift()
  })

  it('that strangers cause does not count', async () => {
    stage = await openStage()
    expect((await stage.browser().post('/webhooks', [])).status).toBe(401)
    clock().advance(2 * HOUR)
    expect(await overdue()).toBe(0)
  })
})
