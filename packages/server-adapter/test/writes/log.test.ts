// The log of writes: what leaves a record, what does not, and who may read it.
import { WRITES_CSV_HEAD, type WritesPage } from '@mooring/contract'
import { writesPageSchema } from '@mooring/contract/schemas'
import { describe, expect, it } from 'vitest'
import { memoryStore } from '../../src/index.ts'
import { DAY, HOUR } from '../../src/platform/clock.ts'
import { type Store, type StoreFactory, StoreUnavailableError } from '../../src/stores/store.ts'
import { openStage } from '../stage.ts'
import { createInvoice, INVOICE, PERSON, send, useCompanies, useCompany } from './books.ts'

const UUID = /^wri_[0-9a-z]+$/

describe.each(useCompanies())('on %s', (_store, open) => {
  const { own, books, control, request, list } = useCompany(open)

  const short = async () =>
    (await list()).writes.map(
      ({ operation, entity, entityId, syncToken }) => `${operation} ${entity} ${entityId} @${syncToken}`,
    )

  it('has each write, newest first, and nothing of its contents', async () => {
    const invoice = await createInvoice(request, { DocNumber: '=1', PrivateNote: 'secret words' })
    const { Id = '' } = invoice
    await send(request, '/invoice', { ...invoice, PrivateNote: 'more secret words' })
    await send(request, '/invoice?operation=void', { Id, SyncToken: '1' })
    await send(request, '/invoice?operation=delete', { Id, SyncToken: '2' })
    const page = await list()
    expect(writesPageSchema.parse(page)).toEqual(page)
    expect(page).toEqual({
      nextCursor: null,
      writes: [
        ['delete', null, null],
        ['void', '2', '=1'],
        ['update', '1', '=1'],
        ['create', '0', '=1'],
      ].map(([operation, syncToken, docNumber]) => ({
        id: expect.stringMatching(UUID),
        entity: 'Invoice',
        entityId: Id,
        syncToken,
        docNumber,
        operation,
        at: expect.stringMatching(/Z$/),
        runId: null,
      })),
    })
  })

  it('has no record of what wrote nothing', async () => {
    const query = 'select * from Invoice maxresults 1'
    await request('/query', { method: 'POST', body: query, headers: { 'content-type': 'application/text' } })
    await request('/invoice/1')
    await request('/invoice/1/send', { method: 'POST' })
    await request('/invoice', { method: 'POST', body: '{}' })
    await request('/invoice?operation=delete', {
      method: 'POST',
      body: JSON.stringify({ Id: '1', SyncToken: '99' }),
    })
    expect(await short()).toEqual([])
  })

  it('has each item of a batch by itself, faults left out', async () => {
    const { Id = '' } = await createInvoice(request)
    const items = [
      { bId: 'b1', operation: 'create', Customer: { DisplayName: 'Batch & Sons' } },
      { bId: 'b2', operation: 'create', Customer: { DisplayName: 'Batch & Sons' } },
      { bId: 'b3', Query: 'select * from Invoice maxresults 1' },
      { bId: 'b4', operation: 'update', optionsData: 'void', Invoice: { Id, SyncToken: '0', sparse: true } },
      { bId: 'b5', operation: 'delete', Invoice: { Id, SyncToken: '0' } },
      { bId: 'b6', operation: 'delete', Invoice: { Id, SyncToken: '1' } },
    ]
    const answer = await request('/batch', {
      method: 'POST',
      body: JSON.stringify({ BatchItemRequest: items }),
    })
    const { BatchItemResponse } = (await answer.json()) as { BatchItemResponse: object[] }
    expect(BatchItemResponse.map((item) => 'Fault' in item)).toEqual([false, true, false, false, true, false])
    expect(await short()).toEqual([
      `delete Invoice ${Id} @null`,
      `void Invoice ${Id} @1`,
      expect.stringMatching(/^create Customer \d+ @0$/),
      `create Invoice ${Id} @0`,
    ])
  })

  it.each([
    ['bytes', () => new TextEncoder().encode(JSON.stringify(INVOICE))],
    ['a Blob', () => new Blob([JSON.stringify(INVOICE)])],
  ])('knows what was written by %s', async (_kind, body) => {
    const json = { 'content-type': 'application/json' }
    await request('/invoice', { method: 'post', body: body(), headers: json })
    expect(await short()).toEqual([expect.stringMatching(/^create Invoice \d+ @0$/)])
  })

  it('names the run that wrote', async () => {
    await books().syncs.run(own().id, async (tools) => void (await createInvoice(tools.request)))
    await own().stage.adapter.runDueWork()
    const started = own().stage.events.find(({ type }) => type === 'sync.started')
    const { runId } = (started?.data ?? {}) as { runId?: string }
    expect(runId).toMatch(/^run_/)
    expect((await list()).writes).toMatchObject([{ runId, entity: 'Invoice', operation: 'create' }])
  })

  it('is paged by its route, and exported so that no spreadsheet takes it for a formula', async () => {
    for (const DocNumber of ['=1+1', '2', '3']) await createInvoice(request, { DocNumber })
    const browser = own().stage.browser()
    const path = `/connections/${own().id}/writes`
    const first = (await browser.get<WritesPage>(`${path}?limit=2`)).body
    const second = (await browser.get<WritesPage>(`${path}?limit=2&cursor=${first.nextCursor}`)).body
    expect([first, second].map(({ writes }) => writes.map(({ docNumber }) => docNumber))).toEqual([
      ['3', '2'],
      ['=1+1'],
    ])
    expect(second.nextCursor).toBeNull()
    for (const wrong of ['limit=0', 'limit=201', 'cursor=x'])
      expect((await browser.get(`${path}?${wrong}`)).body).toMatchObject({ code: 'invalid_request' })
    let csv = ''
    for await (const piece of books().writes.export(own().id, 'csv')) csv += piece
    expect(csv.startsWith(WRITES_CSV_HEAD)).toBe(true)
    expect(csv.split('\r\n').slice(1, -1)).toHaveLength(3)
    expect(csv).toContain(`"'=1+1"`)
    const xml = books().writes.export(own().id, 'xml' as 'csv')
    await expect(xml[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'invalid_request' })
    const foreign = own().stage.adapter.forTenant('other').writes
    await expect(foreign.export(own().id, 'csv')[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(foreign.list(own().id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(books().writes.list(own().id, { limit: 0 })).rejects.toMatchObject({
      code: 'invalid_request',
    })
  })

  it('is there after a disconnect, gone after 400 days, and erased with its tenant', async () => {
    await createInvoice(request)
    control().clock.advance(399 * DAY)
    await books().connections.disconnect(own().id)
    await own().stage.adapter.runDueWork()
    expect(await short()).toHaveLength(1)
    control().clock.advance(2 * DAY)
    await own().stage.adapter.runDueWork()
    expect(await short()).toEqual([])
    await own().stage.browser().goThrough(control(), PERSON)
    await createInvoice(request)
    expect(await short()).toHaveLength(1)
    await books().forget()
    await expect(list()).rejects.toMatchObject({ code: 'not_found' })
  })

  it('never makes a request fail: an answer that cannot be read is in the log', async () => {
    control().fault({ route: 'entity', kind: 'garbage-200', times: 1 })
    const garbage = await request('/invoice', { method: 'POST', body: JSON.stringify(INVOICE) })
    expect(garbage.status).toBe(200)
    expect(await short()).toEqual([])
    expect(own().stage.log.map(({ message }) => message)).toContain(
      'The answer to a write could not be read, so it is not in the log of writes.',
    )
  })

  it('is untouched by a host that leaves an answer unread, or reads it late', async () => {
    await request('/invoice', { method: 'POST', body: JSON.stringify(INVOICE) })
    const late = await request('/invoice', { method: 'POST', body: JSON.stringify(INVOICE) })
    expect(await short()).toHaveLength(2)
    control().clock.advance(HOUR)
    expect(await late.json()).toMatchObject({ Invoice: { SyncToken: '0' } })
  })
})

it('is off where the host says so', async () => {
  await using stage = await openStage({ writeLog: false })
  const { id } = await stage.browser().connect(stage.simulator.control, PERSON)
  const books = stage.adapter.forTenant('harbor')
  await createInvoice((path, init) => books.request(id, path, init))
  expect(await books.writes.list(id)).toEqual({ writes: [], nextCursor: null })
  expect(await books.writes.takeBack(id)).toEqual({ removed: [], left: [] })
})

/** A store in memory that takes everything but notes of writes. */
const withoutRoom: StoreFactory = {
  kind: 'memory',
  create(context) {
    const store = memoryStore().create(context)
    const write: Store['write'] = (work) =>
      store.write((tx) => {
        const add = () => Promise.reject(new StoreUnavailableError('The disk is full.'))
        return work({ ...tx, writes: { ...tx.writes, add } })
      })
    return { open: () => store.open(), read: (work) => store.read(work), write, close: () => store.close() }
  },
}

it('never makes a request fail: what cannot be stored is named in the log of the host', async () => {
  await using stage = await openStage({ store: withoutRoom })
  const { id } = await stage.browser().connect(stage.simulator.control, PERSON)
  const books = stage.adapter.forTenant('harbor')
  const { Id } = await createInvoice((path, init) => books.request(id, path, init))
  await stage.adapter.close()
  expect(stage.log).toContainEqual(
    expect.objectContaining({
      message: 'A write to QuickBooks could not be recorded.',
      connectionId: id,
      entity: 'Invoice',
      entityId: Id,
      operation: 'create',
      error: 'StoreUnavailableError',
    }),
  )
})
