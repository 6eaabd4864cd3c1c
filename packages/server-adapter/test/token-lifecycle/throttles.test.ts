// A throttled refresh: no status while the token lives, and no green once it has ended.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ConnectionUnavailableError } from '../../src/index.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../src/platform/clock.ts'
import { openStage, type Stage } from '../stage.ts'

let stage: Stage
let id: string
beforeEach(async () => {
  stage = await openStage()
  id = (await stage.browser().connect(control(), { user: 'ada', company: 'Harbor Tea Co.' })).id
})
afterEach(async () => {
  await stage.close()
})

const control = () => stage.simulator.control
const books = () => stage.adapter.forTenant('harbor')
const standing = async () => {
  const { status, reason, usable } = await books().connections.get(id)
  return [status, reason, usable]
}
const listed = async (status: 'connected' | 'checking') =>
  (await stage.adapter.operations.connections({ status })).connections.map((connection) => connection.id)
const refusal = () =>
  books()
    .tokens.get(id)
    .then(String, (error: unknown) => error)

const WELL = ['connected', null, true]
const AWAY = ['checking', 'intuit_unavailable', false]
const THROTTLE = { route: 'token', kind: 'json-429', retryAfter: '3600' } as const
const UNAVAILABLE = {
  code: 'connection_unavailable',
  reason: 'intuit_unavailable',
  action: 'wait',
  retryable: true,
}

it('is no status while a live token is left, and is one from the moment it has ended', async () => {
  control().clock.advance(59 * MINUTE)
  control().fault(THROTTLE)
  const early = await refusal()
  expect(early).toBeInstanceOf(ConnectionUnavailableError)
  expect(early).toMatchObject(UNAVAILABLE)
  expect(await standing()).toEqual(WELL)
  control().clock.advance(MINUTE + SECOND)
  expect(await standing()).toEqual(AWAY)
  expect((await books().readiness(id)).ready).toBe(false)
  expect(await refusal()).toMatchObject(UNAVAILABLE)
  // Pages that are open hear of it, and the operator's counts have it.
  expect(await listed('checking')).toEqual([])
  await stage.adapter.runDueWork()
  expect(await listed('checking')).toEqual([id])
  expect((await stage.adapter.operations.health()).connections).toMatchObject({ connected: 0, checking: 1 })
})

it('of a token that ended long ago shows at once, for hours, and passes by itself', async () => {
  control().clock.advance(3 * HOUR)
  const lift = control().fault(THROTTLE)
  const refused = await refusal()
  expect(refused).toBeInstanceOf(ConnectionUnavailableError)
  expect(refused).toMatchObject(UNAVAILABLE)
  for (let hours = 0; hours < 5; hours++) {
    expect(await standing()).toEqual(AWAY)
    expect((await books().readiness(id)).ready).toBe(false)
    control().clock.advance(HOUR)
    await stage.adapter.runDueWork()
  }
  expect(stage.events.map(({ type }) => type)).not.toContain('connection.reauthorization_required')
  lift()
  control().clock.advance(HOUR)
  await stage.adapter.runDueWork()
  expect(await standing()).toEqual(WELL)
  expect(await books().tokens.get(id)).toHaveProperty('accessToken')
})

it('in the background is one too: no one asked for a token meanwhile', async () => {
  control().clock.advance(7 * DAY)
  control().fault(THROTTLE)
  await stage.adapter.runDueWork()
  expect(await standing()).toEqual(AWAY)
})

it('is not what a throttled read of the company is: tokens are renewed meanwhile', async () => {
  control().fault({ route: 'company', kind: 'json-429', retryAfter: '3600' })
  expect(await books().verify(id)).toMatchObject({ status: 'connected' })
  control().clock.advance(61 * MINUTE)
  expect(await standing()).toEqual(WELL)
  control().clearRequests()
  control().fault({ route: 'company', kind: 'json-429', retryAfter: '3600' })
  await books().verify(id)
  control().clock.advance(59 * MINUTE)
  expect(await books().tokens.get(id)).toHaveProperty('accessToken')
})
