// Health over HTTP: what is counted of a connection, day by day.
import type { Health, Problem } from '@mooring/contract'
import { healthSchema } from '@mooring/contract/schemas'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { DAY, dayOf } from '../src/platform/clock.ts'
import { openStage, type Stage } from './stage.ts'

const PERSON = { user: 'ada', company: 'Harbor Tea Co.' }
const INVOICES = `/query?query=${encodeURIComponent('select * from Invoice')}`

let stage: Stage
let id: string
beforeEach(async () => {
  stage = await openStage()
  id = (await stage.browser().connect(stage.simulator.control, PERSON)).id
})
afterEach(async () => {
  await stage.close()
})

const books = () => stage.adapter.forTenant('harbor')
const health = async (query = '') =>
  healthSchema.parse((await stage.browser().get<Health>(`/connections/${id}/health${query}`)).body)
const NOTHING = {
  syncsSucceeded: 0,
  syncsFailed: 0,
  refreshFailures: 0,
  throttled: 0,
  webhooks: 0,
  webhookDelayMs: null,
}

it('has every day of its range, the last one today', async () => {
  const now = stage.simulator.control.clock.now()
  const { days, totals } = await health()
  expect(days.length).toBe(90)
  expect(days.at(-1)).toEqual({ date: dayOf(now), state: 'none', ...NOTHING })
  expect(days[0]?.date).toBe(dayOf(now - 89 * DAY))
  expect(new Set(days.map(({ date }) => date)).size).toBe(90)
  expect(totals).toEqual(NOTHING)
  expect((await health('?days=1')).days.length).toBe(1)
  expect((await health('?days=365')).days.length).toBe(365)
})

it.each(['0', '366', '-1', '1.5', 'x', '', '1&days=2'])('refuses days=%s', async (days) => {
  const answer = await stage.browser().get<Problem>(`/connections/${id}/health?days=${days}`)
  expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request'])
})

it('is for those who may view, of their own tenant', async () => {
  const path = `/connections/${id}/health`
  expect((await stage.browser('harbor', 'eve', ['audit']).get(path)).status).toBe(403)
  expect((await stage.browser('other', 'bob').get(path)).status).toBe(404)
})

it('counts syncs on the day they ended', async () => {
  await books().syncs.run(id, async () => {})
  await books().syncs.run(id, async () => {})
  stage.simulator.control.clock.advance(DAY)
  await expect(
    books().syncs.run(id, async () => {
      throw new Error('no')
    }),
  ).rejects.toThrow()
  stage.simulator.control.clock.advance(DAY)
  const { days, totals } = await health('?days=3')
  expect(days.map(({ state, syncsSucceeded, syncsFailed }) => [state, syncsSucceeded, syncsFailed])).toEqual([
    ['good', 2, 0],
    ['down', 0, 1],
    ['none', 0, 0],
  ])
  expect(totals).toMatchObject({ syncsSucceeded: 2, syncsFailed: 1 })
  expect((await health('?days=1')).totals).toEqual(NOTHING)
})

it('counts refreshes that failed', async () => {
  stage.simulator.control.clock.advance(DAY)
  const lift = stage.simulator.control.fault({ route: 'token', kind: 'html-503' } as never)
  await expect(books().tokens.get(id)).rejects.toThrow()
  lift()
  const { days } = await health('?days=1')
  expect(days[0]).toMatchObject({ state: 'degraded', refreshFailures: expect.any(Number) })
  expect(days[0]?.refreshFailures).toBeGreaterThan(0)
})

it('counts every answer that says too many requests', async () => {
  const throttle = { route: 'query', kind: 'json-429', retryAfter: '0' }
  const lift = stage.simulator.control.fault(throttle as never)
  expect((await books().request(id, INVOICES)).status).toBe(429)
  lift()
  expect((await health('?days=1')).days[0]).toMatchObject({ state: 'degraded', throttled: 1 })
})

it('stores a little more than a year', async () => {
  await books().syncs.run(id, async () => {})
  stage.simulator.control.clock.advance(364 * DAY)
  await stage.adapter.runDueWork()
  expect((await health('?days=365')).totals.syncsSucceeded).toBe(1)
})
