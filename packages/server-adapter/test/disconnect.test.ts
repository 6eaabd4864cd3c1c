// Disconnecting: at once here, told to Intuit as soon as it listens, and never twice.
import type { Connection, HistoryPage } from '@mooring/contract'
import { connectionSchema, historyPageSchema, supportBundleSchema } from '@mooring/contract/schemas'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { QuickBooksAdapterOptions } from '../src/index.ts'
import { openEvents } from './event-stream.ts'
import { HARBOR, openStage, type Stage } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(async () => {
  await stage.close()
})

const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }
const connect = async () => await stage.browser().connect(stage.simulator.control, HARBOR_TEA)

describe('a disconnect', () => {
  it('revokes at Intuit, wipes the tokens, leaves the row and notifies the host', async () => {
    const { id } = await connect()
    const browser = stage.browser()
    const answer = await browser.post<Connection>(`/connections/${id}/disconnect`, {
      why: 'other',
      deleteData: true,
    })
    expect(connectionSchema.parse(answer.body)).toMatchObject({
      id,
      status: 'disconnected',
      reason: 'by_user',
      action: 'reconnect',
      usable: false,
      disconnect: { why: 'other', dataDeleted: false, revoke: 'done' },
      can: { disconnect: false, reauthorize: true },
    })
    expect(stage.simulator.control.grants().every((grant) => !grant.live)).toBe(true)
    await expect(stage.adapter.forTenant('harbor').tokens.get(id)).rejects.toMatchObject({
      code: 'connection_unavailable',
      reason: 'by_user',
      action: 'reconnect',
    })
    await stage.adapter.runDueWork()
    expect(stage.events.at(-1)).toMatchObject({
      type: 'connection.disconnected',
      actor: { userId: 'ada' },
      data: { reason: 'by_user', why: 'other', deleteData: true },
    })
  })

  it('says that data is deleted once the handler of the host has resolved', async () => {
    const { id } = await connect()
    let isDown = true
    await stage.restart({
      onEvent: ({ type }) => {
        if (isDown && type === 'connection.disconnected') throw new Error('the host cannot delete now')
      },
    })
    const dataDeleted = async () =>
      (await stage.browser().get<Connection>(`/connections/${id}`)).body.disconnect?.dataDeleted
    await stage.browser().post(`/connections/${id}/disconnect`, { deleteData: true })
    const stream = await openEvents(stage.browser())
    await stage.adapter.runDueWork()
    expect(await dataDeleted()).toBe(false)
    isDown = false
    stage.simulator.control.clock.advance(3_600_000)
    await stage.adapter.runDueWork()
    expect(await dataDeleted()).toBe(true)
    const { data } = await stream.until(({ event }) => event === 'connection')
    expect(data).toMatchObject({ id, disconnect: { dataDeleted: true, revoke: 'done' } })
    stream.close()
  })

  it.each<[string, object, Partial<QuickBooksAdapterOptions>]>([
    ['no one asked for it', { deleteData: false }, {}],
    ['the host hears of nothing', { deleteData: true }, { onEvent: undefined }],
  ])('says of no data that it is deleted where %s', async (_, body, options) => {
    await stage.restart(options)
    const { id } = await connect()
    await stage.browser().post(`/connections/${id}/disconnect`, body)
    await stage.adapter.runDueWork()
    expect((await stage.browser().get<Connection>(`/connections/${id}`)).body.disconnect?.dataDeleted).toBe(
      false,
    )
  })

  it('whose connection is taken up again before the host has deleted says nothing of it later', async () => {
    const { id } = await connect()
    await stage.browser().post(`/connections/${id}/disconnect`, { deleteData: true })
    expect((await connect()).id).toBe(id)
    await stage.adapter.runDueWork()
    expect((await stage.browser().get<Connection>(`/connections/${id}`)).body.disconnect).toBeNull()
  })

  it('says that Intuit could not be reached, once a try has failed and not before', async () => {
    const { id } = await connect()
    stage.simulator.control.fault({ route: 'revoke', kind: 'html-503' } as never)
    const stream = await openEvents(stage.browser())
    await stage.browser().post(`/connections/${id}/disconnect`)
    const revokes = () =>
      stream.seen
        .filter(({ event }) => event === 'connection')
        .map(({ data }) => (data as Connection).disconnect?.revoke)
    await stream.until(({ data }) => (data as Connection).disconnect?.revoke === 'queued')
    expect(new Set(revokes().slice(0, -1))).not.toContain('queued')
    stream.close()
  })

  it('again changes nothing', async () => {
    const { id } = await connect()
    const browser = stage.browser()
    const first = await browser.post(`/connections/${id}/disconnect`, { why: 'other' })
    const second = await browser.post(`/connections/${id}/disconnect`, { why: 'business_sold' })
    expect(second).toMatchObject({ status: 200, body: first.body as object })
    await stage.adapter.runDueWork()
    expect(stage.events.filter((event) => event.type === 'connection.disconnected')).toHaveLength(1)
  })

  it('while Intuit is down is done here at once, and revoked at Intuit later', async () => {
    const { id } = await connect()
    stage.simulator.control.fault({ route: 'revoke', kind: 'html-503' } as never)
    const answer = await stage.browser().post<Connection>(`/connections/${id}/disconnect`)
    expect(answer.body).toMatchObject({ status: 'disconnected', disconnect: { revoke: 'queued' } })
    await stage.restart()
    stage.simulator.control.clearFaults()
    stage.simulator.control.clock.advance(3_600_000)
    await stage.adapter.runDueWork()
    expect((await stage.browser().get<Connection>(`/connections/${id}`)).body.disconnect?.revoke).toBe('done')
    expect(stage.simulator.control.grants().every((grant) => !grant.live)).toBe(true)
  })

  it('of a grant that is gone already is unconfirmed', async () => {
    const { id } = await connect()
    stage.simulator.control.disconnectInQuickBooks(HARBOR)
    const answer = await stage.browser().post<Connection>(`/connections/${id}/disconnect`)
    expect(answer.body.disconnect?.revoke).toBe('unconfirmed')
  })

  it('of a company that another tenant shares leaves their connection alive', async () => {
    await stage.restart({ sharedCompanies: 'allow' })
    stage.simulator.control.behave({ secondConsentKillsEarlier: false })
    const { id } = await connect()
    const theirs = await stage.browser('northwind', 'noor').connect(stage.simulator.control, HARBOR_TEA)
    // Their consent may have ended this grant: it is tried, and a token that comes during the disconnect would be revoked after it.
    const tried = expect.objectContaining({ connectionId: id, message: 'A connection was refreshed.' })
    await expect.poll(() => stage.log).toContainEqual(tried)
    const answer = await stage.browser().post<Connection>(`/connections/${id}/disconnect`)
    expect(answer.body.disconnect?.revoke).toBe('unconfirmed')
    const verified = await stage
      .browser('northwind', 'noor')
      .post<Connection>(`/connections/${theirs.id}/verify`)
    expect(verified.body.status).toBe('connected')
  })

  it('by the host says so', async () => {
    const { id } = await connect()
    const ended = await stage.adapter.forTenant('harbor').connections.disconnect(id)
    expect(ended).toMatchObject({ status: 'disconnected', reason: 'by_host', company: { realmId: HARBOR } })
  })

  it('of a first company no one confirmed needs only the right to connect, and leaves the list', async () => {
    const helper = stage.browser('harbor', 'ben', ['view', 'connect'])
    const { attempt } = await helper.goThrough(stage.simulator.control, HARBOR_TEA)
    const answer = await helper.post<Connection>(`/connections/${attempt.connectionId}/disconnect`, {
      why: 'wrong_company',
    })
    expect(answer.body).toMatchObject({ status: 'disconnected', disconnect: { why: 'wrong_company' } })
    expect((await helper.list()).connections).toEqual([])
  })

  it('of a first company in trouble needs only the right to connect, as long as no one has confirmed it', async () => {
    const helper = stage.browser('harbor', 'ben', ['view', 'connect'])
    const { attempt } = await helper.goThrough(stage.simulator.control, HARBOR_TEA)
    stage.simulator.control.setAdmin('ada', HARBOR, false)
    const path = `/connections/${attempt.connectionId}`
    expect((await helper.post<Connection>(`${path}/verify`)).body.status).not.toBe('awaiting_confirmation')
    expect(await helper.post(`${path}/confirm-company`)).toMatchObject({
      status: 409,
      body: { code: 'connection_unavailable' },
    })
    const answer = await helper.post<Connection>(`${path}/disconnect`, { why: 'wrong_company' })
    expect(answer).toMatchObject({ status: 200, body: { status: 'disconnected' } })
  })

  it('of a first company, said again by who may only connect, changes nothing', async () => {
    const helper = stage.browser('harbor', 'ben', ['view', 'connect'])
    const { attempt } = await helper.goThrough(stage.simulator.control, HARBOR_TEA)
    const refuse = async (why: string) =>
      await helper.post<Connection>(`/connections/${attempt.connectionId}/disconnect`, { why })
    const { status, body } = await refuse('wrong_company')
    expect([status, body.status]).toEqual([200, 'disconnected'])
    expect(await refuse('wrong_company')).toMatchObject({ status, body })
    expect(await refuse('other')).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  })

  it('shows its impact in the host’s words, and refuses to delete what cannot be deleted', async () => {
    const { id } = await connect()
    await stage.restart({
      disconnectImpact: ({ company }) => ({
        stops: [`Invoices of ${company.name}`],
        keeps: ['Reports'],
        deletes: [],
        canDeleteData: false,
      }),
    })
    const browser = stage.browser()
    expect((await browser.get(`/connections/${id}/disconnect-impact`)).body).toEqual({
      stops: ['Invoices of Harbor Tea Co.'],
      keeps: ['Reports'],
      deletes: [],
      canDeleteData: false,
    })
    expect(await browser.post(`/connections/${id}/disconnect`, { deleteData: true })).toMatchObject({
      status: 400,
    })
    expect((await browser.get<Connection>(`/connections/${id}`)).body.status).toBe('connected')
  })
})

describe('the history', () => {
  it('says who did what, newest first, page by page, and its chain is intact', async () => {
    const { id } = await connect()
    const browser = stage.browser()
    await browser.post(`/connections/${id}/disconnect`, { why: 'other' })
    const page = historyPageSchema.parse((await browser.get(`/connections/${id}/history?limit=2`)).body)
    expect(page.entries).toHaveLength(2)
    const rest = historyPageSchema.parse(
      (await browser.get(`/connections/${id}/history?cursor=${page.nextCursor}`)).body,
    )
    const types = [...page.entries, ...rest.entries].map((entry) => entry.type)
    expect(types).toContain('connection.connected')
    expect(types.indexOf('connection.disconnected')).toBeLessThan(types.indexOf('connection.confirmed'))
    expect(await stage.adapter.forTenant('harbor').history.verify(id)).toEqual({
      valid: true,
      entries: types.length,
      brokenAt: null,
    })
  })

  it('says what people did alone, page by page', async () => {
    const { id } = await connect()
    const browser = stage.browser()
    await stage.adapter.forTenant('harbor').verify(id)
    await browser.post(`/connections/${id}/disconnect`, { why: 'other' })
    const read = async (query: string) =>
      historyPageSchema.parse((await browser.get(`/connections/${id}/history?${query}`)).body)
    const all = await read('limit=200')
    const people = all.entries.filter(({ actor }) => actor !== null)
    expect(people.length).toBeGreaterThan(1)
    expect(people.length).toBeLessThan(all.entries.length)
    const found: HistoryPage['entries'] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: HistoryPage = await read(`limit=1&by=people${cursor && `&cursor=${cursor}`}`)
      found.push(...page.entries)
      cursor = page.nextCursor
    }
    expect(found).toEqual(people)
  })

  it.each(['limit=0', 'limit=201', 'limit=x', 'cursor=abc', 'limit=1&limit=2', 'by=robots', 'by='])(
    'refuses %s',
    async (query) => {
      const { id } = await connect()
      expect((await stage.browser().get(`/connections/${id}/history?${query}`)).status).toBe(400)
    },
  )
})

describe('support details', () => {
  it('name the app as it is called inside QuickBooks, of a connection and of an attempt', async () => {
    const { id } = await connect()
    const { attemptId } = await stage.browser().authorize({ mode: 'popup' })
    const named = async (path: string) =>
      supportBundleSchema.parse((await stage.browser().get(path)).body).listingName
    const paths = [`/connections/${id}/support`, `/attempts/${attemptId}/support`]
    expect(await Promise.all(paths.map(named))).toEqual([undefined, undefined])
    await stage.restart({ listingName: 'Harborline' })
    expect(await Promise.all(paths.map(named))).toEqual(['Harborline', 'Harborline'])
  })

  it('name stages, references and Intuit’s ids, and no secret', async () => {
    const { id } = await connect()
    const bundle = supportBundleSchema.parse((await stage.browser().get(`/connections/${id}/support`)).body)
    expect(bundle.attempts[0]?.stages.map((stage) => stage.step)).toEqual([
      'started',
      'returned',
      'exchanged',
      'verified',
      'saved',
    ])
    expect(bundle.intuitTids.length).toBeGreaterThan(0)
  })

  it('of an attempt are its starter’s alone', async () => {
    const reply = await stage.browser().authorize()
    expect((await stage.browser().get(`/attempts/${reply.attemptId}/support`)).status).toBe(200)
    expect((await stage.browser('harbor', 'ben').get(`/attempts/${reply.attemptId}/support`)).status).toBe(
      403,
    )
    expect(
      (await stage.browser('northwind', 'noor').get(`/attempts/${reply.attemptId}/support`)).status,
    ).toBe(404)
  })
})

describe("Intuit's Disconnect URL", () => {
  it('is a hint: it redirects to a clean page, and only what Intuit confirms is disconnected', async () => {
    const { id } = await connect()
    const visitor = stage.browser()
    visitor.cookies.clear()
    const forged = await visitor.get(`/disconnected?realmId=${HARBOR}`)
    expect([forged.status, forged.headers.get('location')]).toEqual([302, '/api/quickbooks/disconnected'])
    expect((await visitor.get('/disconnected')).status).toBe(200)
    await stage.adapter.runDueWork()
    expect((await stage.browser().get<Connection>(`/connections/${id}`)).body.status).toBe('connected')

    stage.simulator.control.clock.advance(120_000)
    stage.simulator.control.disconnectInQuickBooks(HARBOR)
    await visitor.get(`/disconnected?realmId=${HARBOR}`)
    await stage.adapter.runDueWork()
    expect((await stage.browser().get<Connection>(`/connections/${id}`)).body).toMatchObject({
      status: 'disconnected',
      reason: 'in_quickbooks',
    })
  })
})
