// The host's server-side API: its errors, its operator's calls, and forgetting a tenant.
import { DatabaseSync } from 'node:sqlite'
import { inspect } from 'node:util'
import type { Connection, HistoryPage } from '@mooring/contract'
import { hostConnectionSchema } from '@mooring/contract/schemas'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MooringError, NotFoundError } from '../src/index.ts'
import { SECOND } from '../src/platform/clock.ts'
import { openEvents } from './event-stream.ts'
import { HARBOR, openStage, type Stage } from './stage.ts'
import { inTime } from './until.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(async () => {
  vi.useRealTimers()
  await stage.close()
})

const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }
const connect = async () => await stage.browser().connect(stage.simulator.control, HARBOR_TEA)
const books = (tenantId = 'harbor') => stage.adapter.forTenant(tenantId)
const thrownBy = async (call: () => unknown) => {
  try {
    await call()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

describe('an error', () => {
  it.each([
    ['', 'invalid_request'],
    [undefined, 'invalid_request'],
    [{}, 'invalid_request'],
  ])('of a tenant like %j says so at once', async (tenantId, code) => {
    expect(await thrownBy(() => stage.adapter.forTenant(tenantId as string))).toMatchObject({ code })
  })

  it('of another tenant’s connection is the same as of one that is not there, on every call', async () => {
    const { id } = await connect()
    const theirs = books('northwind')
    const calls = (asked: string) => [
      () => theirs.connections.get(asked),
      () => theirs.connections.disconnect(asked),
      () => theirs.tokens.get(asked),
      () => theirs.request(asked, '/query'),
      () => theirs.syncs.run(asked, async () => {}),
      () => theirs.verify(asked),
      () => theirs.history.verify(asked),
    ]
    for (const call of [...calls(id), ...calls('con_missing'), ...calls(undefined as unknown as string)]) {
      const error = await thrownBy(call)
      expect(error).toBeInstanceOf(NotFoundError)
      expect(error).toMatchObject({ code: 'not_found', message: 'There is no such connection.' })
    }
    expect((await books().connections.get(id)).status).toBe('connected')
  })

  it('of a run without work says so, and no run was begun', async () => {
    const { id } = await connect()
    const error = await thrownBy(() => books().syncs.run(id, undefined as never))
    expect(error).toMatchObject({ code: 'invalid_request', message: expect.stringContaining('function') })
    expect((await books().connections.get(id)).sync.state).toBe('idle')
  })

  it('comes of no filter that is null', async () => {
    const { operations } = stage.adapter
    expect((await operations.connections(null as never)).connections).toEqual([])
    expect((await operations.webhooks(null as never)).deliveries).toEqual([])
    expect((await operations.quota(null as never)).used).toBe(0)
  })

  it('of an id that is not a text, or that no one has, is the same too, on every call', async () => {
    const { id } = await connect()
    const own = books()
    const { operations } = stage.adapter
    const first = async (pieces: AsyncIterable<unknown>) => await pieces[Symbol.asyncIterator]().next()
    const calls = (asked: string) => [
      () => own.connections.get(asked),
      () => own.connections.disconnect(asked),
      () => own.tokens.get(asked),
      () => own.request(asked, '/companyinfo/1'),
      () => first(own.query(asked, 'select * from Customer')),
      () => own.syncs.run(asked, async () => {}),
      () => own.verify(asked),
      () => own.readiness(asked),
      () => own.history.verify(asked),
      () => first(own.history.export(asked, 'csv')),
      () => first(own.history.export(asked, 'evidence')),
      () => own.setup.complete(asked),
      () => own.setup.retry(asked),
      () => own.links.create(asked),
      () => own.links.list(asked),
      () => own.links.revoke(asked),
      () => own.writes.list(asked),
      () => own.writes.takeBack(asked),
      () => operations.explain(asked),
      () => operations.renew(asked),
      () => operations.retryEvents(asked),
      () => operations.campaigns.progress(asked),
      () => operations.campaigns.end(asked),
    ]
    for (const asked of [[id], [], {}, { toString: () => id }, Symbol('id'), 'con_of_nobody'])
      for (const call of calls(asked as unknown as string))
        expect([String(call), await thrownBy(call)]).toEqual([String(call), expect.any(NotFoundError)])
    expect((await own.connections.get(id)).status).toBe('connected')
    expect((await operations.quota()).used).toBe(1)
  })

  it.each([
    ['an unknown why', { why: 'because' }],
    ['an unknown field', { reason: 'other' }],
    ['a text for a flag', { deleteData: 'yes' }],
  ])('of a disconnect with %s changes nothing', async (_, options) => {
    const { id } = await connect()
    const error = await thrownBy(() => books().connections.disconnect(id, options as object))
    expect(error).toMatchObject({ code: 'invalid_request' })
    expect((await books().connections.get(id)).status).toBe('connected')
  })

  it('of nothing to import names the fields', async () => {
    const error = await thrownBy(() => books().connections.import(undefined as never))
    expect(error).toMatchObject({ code: 'invalid_request', problem: { fields: [{ path: 'realmId' }, {}] } })
  })

  it('has no secret in it, however it is inspected', async () => {
    const { id } = await connect()
    const { control } = stage.simulator
    stage.simulator.control.clock.advance(3_600_000)
    control.fault({ route: 'token', kind: 'html-503' })
    const errors = [
      await thrownBy(() => books().tokens.get(id)),
      await thrownBy(() => books().request(id, '/query')),
      await thrownBy(() =>
        books().connections.import({ realmId: '1', refreshToken: 'token-canary', verify: 'x' as 'now' }),
      ),
    ]
    const secrets = [
      ...control.tokens().map(({ value }) => value),
      'token-canary',
      'test-secret-canary',
      HARBOR,
    ]
    for (const error of errors) {
      expect(error).toBeInstanceOf(MooringError)
      const { action, code, reference, retryable } = error as MooringError
      expect([typeof code, typeof retryable, typeof reference, action !== undefined]).toEqual([
        'string',
        'boolean',
        'string',
        true,
      ])
      const seen = inspect(error, { showHidden: true, depth: 9 }) + JSON.stringify(error)
      expect(secrets.filter((secret) => seen.includes(secret))).toEqual([])
    }
  })
})

describe('the operator', () => {
  it('pages through all tenants’ connections', async () => {
    const { id } = await connect()
    const noor = stage.browser('northwind', 'noor')
    await noor.connect(stage.simulator.control, { user: 'ben', company: 'Northwind Bakery' })
    const { connections, nextCursor } = await stage.adapter.operations.connections()
    expect(nextCursor).toBeNull()
    expect(connections.map(({ tenantId }) => tenantId).sort()).toEqual(['harbor', 'northwind'])
    const { tenantId, ...connection } = connections.find((one) => one.id === id) ?? expect.unreachable()
    expect(hostConnectionSchema.parse(connection).company.realmId).toBe(HARBOR)
    expect((await stage.adapter.operations.connections({ status: 'blocked' })).connections).toEqual([])
    const last = connections.at(-1)?.id ?? ''
    expect((await stage.adapter.operations.connections({ cursor: last })).connections).toEqual([])
    expect(
      await thrownBy(() => stage.adapter.operations.connections({ status: 'x' as 'blocked' })),
    ).toMatchObject({
      code: 'invalid_request',
    })
  })

  it('counts the refreshes that failed within a day', async () => {
    const { id } = await connect()
    const { control } = stage.simulator
    const failures = async () => (await stage.adapter.operations.health()).refreshFailures24h
    expect(await failures()).toBe(0)
    control.clock.advance(3_600_000)
    control.fault({ route: 'token', kind: 'html-503' })
    await thrownBy(() => books().tokens.get(id))
    expect(await failures()).toBe(1)
    control.clock.advance(86_400_000)
    expect(await failures()).toBe(0)
  })

  it('counts the throttles within a day', async () => {
    const { id } = await connect()
    stage.simulator.control.fault({ route: 'company', kind: 'json-429', retryAfter: '0', times: 1 })
    await books().request(id, `/companyinfo/${HARBOR}`)
    expect((await stage.adapter.operations.health()).throttled24h).toBe(1)
  })
})

describe('a disconnect', () => {
  it('does not wait for an Intuit that says nothing', async () => {
    const { id } = await connect()
    const { control } = stage.simulator
    control.fault({ route: 'revoke', kind: 'silent' })
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const answer = stage.browser().post<Connection>(`/connections/${id}/disconnect`)
    await expect.poll(() => control.requests({ route: 'revoke' }).length, { timeout: 10_000 }).toBe(1)
    vi.advanceTimersByTime(6 * SECOND)
    vi.useRealTimers()
    expect(await inTime(answer, 'the disconnect is answered')).toMatchObject({
      status: 200,
      body: { status: 'disconnected', disconnect: { revoke: 'pending' } },
    })
  })

  it('stays what it is when its impact cannot be determined', async () => {
    const { id } = await connect()
    await stage.restart({ disconnectImpact: () => Promise.reject(new Error('secret of the host')) })
    const browser = stage.browser()
    const asked = await browser.get(`/connections/${id}/disconnect-impact`)
    expect(asked).toMatchObject({ status: 500, body: { code: 'internal', retryable: true } })
    expect(asked.text + JSON.stringify(stage.log)).not.toContain('secret of the host')
    expect((await browser.post(`/connections/${id}/disconnect`, { deleteData: true })).status).toBe(500)
    expect((await browser.get<Connection>(`/connections/${id}`)).body.status).toBe('connected')
    expect((await browser.post(`/connections/${id}/disconnect`)).status).toBe(200)
  })
})

describe('forgetting a tenant', () => {
  it('disconnects, revokes and names no one any more, and the history’s chain still verifies', async () => {
    const browser = stage.browser()
    const { id } = await connect()
    await stage.adapter.runDueWork()
    const pending = await browser.authorize({ intent: { note: 'private' } })
    await books().forget()
    expect(await stage.adapter.operations.connections()).toMatchObject({
      connections: [
        {
          id,
          status: 'disconnected',
          reason: 'by_host',
          authorizedBy: null,
          company: { name: null, country: null },
          disconnect: { revoke: 'done' },
        },
      ],
    })
    expect(stage.simulator.control.grants().every((grant) => !grant.live)).toBe(true)
    expect((await browser.list()).attempts).toEqual([])
    const verified = await books().history.verify(id)
    expect([verified.valid, verified.entries > 2]).toEqual([true, true])
    const database = new DatabaseSync(stage.databasePath)
    const tables = database.prepare("select name from sqlite_master where type = 'table'").all()
    const rows = tables.map(({ name }) => JSON.stringify(database.prepare(`select * from "${name}"`).all()))
    database.close()
    expect(rows.length).toBeGreaterThan(20)
    expect(rows.join()).toContain('"harbor"')
    expect(rows.join()).not.toMatch(/"ada"|ADA|Harbor Tea|private/)
    const back = await stage.simulator.control.authorize(pending.authorizeUrl, HARBOR_TEA)
    await browser.get(back)
    expect(await books().connections.list()).toEqual([])
  })

  it('leaves a later tenant of the same id nothing to see or to take up', async () => {
    const browser = stage.browser()
    const { id } = await connect()
    await stage.adapter.runDueWork()
    const begin = (await browser.list()).cursor
    await books().forget()
    expect(await browser.list()).toMatchObject({ connections: [], attempts: [] })
    const ends = ['', '/history', '/health', '/readiness', '/support', '/disconnect-impact']
    for (const end of ends)
      expect([end, (await browser.get(`/connections/${id}${end}`)).status]).toEqual([end, 404])
    for (const end of ['/verify', '/disconnect', '/confirm-company', '/setup/complete', '/setup/retry'])
      expect([end, (await browser.post(`/connections/${id}${end}`)).status]).toEqual([end, 404])
    const reauthorize = await browser.post('/connections/authorize', { mode: 'popup', connectionId: id })
    expect(reauthorize.status).toBe(404)
    const missing = { code: 'not_found' }
    await expect(books().connections.get(id)).rejects.toMatchObject(missing)
    await expect(books().tokens.get(id)).rejects.toMatchObject(missing)
    await expect(books().request(id, '/companyinfo')).rejects.toMatchObject(missing)
    const pieces = books().history.export(id, 'csv')[Symbol.asyncIterator]()
    await expect(pieces.next()).rejects.toMatchObject(missing)
    const stream = await openEvents(browser, { 'last-event-id': begin })
    const again = await browser.goThrough(stage.simulator.control, HARBOR_TEA)
    const next = again.attempt.connectionId ?? expect.unreachable()
    await stream.until(({ data }) => (data as { id: string }).id === next)
    expect(JSON.stringify(stream.seen)).not.toContain(id)
    stream.close()
    expect(next).not.toBe(id)
    expect((await browser.list()).connections).toMatchObject([{ id: next, status: 'awaiting_confirmation' }])
    await stage.adapter.runDueWork()
    const received = stage.events.filter(({ connectionId }) => connectionId === next)
    expect(received).toMatchObject([
      { type: 'connection.connected', sequence: 1, data: { reconnected: false } },
    ])
    const { entries } = (await browser.get<HistoryPage>(`/connections/${next}/history`)).body
    expect(entries.map(({ type }) => type)).toContain('connection.connected')
    expect(entries.map(({ type }) => type)).not.toContain('connection.disconnected')
    expect(await books().history.verify(id)).toMatchObject({ valid: true })
  })

  it('notifies the host of each disconnect, without who or whom, and leaves other tenants alone', async () => {
    await connect()
    const noor = stage.browser('northwind', 'noor')
    const kept = await noor.connect(stage.simulator.control, { user: 'ben', company: 'Northwind Bakery' })
    await books().forget()
    await books().forget()
    await stage.adapter.runDueWork()
    const received = stage.events.filter(({ type }) => type === 'connection.disconnected')
    expect(received).toMatchObject([{ tenantId: 'harbor', actor: null, data: { reason: 'by_host' } }])
    expect((await noor.get<Connection>(`/connections/${kept.id}`)).body).toEqual(kept)
  })

  it('with Intuit away is done here at once, and revoked at Intuit later', async () => {
    await connect()
    const { control } = stage.simulator
    control.fault({ route: 'revoke', kind: 'html-503' })
    await books().forget()
    const revoke = async () =>
      (await stage.adapter.operations.connections()).connections[0]?.disconnect?.revoke
    expect(await revoke()).toBe('queued')
    control.clearFaults()
    control.clock.advance(3_600_000)
    await stage.adapter.runDueWork()
    expect(await revoke()).toBe('done')
  })
})
