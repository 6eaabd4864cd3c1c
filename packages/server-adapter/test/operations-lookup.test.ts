// What an operator asks of one connection, wherever it is.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { MINUTE } from '../src/platform/clock.ts'
import { HARBOR, openStage, type Stage } from './stage.ts'

const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }

let stage: Stage
let id: string
beforeEach(async () => {
  stage = await openStage()
  id = (await stage.browser().connect(stage.simulator.control, HARBOR_TEA)).id
})
afterEach(async () => {
  await stage.close()
})

const operations = () => stage.adapter.operations

it('finds a connection by its id or its company, with its tenant', async () => {
  const expected = { id, tenantId: 'harbor', company: { realmId: HARBOR } }
  expect(await operations().find({ connectionId: id })).toMatchObject(expected)
  expect(await operations().find({ realmId: HARBOR })).toMatchObject(expected)
  expect(await operations().find({ realmId: '4242' })).toBeNull()
  expect(await operations().find({ connectionId: 'con_none' })).toBeNull()
})

it('finds the living one before one that is disconnected, and none of a forgotten tenant', async () => {
  await stage.adapter.forTenant('harbor').connections.disconnect(id)
  expect(await operations().find({ realmId: HARBOR })).toMatchObject({ id, status: 'disconnected' })
  const other = await stage.browser('northwind').connect(stage.simulator.control, HARBOR_TEA)
  expect(await operations().find({ realmId: HARBOR })).toMatchObject({ id: other.id, tenantId: 'northwind' })
  await stage.adapter.forTenant('northwind').forget()
  await stage.adapter.forTenant('harbor').forget()
  expect(await operations().find({ realmId: HARBOR })).toBeNull()
  await expect(operations().explain(id)).rejects.toMatchObject({ code: 'not_found' })
})

it.each([[{}], [{ connectionId: 'con_1', realmId: '1' }]])('needs one of the two: %j', async (subject) => {
  await expect(operations().find(subject)).rejects.toMatchObject({ code: 'invalid_request' })
})

it('explains a connection that was revoked: refreshes, events, readiness, and no secret', async () => {
  const { control } = stage.simulator
  control.disconnectInQuickBooks(HARBOR)
  await operations().renew(id)
  control.clock.advance(2 * MINUTE)
  await stage.adapter.runDueWork()
  control.clearRequests()
  const answer = await operations().explain(id)
  expect(answer).toMatchObject({
    tenantId: 'harbor',
    connection: { id, status: 'reauthorization_required', reason: 'revoked' },
    readiness: { ready: false },
    openRefresh: null,
    delivery: null,
  })
  expect(answer.refreshes.map(({ code }) => code)).toEqual(['invalid_grant', 'invalid_grant'])
  expect(answer.events.map(({ type }) => type)).toContain('connection.reauthorization_required')
  expect(control.requests()).toEqual([])
  expect(JSON.stringify(answer)).not.toContain(HARBOR)
})

it('says which event the host does not take', async () => {
  await stage.adapter.runDueWork()
  const at = stage.simulator.control.clock.now()
  await stage.restart({
    // It would be tried again within a second, which may pass on a busy machine.
    now: () => at,
    onEvent: () => {
      throw new Error('away')
    },
  })
  await stage.adapter.forTenant('harbor').connections.disconnect(id)
  await stage.adapter.runDueWork()
  expect((await operations().explain(id)).delivery).toMatchObject({
    type: 'connection.disconnected',
    tries: 1,
    stalledSince: null,
  })
})

it('renews whatever the clocks say, and says what Intuit said', async () => {
  const { control } = stage.simulator
  control.clearRequests()
  expect(await operations().renew(id)).toMatchObject({
    id,
    tenantId: 'harbor',
    proof: { kind: 'token_refresh' },
  })
  expect(control.requests({ route: 'token' })).toHaveLength(1)
  control.fault({ route: 'token', kind: 'html-503' })
  expect(await operations().renew(id)).toMatchObject({ status: 'checking', reason: 'intuit_unavailable' })
  await expect(operations().renew('con_none')).rejects.toMatchObject({ code: 'not_found' })
})
