// The month's reads at Intuit: counted, foreseen, told of, and what yields when they run out.
import type { HostEvent } from '@mooring/contract'
import { hostConnectionSchema } from '@mooring/contract/schemas'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE } from '../src/platform/clock.ts'
import { usePostgres } from './instances/postgres-stage.ts'
import type { Stage } from './stage.ts'
import { connectCompanies } from './token-lifecycle/companies.ts'
import { KEY } from './token-lifecycle/test-deps.ts'

const BEGIN = Date.UTC(2027, 0, 5, 12)
const READ = `/query?query=${encodeURIComponent('select * from Invoice')}`
const ground = usePostgres()

let stage: Stage
let ids: string[]
const books = () => stage.adapter.forTenant('harbor')
const quota = (filter = {}) => stage.adapter.operations.quota(filter)
const clock = () => stage.simulator.control.clock
const first = () => ids[0] ?? ''
const read = async (times: number, id = first()) => {
  for (let count = 0; count < times; count++) await books().request(id, READ)
}
const received = async (): Promise<HostEvent[]> => {
  await stage.adapter.runDueWork()
  return stage.events.filter(({ type }) => type === 'operations.quota')
}

describe.each([
  ['a file', (quotaOption: object) => ground.openOnFile({ encryptionKeys: [KEY], quota: quotaOption })],
  ['Postgres', (quotaOption: object) => ground.open({ quota: quotaOption })],
] as const)('on %s', (_store, open) => {
  const begin = async (option: object, companies = 1) => {
    stage = await open(option)
    clock().set(BEGIN)
    ids = (await connectCompanies(stage, companies)).map(({ id }) => id)
    await stage.adapter.runDueWork()
  }
  afterEach(async () => {
    await stage.close()
  })

  describe('what is read', () => {
    beforeEach(() => begin({}, 2))

    it('is counted by purpose, tenant and connection; writes and refusals are not', async () => {
      await read(2)
      await read(1, ids[1])
      await books().syncs.run(first(), async ({ request }) => {
        await request(READ)
        await request('/customer', { method: 'POST', body: JSON.stringify({ DisplayName: 'Ada' }) })
      })
      await books().verify(first())
      await books().request(first(), '/nothing/1')
      expect(await quota()).toMatchObject({
        month: '2027-01',
        used: 7,
        readsPerMonth: null,
        foreseen: null,
        state: 'ok',
        spentAt: null,
        pausedUntil: null,
        resetsAt: '2027-02-01T00:00:00.000Z',
        byPurpose: { request: 3, run: 1, setup: 0, take_back: 0, verify: 1, probe: 0, connect: 2 },
        tenants: { rows: [{ tenantId: 'harbor', reads: 7 }], nextCursor: null },
      })
      const { connections } = await quota()
      expect(connections.rows).toEqual([
        { connectionId: first(), tenantId: 'harbor', reads: 4 },
        { connectionId: ids[1], tenantId: 'harbor', reads: 1 },
      ])
    })

    it('of two processes adds up, and is there after a restart', async () => {
      const other = stage.adapter
      await read(2)
      await stage.restart()
      await read(3)
      await Promise.all([other.operations.quota(), quota()])
      await other.close()
      expect(await quota()).toMatchObject({ used: 7 })
    })

    it('is stored once all due work was done: the process may end then', async () => {
      await read(2)
      await stage.adapter.runDueWork()
      await stage.restart()
      expect(await quota()).toMatchObject({ used: 4 })
    })

    it('comes in pages, and a page that is none is refused', async () => {
      await read(2)
      await read(1, ids[1])
      const page = await quota({ limit: 1 })
      expect(page.connections.rows).toMatchObject([{ connectionId: first(), reads: 2 }])
      const rest = await quota({ limit: 1, connectionsCursor: page.connections.nextCursor ?? '' })
      expect(rest.connections).toEqual({
        rows: [{ connectionId: ids[1], tenantId: 'harbor', reads: 1 }],
        nextCursor: null,
      })
      await expect(quota({ limit: 0, tenantsCursor: 'x', connectionsCursor: 7 })).rejects.toMatchObject({
        code: 'invalid_request',
        problem: { fields: [{ path: 'limit' }, { path: 'tenantsCursor' }, { path: 'connectionsCursor' }] },
      })
    })

    it('is foreseen once three whole days were counted, and begins anew with the month', async () => {
      for (let day = 0; day < 4; day++) {
        await read(10)
        await quota()
        clock().advance(DAY)
      }
      // Noon of the 9th: 42 so far, and 22.5 days of ten.
      expect(await quota()).toMatchObject({ used: 42, foreseen: 42 + 225 })
      clock().set(Date.UTC(2027, 1, 1))
      expect(await quota()).toMatchObject({ month: '2027-02', used: 0, byPurpose: { request: 0 } })
    })

    it('of a forgotten tenant stays in the sums, and names no one', async () => {
      await read(2)
      await quota()
      await read(1)
      await books().forget()
      const forgotten = await quota()
      expect(forgotten).toMatchObject({ used: 5, byPurpose: { request: 3 } })
      expect([forgotten.tenants.rows, forgotten.connections.rows]).toEqual([[], []])
    })

    it('of a tenant that another process had counted when it was forgotten names no one an hour later', async () => {
      const other = stage.adapter
      await read(2)
      await stage.restart()
      await books().forget()
      await other.operations.quota()
      await other.close()
      clock().advance(2 * HOUR)
      await stage.adapter.runDueWork()
      expect(await quota()).toMatchObject({ used: 4, byPurpose: { request: 2 }, tenants: { rows: [] } })
    })
  })

  it('warns the operator once at 80 % and once at 100 %, each month, and no connection is the worse for it', async () => {
    await begin({ readsPerMonth: 10 })
    await read(7)
    await quota()
    const near = { state: 'near', month: '2027-01', used: 8, readsPerMonth: 10, source: 'counted' }
    expect(await received()).toMatchObject([{ tenantId: null, connectionId: null, data: near }])
    await read(1)
    await quota()
    await read(3)
    expect(await quota()).toMatchObject({ used: 12, state: 'over', pausedUntil: null })
    await read(1)
    await quota()
    expect((await received()).map(({ data }) => data)).toMatchObject([near, { state: 'over' }])
    expect(await books().connections.get(first())).toMatchObject({ status: 'connected', usable: true })
    await expect(books().syncs.run(first(), async () => 'done')).resolves.toMatchObject({ result: 'done' })
    clock().set(Date.UTC(2027, 1, 3))
    await read(9)
    expect(await quota()).toMatchObject({ used: 9 })
    expect((await received()).map(({ data }) => data).slice(2)).toMatchObject([
      { state: 'near', month: '2027-02' },
    ])
  })

  it('pauses guarded runs until the 1st where the host wants it, and asks them to go on then', async () => {
    await begin({ readsPerMonth: 5, pauseRuns: true })
    const running = books().syncs.run(first(), async ({ request, progress }) => {
      await progress({ completed: 1, total: 2, label: 'Invoices', checkpoint: 'one' })
      for (;;) {
        await request(READ)
        await quota()
      }
    })
    await expect(running).resolves.toEqual({ outcome: 'paused' })
    const until = '2027-02-01T00:00:00.000Z'
    const paused = hostConnectionSchema.parse(await books().connections.get(first()))
    expect(paused).toMatchObject({
      status: 'connected',
      reason: null,
      usable: true,
      sync: { state: 'paused', pausedUntil: until, error: null },
    })
    await expect(books().syncs.run(first(), async () => {})).resolves.toEqual({ outcome: 'paused' })
    // People's reads go on.
    expect((await books().request(first(), READ)).status).toBe(200)
    await stage.adapter.runDueWork()
    const pauses = () => stage.events.filter(({ type }) => /^sync\.(paused|resumed)$/.test(type))
    expect(pauses()).toMatchObject([
      { type: 'sync.paused', data: { reason: 'quota_exceeded', action: 'wait' } },
    ])
    clock().set(Date.parse(until) + 2 * MINUTE)
    await stage.adapter.runDueWork()
    expect(pauses().map(({ type }) => type)).toEqual(['sync.paused', 'sync.resumed'])
    expect((await books().connections.get(first())).sync.pausedUntil).toBeUndefined()
    await expect(books().syncs.run(first(), async ({ resumeFrom }) => resumeFrom)).resolves.toEqual({
      outcome: 'succeeded',
      result: 'one',
    })
    await stage.adapter.runDueWork()
    expect(pauses()).toHaveLength(2)
  })

  it('asks a run to go on that a taking back replaces at the 1st', async () => {
    await begin({ readsPerMonth: 5, pauseRuns: true })
    await books().syncs.run(first(), async ({ request }) => {
      await request('/customer', { method: 'POST', body: JSON.stringify({ DisplayName: 'Ada' }) })
    })
    await read(6)
    await quota()
    await expect(books().syncs.run(first(), async () => {})).resolves.toEqual({ outcome: 'paused' })
    await books().writes.takeBack(first(), {})
    expect((await books().connections.get(first())).sync).toMatchObject({
      state: 'paused',
      pausedUntil: '2027-02-01T00:00:00.000Z',
    })
    clock().set(Date.UTC(2027, 1, 1, 0, 2))
    await stage.adapter.runDueWork()
    expect(stage.events.filter(({ type }) => type === 'sync.resumed')).toHaveLength(1)
  })

  it('says no day where a person is needed before a run can go on', async () => {
    await begin({ readsPerMonth: 1, pauseRuns: true })
    await read(1)
    await quota()
    await books().syncs.run(first(), async () => {})
    const { company, sync: waiting } = await books().connections.get(first())
    expect(waiting).toMatchObject({
      state: 'paused',
      pausedUntil: expect.stringMatching(/-01T00:00:00\.000Z$/),
    })
    stage.simulator.control.disconnectInQuickBooks(company.realmId)
    for (let tries = 0; tries < 3; tries++) {
      await stage.adapter.operations.renew(first())
      clock().advance(MINUTE)
    }
    const { status, sync } = await books().connections.get(first())
    expect([status, sync.state, sync.pausedUntil]).toEqual(['reauthorization_required', 'paused', undefined])
  })

  it.each([
    ['more reads', { readsPerMonth: 50, pauseRuns: true }],
    ['no pauses', { readsPerMonth: 2, pauseRuns: false }],
  ])('lets runs go on soon after the operator has asked for %s', async (_what, option) => {
    await begin({ readsPerMonth: 2, pauseRuns: true })
    await read(2)
    await quota()
    await expect(books().syncs.run(first(), async () => {})).resolves.toEqual({ outcome: 'paused' })
    await stage.restart({ quota: option })
    await stage.adapter.runDueWork()
    clock().advance(2 * MINUTE)
    await stage.adapter.runDueWork()
    expect(stage.events.filter(({ type }) => type === 'sync.resumed')).toHaveLength(1)
    await expect(books().syncs.run(first(), async () => 1)).resolves.toMatchObject({ result: 1 })
  })

  it('asks runs to go on at the 1st that are paused since the operator wants it so', async () => {
    await begin({ readsPerMonth: 2 })
    await read(2)
    await quota()
    await stage.restart({ quota: { readsPerMonth: 2, pauseRuns: true } })
    await stage.adapter.runDueWork()
    await expect(books().syncs.run(first(), async () => {})).resolves.toEqual({ outcome: 'paused' })
    clock().set(Date.UTC(2027, 1, 1, 0, 2))
    await stage.adapter.runDueWork()
    expect(stage.events.filter(({ type }) => type === 'sync.resumed')).toHaveLength(1)
  })

  it('pauses runs of every company once Intuit says that the plan is spent, until it answers again', async () => {
    await begin({}, 4)
    const control = stage.simulator.control
    control.behave({ quotaExhausted: true })
    for (const id of ids.slice(0, 3)) await books().request(id, READ)
    clock().advance(MINUTE)
    for (const id of ids.slice(0, 3)) await books().request(id, READ)
    expect(await quota()).toMatchObject({ state: 'over', pausedUntil: '2027-02-01T00:00:00.000Z' })
    const last = ids[3] ?? ''
    await expect(books().syncs.run(last, async () => {})).resolves.toEqual({ outcome: 'paused' })
    expect(await books().connections.get(last)).toMatchObject({ status: 'connected', reason: null })
    expect((await received()).map(({ data }) => data)).toMatchObject([{ state: 'over', source: 'intuit' }])
    control.behave({ quotaExhausted: false })
    clock().advance(MINUTE)
    expect((await books().request(last, READ)).status).toBe(200)
    expect(await quota()).toMatchObject({ state: 'ok', pausedUntil: null })
    clock().advance(2 * MINUTE)
    await stage.adapter.runDueWork()
    expect(stage.events.filter(({ type }) => type === 'sync.resumed')).toMatchObject([{ connectionId: last }])
    await expect(books().syncs.run(last, async () => 1)).resolves.toEqual({ outcome: 'succeeded', result: 1 })
  })
})

describe('the import of a set-up', () => {
  afterEach(async () => {
    await stage.close()
  })

  it('waits for the 1st, reports it once, and goes on by itself', async () => {
    const began: unknown[] = []
    stage = await ground.openOnFile({
      encryptionKeys: [KEY],
      quota: { readsPerMonth: 1, pauseRuns: true },
      setup: {
        import: async ({ request }) => {
          began.push((await request(READ)).status)
        },
      },
    })
    clock().set(BEGIN)
    const { id } = await stage
      .browser()
      .connect(stage.simulator.control, { user: 'ada', company: 'Harbor Tea Co.' })
    await quota()
    await stage.adapter.runDueWork()
    await stage.adapter.runDueWork()
    expect(began).toEqual([])
    expect(await books().connections.get(id)).toMatchObject({
      status: 'connected',
      sync: { pausedUntil: '2027-02-01T00:00:00.000Z' },
      setup: { state: 'importing' },
    })
    const of = (type: string) => stage.events.filter((event) => event.type === type)
    expect(of('setup.paused')).toMatchObject([{ data: { reason: 'quota_exceeded', action: 'wait' } }])
    clock().set(Date.UTC(2027, 1, 1, 0, 2))
    await stage.adapter.runDueWork()
    expect(began).toEqual([200])
    expect([of('setup.paused').length, of('setup.resumed').length]).toEqual([1, 1])
    expect(await books().connections.get(id)).toMatchObject({ setup: { state: 'done' } })
  })
})

it.each([
  [{ readsPerMonth: 0 }, 'quota.readsPerMonth'],
  [{ readsPerMonth: 1.5 }, 'quota.readsPerMonth'],
  [{ warnAt: 0 }, 'quota.warnAt'],
  [{ warnAt: 80 }, 'quota.warnAt'],
  [{ pauseRuns: 'yes' }, 'quota.pauseRuns'],
  [{ readPerMonth: 5 }, 'quota.readPerMonth'],
  [7, 'quota'],
])('an option like %j is refused by name', async (option, name) => {
  await expect(ground.openOnFile({ quota: option as never })).rejects.toMatchObject({
    code: 'app_misconfigured',
    message: expect.stringContaining(`"${name}"`),
  })
})
