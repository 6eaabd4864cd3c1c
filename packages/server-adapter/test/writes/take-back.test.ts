// Taking back what was written: only what we created and no one has touched since, whatever happens meanwhile.
import {
  type Connection,
  type HistoryPage,
  type LastTakeBack,
  TAKE_BACK_LABEL,
  type TakeBackResult,
} from '@mooring/contract'
import { takeBackResultSchema, takeBackSchema } from '@mooring/contract/schemas'
import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE } from '../../src/platform/clock.ts'
import { ALL, HARBOR } from '../stage.ts'
import { LATE } from '../until.ts'
import { createInvoice, INVOICE, PERSON, send, useCompanies, useCompany } from './books.ts'

const PAYMENT = { CustomerRef: { value: '1' }, TotalAmt: 5 }

const INVOICES = `/query?query=${encodeURIComponent('select * from Invoice')}`

const idsOf = ({ removed, left }: TakeBackResult) => ({
  removed: removed.map(({ entity, entityId }) => `${entity} ${entityId}`),
  left: left.map(({ entity, entityId, why }) => `${entity} ${entityId} ${why}`),
})

describe.each(useCompanies())('on %s', (_store, open) => {
  const { own, books, control, request, takeBack, read } = useCompany(open)

  /** What another program does in the company's books, past the log. */
  async function elsewhere(path: string, body: object): Promise<void> {
    const { accessToken, realmId } = await books().tokens.get(own().id)
    const answer = await fetch(`${own().stage.simulator.origin}/v3/company/${realmId}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    expect(answer.status).toBe(200)
  }

  it('removes what was created, newest first, and says what is left and why', async () => {
    const invoice = await createInvoice(request)
    const { Id: kept = '' } = await createInvoice(request)
    const { Id: gone = '' } = await createInvoice(request)
    await send(request, '/invoice', { ...invoice, PrivateNote: 'ours too' })
    const foreign = JSON.parse((await read('/invoice/1')).text).Invoice
    await send(request, '/invoice', { ...foreign, PrivateNote: 'not ours' })
    const customer = await send(request, '/customer', { DisplayName: 'Taken & Back' })
    await elsewhere('/invoice', { ...INVOICE, Id: kept, SyncToken: '0', sparse: true, PrivateNote: 'theirs' })
    await elsewhere('/invoice?operation=delete', { Id: gone, SyncToken: '0' })

    const dry = await takeBack({ dryRun: true })
    expect(idsOf(dry)).toEqual({
      removed: [`Customer ${customer.Id}`, `Invoice ${gone}`, `Invoice ${kept}`, `Invoice ${invoice.Id}`],
      left: ['Invoice 1 updated_not_created'],
    })
    expect((await read(`/invoice/${invoice.Id}`)).status).toBe(200)

    control().clearRequests()
    const result = await takeBack()
    expect(takeBackResultSchema.parse(result)).toEqual(result)
    expect(idsOf(result)).toEqual({
      removed: [`Customer ${customer.Id}`, `Invoice ${invoice.Id}`],
      left: [
        'Invoice 1 updated_not_created',
        `Invoice ${gone} already_gone`,
        `Invoice ${kept} changed_since`,
      ],
    })
    expect((await read(`/invoice/${invoice.Id}`)).status).toBe(400)
    expect((await read(`/invoice/${kept}`)).text).toContain('theirs')
    expect(JSON.parse((await read(`/customer/${customer.Id}`)).text).Customer).toMatchObject({
      Active: false,
    })
    expect(await books().connections.get(own().id)).toMatchObject({
      sync: { state: 'idle', progress: null, lastSucceededAt: null, error: null },
    })

    expect(idsOf(await takeBack())).toEqual({
      removed: [],
      left: [
        `Customer ${customer.Id} already_gone`,
        'Invoice 1 updated_not_created',
        `Invoice ${gone} already_gone`,
        `Invoice ${kept} changed_since`,
        `Invoice ${invoice.Id} already_gone`,
      ],
    })
  })

  it('removes also what was answered just before, and is noted only once it has begun', async () => {
    const noted = Promise.withResolvers<string>()
    const text = JSON.stringify(INVOICE)
    const body = Object.assign(new Blob([text], { type: 'application/json' }), { text: () => noted.promise })
    const answer = await request('/invoice', { method: 'POST', body })
    const { Id } = ((await answer.json()) as { Invoice: Record<string, string> }).Invoice
    const taking = takeBack()
    const label = async () => (await books().connections.get(own().id)).sync.progress?.label
    await expect.poll(label).toBe(TAKE_BACK_LABEL)
    noted.resolve(text)
    expect(idsOf(await taking)).toEqual({ removed: [`Invoice ${Id}`], left: [] })
  })

  it('leaves what someone else has changed between two of our own updates', async () => {
    const { Id = '' } = await createInvoice(request)
    await elsewhere('/invoice', { ...INVOICE, Id, SyncToken: '0', sparse: true, PrivateNote: 'theirs' })
    await send(request, '/invoice', { ...INVOICE, Id, SyncToken: '1', sparse: true, DueDate: '2026-12-01' })
    expect(idsOf(await takeBack({ dryRun: true })).left).toEqual([`Invoice ${Id} changed_since`])
    expect(idsOf(await takeBack()).left).toEqual([`Invoice ${Id} changed_since`])
    expect((await read(`/invoice/${Id}`)).text).toContain('theirs')
  })

  it('takes back one run, or from a moment on, and nothing else', async () => {
    const early = await createInvoice(request)
    control().clock.advance(HOUR)
    let late: Record<string, string> = {}
    await books().syncs.run(own().id, async (tools) => {
      late = await createInvoice(tools.request)
    })
    const [newest] = (await books().writes.list(own().id)).writes
    expect(idsOf(await takeBack({ dryRun: true, since: newest?.at ?? '' })).removed).toEqual([
      `Invoice ${late.Id}`,
    ])
    expect(idsOf(await takeBack({ runId: newest?.runId ?? '' }))).toEqual({
      removed: [`Invoice ${late.Id}`],
      left: [],
    })
    expect((await read(`/invoice/${early.Id}`)).status).toBe(200)
    for (const wrong of [{ since: 'yesterday' }, { runId: '' }, { all: true }])
      await expect(takeBack(wrong)).rejects.toMatchObject({ code: 'invalid_request' })
  })

  it('says what QuickBooks refused', async () => {
    const { Id } = await createInvoice(request)
    const body = JSON.stringify({
      Fault: { Error: [{ Message: 'Closed', code: '6210' }], type: 'ValidationFault' },
    })
    control().fault({ route: 'entity', kind: 'status', status: 400, body })
    expect(idsOf(await takeBack()).left).toEqual([`Invoice ${Id} refused_by_quickbooks`])
    control().clearFaults()
    expect(idsOf(await takeBack()).removed).toEqual([`Invoice ${Id}`])
  })

  it.each(['reset', 'reset-after-rotation', 'html-503'] as const)(
    'knows what became of a removal whose answer was %s',
    async (kind) => {
      const { Id } = await createInvoice(request)
      const customer = await send(request, '/customer', { DisplayName: 'Taken & Back' })
      const lose = () => control().fault({ route: 'entity', kind, times: 1 })
      lose()
      expect(idsOf(await takeBack())).toEqual({
        removed: [`Customer ${customer.Id}`, `Invoice ${Id}`],
        left: [],
      })
      expect((await read(`/invoice/${Id}`)).status).toBe(400)
    },
  )

  it('is paused when the connection is revoked midway, and continues by itself', async () => {
    const first = await createInvoice(request)
    const second = await createInvoice(request)
    control().setAdmin('ada', HARBOR, false)
    await expect(takeBack()).rejects.toMatchObject({ action: 'contact_admin' })
    const row = await books().connections.get(own().id)
    expect(row).toMatchObject({ status: 'reauthorization_required', sync: { state: 'paused' } })
    await expect(takeBack()).rejects.toMatchObject({ code: 'connection_unavailable' })
    control().setAdmin('ada', HARBOR, true)
    await own().stage.browser().goThrough(control(), PERSON, { connectionId: own().id })
    control().clock.advance(3 * MINUTE)
    await own().stage.adapter.runDueWork()
    for (const { Id } of [first, second]) expect((await read(`/invoice/${Id}`)).status).toBe(400)
    const { takeBack: last } = (
      await own().stage.browser().get<LastTakeBack>(`/connections/${own().id}/writes/take-back`)
    ).body
    expect(takeBackSchema.parse(last)).toMatchObject({ state: 'done', total: 2, completed: 2 })
    expect(idsOf(last ?? { removed: [], left: [] }).removed).toHaveLength(2)
    expect((await books().connections.get(own().id)).sync).toMatchObject({ state: 'idle', error: null })
    const { entries } = (
      await own()
        .stage.browser()
        .get<{ entries: { type: string; data: object }[] }>(`/connections/${own().id}/history`)
    ).body
    expect(entries).toContainEqual(
      expect.objectContaining({ type: 'writes.taken_back', data: { removed: 2, left: 0 } }),
    )
  })

  it('is paused when the connection is revoked after the first of three, and removes each once', async () => {
    const ids: string[] = []
    for (let count = 0; count < 3; count++) ids.push((await createInvoice(request)).Id ?? '')
    const path = `/connections/${own().id}/writes/take-back`
    const last = async () => (await own().stage.browser().get<LastTakeBack>(path)).body.takeBack
    control().clearRequests()
    const answers = [1, 2].map(() => control().fault({ route: 'entity', kind: 'slow', ms: LATE, times: 1 }))
    const taking = takeBack()
    taking.catch(() => {})
    for (const [before, answer] of answers.entries()) {
      await expect.poll(() => control().requests({ route: 'entity' })).toHaveLength(before + 1)
      if (before === 1) control().setAdmin('ada', HARBOR, false)
      answer()
    }
    await expect(taking).rejects.toMatchObject({ action: 'contact_admin' })
    const half = await last()
    expect(half).toMatchObject({ state: 'waiting', total: 3, left: [] })
    expect(half?.removed.length).toBeGreaterThan(0)
    expect(half?.removed.length).toBeLessThan(3)
    const { entityId: gone } = half?.removed[0] ?? {}
    const askedFor = (id: string | undefined) =>
      control()
        .requests({ route: 'entity' })
        .filter(({ body }) => body.Id === id).length
    const before = askedFor(gone)
    expect(before).toBeGreaterThan(0)

    control().setAdmin('ada', HARBOR, true)
    await own().stage.browser().goThrough(control(), PERSON, { connectionId: own().id })
    control().clock.advance(3 * MINUTE)
    await own().stage.adapter.runDueWork()
    expect(await last()).toMatchObject({ state: 'done', total: 3, completed: 3, left: [] })
    expect((await last())?.removed.map(({ entityId }) => entityId)).toEqual(ids.toReversed())
    expect(askedFor(gone)).toBe(before)
  })

  it('is ended by another one, and the history says how far it came', async () => {
    await createInvoice(request)
    control().setAdmin('ada', HARBOR, false)
    await expect(takeBack()).rejects.toMatchObject({ action: 'contact_admin' })
    control().setAdmin('ada', HARBOR, true)
    await own().stage.browser().goThrough(control(), PERSON, { connectionId: own().id })
    control().clock.advance(MINUTE)
    const since = new Date(control().clock.now()).toISOString()
    expect(idsOf(await takeBack({ since }))).toEqual({ removed: [], left: [] })
    const { entries } = (
      await own().stage.browser().get<HistoryPage>(`/connections/${own().id}/history?limit=200`)
    ).body
    const ends = entries.filter(({ type }) => type === 'writes.taken_back')
    expect(ends.map(({ outcome, data }) => [outcome, data])).toEqual([
      ['succeeded', { removed: 0, left: 0 }],
      ['failed', { removed: 0, left: 0 }],
    ])
    expect(idsOf(await takeBack()).removed).toHaveLength(1)
  })

  it('leaves the checkpoint of the host’s own sync alone, and refuses that sync meanwhile', async () => {
    const failing = books().syncs.run(own().id, async (tools) => {
      await createInvoice(tools.request)
      await tools.progress({ completed: 1, total: 2, label: 'Invoices', checkpoint: { page: 1 } })
      throw new Error('of the host')
    })
    await expect(failing).rejects.toThrow('of the host')
    const lift = control().fault({ route: 'entity', kind: 'slow', ms: LATE })
    const taking = takeBack()
    await expect.poll(async () => (await books().connections.get(own().id)).sync.state).toBe('running')
    await expect(books().syncs.run(own().id, async () => {})).rejects.toMatchObject({ code: 'sync_running' })
    await expect(takeBack()).rejects.toMatchObject({ code: 'sync_running' })
    lift()
    expect((await taking).removed).toHaveLength(1)
    expect((await books().connections.get(own().id)).sync.state).toBe('failed')
    await books().syncs.run(own().id, async ({ resumeFrom }) => expect(resumeFrom).toEqual({ page: 1 }))
  })

  it('goes by its route: begun with 202, followed, and only by who may audit and disconnect', async () => {
    const { Id } = await createInvoice(request)
    const path = `/connections/${own().id}/writes/take-back`
    for (const right of ['audit', 'disconnect']) {
      const mia = own().stage.browser(
        'harbor',
        'mia',
        ALL.filter((permission) => permission !== right),
      )
      for (const id of [own().id, 'con_missing'])
        expect((await mia.post(`/connections/${id}/writes/take-back`)).status).toBe(403)
    }
    const browser = own().stage.browser()
    expect((await own().stage.browser('other', 'noor').post(path)).status).toBe(404)
    expect((await browser.post(path, { since: 1 })).body).toMatchObject({ code: 'invalid_request' })
    expect((await browser.get<LastTakeBack>(path)).body).toEqual({ takeBack: null })
    const dry = await browser.post<TakeBackResult>(path, { dryRun: true })
    expect([dry.status, idsOf(dry.body).removed]).toEqual([200, [`Invoice ${Id}`]])
    const begun = await browser.post<Connection['sync']>(path, {})
    expect([begun.status, begun.body]).toMatchObject([202, { startedAt: expect.any(String), error: null }])
    await expect
      .poll(async () => (await browser.get<LastTakeBack>(path)).body.takeBack)
      .toMatchObject({ state: 'done', removed: [{ entityId: Id }], left: [] })
  })

  it('is ended with its connection, and erased with its tenant', async () => {
    await createInvoice(request)
    control().setAdmin('ada', HARBOR, false)
    await expect(takeBack()).rejects.toMatchObject({ action: 'contact_admin' })
    await books().connections.disconnect(own().id)
    control().clock.advance(3 * MINUTE)
    await own().stage.adapter.runDueWork()
    const path = `/connections/${own().id}/writes/take-back`
    expect((await own().stage.browser().get<LastTakeBack>(path)).body.takeBack).toMatchObject({
      state: 'ended',
      removed: [],
    })
    await expect(takeBack()).rejects.toMatchObject({ code: 'connection_unavailable', action: 'reconnect' })
    expect((await takeBack({ dryRun: true })).removed).toHaveLength(1)
    await books().forget()
    await expect(takeBack({ dryRun: true })).rejects.toMatchObject({ code: 'not_found' })
    expect((await own().stage.browser().get(path)).status).toBe(404)
  })

  it.each([
    [
      'while it is paused',
      async (_disconnect: () => Promise<unknown>) => control().setAdmin('ada', HARBOR, false),
    ],
    ['while it runs', async (disconnect: () => Promise<unknown>) => void (await disconnect())],
  ])('ends with its connection %s, and the host’s own sync is still paused', async (_, stop) => {
    for (let count = 0; count < 3; count++) await createInvoice(request)
    control().setAdmin('ada', HARBOR, false)
    await books().syncs.run(own().id, async (tools) => {
      await tools.progress({ completed: 1, total: 2, label: 'Invoices', checkpoint: { page: 1 } })
      for (;;) await tools.request(INVOICES)
    })
    control().setAdmin('ada', HARBOR, true)
    await own().stage.browser().goThrough(control(), PERSON, { connectionId: own().id })
    // A refusal is looked into again only after ten minutes.
    control().clock.advance(20 * MINUTE)
    const lift = control().fault({ route: 'entity', kind: 'slow', ms: LATE })
    const taking = takeBack()
    const refused = expect(taking).rejects.toMatchObject({ name: 'SyncPausedError' })
    await expect.poll(async () => (await books().connections.get(own().id)).sync.state).toBe('running')
    const disconnect = () => books().connections.disconnect(own().id)
    await stop(disconnect)
    lift()
    await refused
    await disconnect()
    const { state, progress } = (await books().connections.get(own().id)).sync
    expect({ state, progress }).toMatchObject({ state: 'paused', progress: { label: 'Invoices' } })
    await own().stage.adapter.runDueWork()
    own().stage.events.length = 0
    control().setAdmin('ada', HARBOR, true)
    await own().stage.browser().goThrough(control(), PERSON)
    await own().stage.adapter.runDueWork()
    expect(own().stage.events.map(({ type }) => type)).toEqual(['connection.connected', 'sync.resumed'])
    await books().syncs.run(own().id, async ({ resumeFrom }) => expect(resumeFrom).toEqual({ page: 1 }))
  })

  it('takes back what was written of several kinds, newest first', async () => {
    const { Id } = await send(request, '/payment', PAYMENT)
    const journal = await send(request, '/journalentry', { Line: [entry('Debit'), entry('Credit')] })
    expect(idsOf(await takeBack()).removed).toEqual([`JournalEntry ${journal.Id}`, `Payment ${Id}`])
  })
})

const entry = (PostingType: string) => ({
  Amount: 7,
  DetailType: 'JournalEntryLineDetail',
  JournalEntryLineDetail: { PostingType, AccountRef: { value: '1' } },
})
