// The readiness list, over HTTP.
import type { Readiness } from '@mooring/contract'
import { readinessSchema } from '@mooring/contract/schemas'
import { afterEach, expect, it } from 'vitest'
import { HARBOR, openStage, type Stage } from './stage.ts'

let stage: Stage
afterEach(async () => {
  await stage.close()
})

const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }
const statuses = (readiness: Readiness) =>
  Object.fromEntries(readiness.checks.map(({ id, status }) => [id, status]))

it('is ready once the company is confirmed, without one more read of it', async () => {
  stage = await openStage()
  const { id } = await stage.browser().connect(stage.simulator.control, HARBOR_TEA)
  stage.simulator.control.clearRequests()
  const readiness = readinessSchema.parse((await stage.browser().get(`/connections/${id}/readiness`)).body)
  expect(readiness.ready).toBe(true)
  expect(statuses(readiness)).toEqual({
    configuration: 'passed',
    callback: 'passed',
    access_token: 'passed',
    refresh_token: 'passed',
    company: 'passed',
  })
  expect(stage.simulator.control.requests()).toEqual([])
})

it('says what to do for each check that does not pass', async () => {
  stage = await openStage({
    checks: [
      {
        id: 'chart',
        title: 'Chart of accounts',
        run: async () => ({ status: 'failed', detail: 'Not mapped.', fix: 'Map it.' }),
      },
      { id: 'broken', title: 'Broken', run: () => Promise.reject(new Error('secret')) },
    ],
  })
  const { id } = await stage.browser().connect(stage.simulator.control, HARBOR_TEA)
  stage.simulator.control.disconnectInQuickBooks(HARBOR)
  await stage.browser().post(`/connections/${id}/verify`)
  stage.simulator.control.clock.advance(61_000)
  await stage.adapter.runDueWork()
  const answer = await stage.browser().get<Readiness>(`/connections/${id}/readiness`)
  const readiness = readinessSchema.parse(answer.body)
  expect(readiness.ready).toBe(false)
  expect(statuses(readiness)).toMatchObject({
    refresh_token: 'failed',
    access_token: 'failed',
    chart: 'failed',
    broken: 'unknown',
  })
  expect(readiness.checks.find(({ id: check }) => check === 'refresh_token')?.fix).toBe(
    'Re-authorize the connection.',
  )
  expect(answer.text).not.toContain('secret')
})
