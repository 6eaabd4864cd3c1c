// Campaigns: everyone of a selection has to authorize anew by a day.
import type { Connection } from '@mooring/contract'
import { describe, expect, it } from 'vitest'
import type { CampaignRequest } from '../src/index.ts'
import { DAY, HOUR } from '../src/platform/clock.ts'
import { usePostgres } from './instances/postgres-stage.ts'
import { HARBOR, type Stage } from './stage.ts'
import { KEY } from './token-lifecycle/test-deps.ts'

const ground = usePostgres()
const ADA = { user: 'ada', company: 'Harbor Tea Co.' }
const TENANTS = ['harbor', 'northwind', 'maple'] as const
const PEOPLE = [
  ADA,
  { user: 'ben', company: 'Northwind Bakery' },
  { user: 'cleo', company: 'Maple & Pine Supply' },
] as const

const clock = (stage: Stage) => stage.simulator.control.clock
const inTime = (stage: Stage, ms: number) => new Date(clock(stage).now() + ms).toISOString()

const request = (stage: Stage, given: Partial<CampaignRequest> = {}): CampaignRequest => ({
  id: 'payments-2027',
  why: 'scopes',
  deadline: inTime(stage, 30 * DAY + HOUR),
  select: {},
  ...given,
})

/** A connection for each tenant, an hour between them: the first ends first. */
async function connectAll(stage: Stage): Promise<string[]> {
  const ids: string[] = []
  for (const [index, person] of PEOPLE.entries()) {
    ids.push((await stage.browser(TENANTS[index]).connect(stage.simulator.control, person)).id)
    clock(stage).advance(HOUR)
  }
  return ids
}

const connect = async (stage: Stage) =>
  (await stage.browser('harbor').connect(stage.simulator.control, ADA)).id

const shown = async (stage: Stage, id: string, tenant = 'harbor') =>
  (await stage.browser(tenant).get<Connection>(`/connections/${id}`)).body

async function standings(stage: Stage, ids: readonly string[]): Promise<string[]> {
  const all: string[] = []
  for (const [index, id] of ids.entries()) {
    const { status, reason } = await shown(stage, id, TENANTS[index])
    all.push(reason === null ? status : `${status}/${reason}`)
  }
  return all
}

/** Time passes, and the background work with it. */
async function pass(stage: Stage, ms: number): Promise<void> {
  clock(stage).advance(ms)
  await stage.adapter.runDueWork()
}

const eventsOf = (stage: Stage, ...types: string[]) => stage.events.filter(({ type }) => types.includes(type))
const ASKED = 'expiring/upgrade_required'

describe.each([
  ['a file', () => ground.openOnFile({ encryptionKeys: [KEY] })],
  ['Postgres', () => ground.open()],
] as const)('on %s', (_store, open) => {
  it('asks everybody at once: each goes on working, and the deadline is on the wire', async () => {
    const stage = await open()
    const ids = await connectAll(stage)
    const asking = request(stage)
    const { deadline } = asking
    const asked = await stage.adapter.operations.campaigns.start(asking)
    expect(asked).toMatchObject({ selected: 3, waiting: 0, asked: 3, done: 0, gone: 0, ended: false })
    expect(await standings(stage, ids)).toEqual([ASKED, ASKED, ASKED])
    expect(await shown(stage, ids[0] ?? '')).toMatchObject({
      usable: true,
      action: 'reauthorize',
      expiry: { reauthorizeBy: deadline, daysLeft: 30 },
    })
    await expect(stage.adapter.forTenant('harbor').tokens.get(ids[0] ?? '')).resolves.toMatchObject({
      realmId: HARBOR,
    })
    await stage.adapter.runDueWork()
    expect(eventsOf(stage, 'campaign.started')).toMatchObject([
      {
        tenantId: null,
        connectionId: null,
        data: { campaignId: 'payments-2027', why: 'scopes', selected: 3 },
      },
    ])
  })

  it('asks no more than a day’s share, the nearest to their end first', async () => {
    const stage = await open()
    const ids = await connectAll(stage)
    await stage.adapter.operations.campaigns.start(request(stage, { perDay: 1 }))
    expect(await standings(stage, ids)).toEqual([ASKED, 'connected', 'connected'])
    await stage.adapter.runDueWork()
    expect((await stage.adapter.operations.campaigns.progress('payments-2027')).asked).toBe(1)
    await pass(stage, DAY)
    expect(await standings(stage, ids)).toEqual([ASKED, ASKED, 'connected'])
    const { byDay, waiting } = await stage.adapter.operations.campaigns.progress('payments-2027')
    expect(waiting).toBe(1)
    expect(byDay).toEqual([
      { date: inTime(stage, -DAY).slice(0, 10), asked: 1, done: 0 },
      { date: inTime(stage, 0).slice(0, 10), asked: 1, done: 0 },
    ])
  })

  it('hands out no tokens after the deadline, still renews them, and gives whom it asks late a week', async () => {
    const stage = await open()
    const ids = await connectAll(stage)
    await stage.adapter.operations.campaigns.start(
      request(stage, { perDay: 1, deadline: inTime(stage, HOUR) }),
    )
    expect(await standings(stage, ids)).toEqual([ASKED, 'connected', 'connected'])
    await pass(stage, 2 * HOUR)
    expect(await standings(stage, ids)).toEqual(['reauthorization_required/upgrade_required', ASKED, ASKED])
    const late = await shown(stage, ids[1] ?? '', 'northwind')
    const lateBy = Date.parse(late.expiry.reauthorizeBy ?? '') - clock(stage).now()
    expect(lateBy).toBeGreaterThan(7 * DAY - HOUR)
    expect(lateBy).toBeLessThanOrEqual(7 * DAY)
    expect(await shown(stage, ids[0] ?? '')).toMatchObject({ usable: false, action: 'reauthorize' })
    await expect(stage.adapter.forTenant('harbor').tokens.get(ids[0] ?? '')).rejects.toMatchObject({
      code: 'connection_unavailable',
    })
    expect(eventsOf(stage, 'connection.reauthorization_required')).toMatchObject([
      { connectionId: ids[0], data: { reason: 'upgrade_required' } },
    ])
    for (let month = 0; month < 12; month++) await pass(stage, 30 * DAY)
    await stage.adapter.operations.campaigns.end('payments-2027')
    expect(await standings(stage, ids)).toEqual(['connected', 'connected', 'connected'])
    const verified = await stage.browser('harbor').post<Connection>(`/connections/${ids[0]}/verify`)
    expect(verified.body).toMatchObject({ status: 'connected', usable: true })
  })

  it('authorizing anew ends it for that connection, and it is over when all have', async () => {
    const stage = await open()
    const ids = await connectAll(stage)
    await stage.adapter.operations.campaigns.start(request(stage))
    clock(stage).advance(HOUR)
    for (const [index, person] of PEOPLE.entries())
      await stage
        .browser(TENANTS[index])
        .goThrough(stage.simulator.control, person, { connectionId: ids[index] })
    expect(await standings(stage, ids)).toEqual(['connected', 'connected', 'connected'])
    await pass(stage, HOUR)
    await pass(stage, HOUR)
    expect(await stage.adapter.operations.campaigns.progress('payments-2027')).toMatchObject({
      selected: 3,
      asked: 0,
      done: 3,
      ended: true,
    })
    expect(eventsOf(stage, 'campaign.started', 'campaign.ended')).toMatchObject([
      { type: 'campaign.started' },
      { type: 'campaign.ended', data: { outcome: 'completed', selected: 3, done: 3, gone: 0 } },
    ])
    await pass(stage, 40 * DAY)
    expect(await standings(stage, ids)).toEqual(['connected', 'connected', 'connected'])
  })

  it('a connection that is disconnected meanwhile is gone, asked or not', async () => {
    const stage = await open()
    const ids = await connectAll(stage)
    await stage.adapter.operations.campaigns.start(request(stage, { perDay: 1 }))
    for (const index of [0, 1])
      await stage.browser(TENANTS[index]).post(`/connections/${ids[index]}/disconnect`, { why: 'other' })
    await pass(stage, DAY)
    expect(await stage.adapter.operations.campaigns.progress('payments-2027')).toMatchObject({
      selected: 3,
      waiting: 0,
      asked: 1,
      gone: 2,
    })
    expect(await standings(stage, ids)).toEqual(['disconnected/by_user', 'disconnected/by_user', ASKED])
  })

  it('ended by an operator: what only it had stopped works again, and people are notified', async () => {
    const stage = await open()
    const ids = await connectAll(stage)
    await stage.adapter.operations.campaigns.start(request(stage, { deadline: inTime(stage, HOUR) }))
    await pass(stage, 2 * HOUR)
    const [first = ''] = ids
    expect(await standings(stage, [first])).toEqual(['reauthorization_required/upgrade_required'])
    const ended = await stage.adapter.operations.campaigns.end('payments-2027')
    expect(ended).toMatchObject({ selected: 3, ended: true })
    expect(await stage.adapter.operations.campaigns.end('payments-2027')).toEqual(ended)
    await stage.adapter.runDueWork()
    expect(eventsOf(stage, 'campaign.ended')).toMatchObject([{ data: { outcome: 'ended_by_operator' } }])
    expect(
      eventsOf(stage, 'connection.recovered')
        .map(({ connectionId }) => connectionId)
        .sort(),
    ).toEqual(ids.toSorted())
    expect(await standings(stage, ids)).toEqual(['connected', 'connected', 'connected'])
  })

  it('what Intuit ends during a campaign has Intuit’s reason, also after the deadline', async () => {
    const stage = await open()
    const id = await connect(stage)
    await stage.adapter.operations.campaigns.start(request(stage, { deadline: inTime(stage, HOUR) }))
    await pass(stage, 2 * HOUR)
    stage.simulator.control.disconnectInQuickBooks(HARBOR)
    for (let hours = 0; hours < 10; hours++) await pass(stage, 24 * HOUR)
    expect(await standings(stage, [id])).toEqual(['reauthorization_required/revoked'])
    await stage.adapter.operations.campaigns.end('payments-2027')
    expect(await standings(stage, [id])).toEqual(['reauthorization_required/revoked'])
  })

  it('asks a connection that awaits its company’s confirmation, and leaves that as it is', async () => {
    const stage = await open()
    const browser = stage.browser('harbor')
    const { attempt } = await browser.goThrough(stage.simulator.control, ADA)
    const id = attempt.connectionId ?? ''
    clock(stage).advance(HOUR)
    await stage.adapter.operations.campaigns.start(request(stage))
    expect(await standings(stage, [id])).toEqual(['awaiting_confirmation'])
    await browser.post(`/connections/${id}/confirm-company`)
    expect(await standings(stage, [id])).toEqual([ASKED])
  })

  it('asks a connection whose sync is paused, which one authorization resumes', async () => {
    const stage = await open()
    const { control } = stage.simulator
    const id = await connect(stage)
    clock(stage).advance(HOUR)
    const run = await stage.adapter.forTenant('harbor').syncs.run(id, async (tools) => {
      control.setAdmin('ada', HARBOR, false)
      while (!tools.signal.aborted) await tools.request('/query?query=select * from Invoice')
    })
    expect(run).toMatchObject({ outcome: 'paused' })
    const before = await shown(stage, id)
    expect(before).toMatchObject({ reason: 'admin_access_lost', sync: { state: 'paused' } })

    await stage.adapter.operations.campaigns.start(request(stage))
    const asked = await shown(stage, id)
    expect(asked).toMatchObject({ reason: 'admin_access_lost', action: 'contact_admin', sync: before.sync })
    expect(await stage.adapter.operations.campaigns.progress('payments-2027')).toMatchObject({ asked: 1 })
    await pass(stage, 31 * DAY)
    expect(await shown(stage, id)).toMatchObject({ reason: 'admin_access_lost', sync: before.sync })

    control.setAdmin('ada', HARBOR, true)
    await stage.browser('harbor').goThrough(control, ADA, { connectionId: id })
    await stage.adapter.runDueWork()
    expect(await standings(stage, [id])).toEqual(['connected'])
    expect(eventsOf(stage, 'sync.resumed')).toMatchObject([{ connectionId: id }])
    expect(await stage.adapter.operations.campaigns.progress('payments-2027')).toMatchObject({
      asked: 0,
      done: 1,
    })
  })

  it('the same again changes nothing; another under its id is refused', async () => {
    const stage = await open()
    await connect(stage)
    const first = request(stage, { text: 'Payments need a new consent.' })
    const { campaigns } = stage.adapter.operations
    const begun = await campaigns.start(first)
    clock(stage).advance(HOUR)
    expect(await campaigns.start(first)).toEqual(begun)
    await expect(campaigns.start({ ...first, perDay: 5 })).rejects.toMatchObject({
      code: 'invalid_request',
      problem: { fields: [{ path: 'id', message: expect.stringContaining('taken') }] },
    })
    expect(await campaigns.list()).toMatchObject([{ ...first, perDay: null, endedAt: null }])
  })

  it('warns with its own clock, once per threshold, beside Intuit’s clocks', async () => {
    const stage = await open()
    const id = await connect(stage)
    await stage.adapter.operations.campaigns.start(
      request(stage, { deadline: inTime(stage, 29 * DAY + HOUR) }),
    )
    for (let day = 0; day < 29; day++) await pass(stage, DAY)
    const warnings = eventsOf(stage, 'connection.expiring')
    expect(warnings.map(({ data }) => data)).toEqual(
      [28, 13, 6, 0].map((daysLeft) => ({ clock: 'campaign', campaignId: 'payments-2027', daysLeft })),
    )
    expect((await shown(stage, id)).reason).toBe('upgrade_required')
  })

  it('two campaigns: the first deadline counts, and ending one leaves the other', async () => {
    const stage = await open()
    const id = await connect(stage)
    const { campaigns } = stage.adapter.operations
    await campaigns.start(request(stage))
    await campaigns.start(
      request(stage, { id: 'keys-2027', why: 'keys', deadline: inTime(stage, 20 * DAY + HOUR) }),
    )
    expect((await shown(stage, id)).expiry.daysLeft).toBe(20)
    await campaigns.end('keys-2027')
    expect(await shown(stage, id)).toMatchObject({ reason: 'upgrade_required', expiry: { daysLeft: 30 } })
    await campaigns.end('payments-2027')
    expect(await shown(stage, id)).toMatchObject({ status: 'connected', reason: null })
  })

  it('two instances at once ask no more than one would, and report it once', async () => {
    const stage = await open()
    const ids = await connectAll(stage)
    const other = await stage.restart()
    const adapters = [stage.adapter, other]
    const asking = request(stage, { perDay: 1 })
    await Promise.all(adapters.map((adapter) => adapter.operations.campaigns.start(asking)))
    await Promise.all(adapters.map((adapter) => adapter.runDueWork()))
    expect(await standings(stage, ids)).toEqual([ASKED, 'connected', 'connected'])
    clock(stage).advance(DAY)
    await Promise.all(adapters.map((adapter) => adapter.runDueWork()))
    expect(await standings(stage, ids)).toEqual([ASKED, ASKED, 'connected'])
    expect(eventsOf(stage, 'campaign.started')).toHaveLength(1)
  })
})

describe('whom it selects', () => {
  const selected = async (stage: Stage, select: CampaignRequest['select']) => {
    const { campaigns } = stage.adapter.operations
    const id = `c-${(await campaigns.list()).length}`
    return (await campaigns.start(request(stage, { id, select }))).selected
  }

  it('everyone that all given fields name', async () => {
    const stage = await ground.openOnFile({ encryptionKeys: [KEY] })
    await connectAll(stage)
    const accounting = 'com.intuit.quickbooks.accounting'
    expect(await selected(stage, { missingScope: accounting })).toBe(0)
    expect(await selected(stage, { missingScope: 'com.intuit.quickbooks.payment' })).toBe(3)
    expect(await selected(stage, { connectedBefore: inTime(stage, -2.5 * HOUR) })).toBe(1)
    expect(await selected(stage, { hardExpiryBefore: inTime(stage, 365 * DAY) })).toBe(0)
    const fiveYears = inTime(stage, 5.1 * 365 * DAY)
    expect(await selected(stage, { hardExpiryBefore: fiveYears })).toBe(3)
    expect(
      await selected(stage, { hardExpiryBefore: fiveYears, connectedBefore: inTime(stage, -1.5 * HOUR) }),
    ).toBe(2)
  })

  it.each<[string, Partial<Record<keyof CampaignRequest, unknown>>, string]>([
    ['an id with a space', { id: 'new scopes' }, 'id'],
    ['an unknown reason', { why: 'because' }, 'why'],
    ['a deadline that is not a time', { deadline: 'Friday' }, 'deadline'],
    ['a deadline that is over', { deadline: '2020-01-01T00:00:00Z' }, 'deadline'],
    ['no selection', { select: undefined }, 'select'],
    ['a selection by a field that is not there', { select: { tenant: 'harbor' } }, 'select.tenant'],
    ['a share of none', { perDay: 0 }, 'perDay'],
    ['a field that is not there', { perWeek: 5 } as object, 'perWeek'],
  ])('refuses %s, and begins nothing', async (_what, given, path) => {
    const stage = await ground.openOnFile({ encryptionKeys: [KEY] })
    const refused = stage.adapter.operations.campaigns.start({
      ...request(stage),
      ...given,
    } as CampaignRequest)
    await expect(refused).rejects.toMatchObject({ code: 'invalid_request', problem: { fields: [{ path }] } })
    expect(await stage.adapter.operations.campaigns.list()).toEqual([])
    await expect(stage.adapter.operations.campaigns.progress('payments-2027')).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})
