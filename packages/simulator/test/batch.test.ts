// Batches, and change data capture.
import { expect, it } from 'vitest'
import { DAY, SECOND } from './app.ts'
import { books, ids, NEW } from './books.ts'

it('does each item of a batch by itself', async () => {
  const { ask } = await books()
  const { BatchItemResponse } = await ask('/batch', {
    BatchItemRequest: [
      { bId: 'a', operation: 'create', Invoice: NEW.Invoice },
      { bId: 'b', operation: 'update', Customer: { Id: '1', SyncToken: '0', sparse: true, Notes: 'x' } },
      { bId: 'c', operation: 'delete', Bill: { Id: '1', SyncToken: '0' } },
      {
        bId: 'd',
        operation: 'update',
        optionsData: 'void',
        Payment: { Id: '1', SyncToken: '0', sparse: true },
      },
      { bId: 'e', Query: "select * from Customer where Id = '1'" },
      { bId: 'f', operation: 'update', Customer: { Id: '1', SyncToken: '0', sparse: true } },
      { bId: 'g', Query: 'select' },
      { bId: 'h', operation: 'create', Wombat: {} },
    ],
  })
  expect(BatchItemResponse).toMatchObject([
    { bId: 'a', Invoice: { Id: '121' } },
    { bId: 'b', Customer: { SyncToken: '1', Notes: 'x' } },
    { bId: 'c', Bill: { status: 'Deleted' } },
    { bId: 'd', Payment: { TotalAmt: 0 } },
    { bId: 'e', QueryResponse: { Customer: [{ Notes: 'x' }] } },
    { bId: 'f', Fault: { Error: [{ code: '5010' }] } },
    { bId: 'g', Fault: { Error: [{ code: '4000' }] } },
    { bId: 'h', Fault: { Error: [{ code: '2010' }] } },
  ])
  expect((await ask('/batch', {})).fault).toBe('400 ValidationFault 2020')
  const many = Array.from({ length: 31 }, (_none, at) => ({ bId: String(at), Query: 'select * from Item' }))
  expect((await ask('/batch', { BatchItemRequest: many })).fault).toContain('400 ValidationFault')
})

it('lists what changed since a time, deleted records too', async () => {
  const { sim, ask } = await books()
  const changed = (entities: string, since: string) => ask(`/cdc?entities=${entities}&changedSince=${since}`)
  sim.control.clock.advance(30 * DAY)
  const since = new Date(sim.control.clock.now()).toISOString()
  const { ask: fresh } = await books(sim)
  sim.control.clock.advance(SECOND)
  await fresh('/invoice', NEW.Invoice)
  await fresh('/bill?operation=delete', { Id: '1', SyncToken: '0' })
  const { CDCResponse } = await fresh(`/cdc?entities=Invoice,bill,Item&changedSince=${since}`)
  expect(CDCResponse).toMatchObject([
    {
      QueryResponse: [
        { Invoice: [{ Id: '121' }], maxResults: 1 },
        { Bill: [{ Id: '1', status: 'Deleted' }] },
        {},
      ],
    },
  ])
  expect((await changed('Invoice', since)).status).toBe(401)
})

it('lists changes from the earliest on, and what was deleted after them', async () => {
  const { sim, ask } = await books()
  const since = new Date(sim.control.clock.now()).toISOString()
  const change = async (path: string, body: object) => {
    sim.control.clock.advance(SECOND)
    expect((await ask(path, body)).status).toBe(200)
  }
  await change('/bill?operation=delete', { Id: '9', SyncToken: '0' })
  await change('/bill', { Id: '5', SyncToken: '0', sparse: true, PrivateNote: 'x' })
  await change('/bill', { Id: '3', SyncToken: '0', sparse: true, PrivateNote: 'x' })
  const { CDCResponse } = await ask(`/cdc?entities=bill&changedSince=${since}`)
  expect(ids(CDCResponse[0].QueryResponse[0].Bill)).toEqual(['5', '3', '9'])
})

it.each([
  ['/cdc?changedSince=2026-01-01', '2020'],
  ['/cdc?entities=Invoice', '2020'],
  ['/cdc?entities=Wombat&changedSince=2026-01-01', '500'],
  ['/cdc?entities=Invoice&changedSince=soon', '2010'],
  ['/cdc?entities=Invoice&changedSince=5', '2010'],
  ['/cdc?entities=Invoice&changedSince=2026-02-30', '2010'],
])('refuses %s', async (path, code) => {
  const { ask } = await books()
  expect((await ask(path)).fault).toBe(`400 ValidationFault ${code}`)
  const zone = '/cdc?entities=Invoice&changedSince=2026-11-01T00:00:00+05:00'
  expect((await ask(zone)).status).toBe(200)
})
