// The readiness list, over HTTP.
import type { Readiness } from '@mooring/contract'
import { readinessSchema } from '@mooring/contract/schemas'
import { afterEach, describe, expect, it } from 'vitest'
import { DAY, HOUR } from '../src/platform/clock.ts'
import { usePostgres } from './instances/postgres-stage.ts'
import { HARBOR, openStage, type Stage } from './stage.ts'
import { handWrittenTokens } from './token-lifecycle/hand-written.ts'

const ground = usePostgres()
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

it('says that a campaign has ended the authorization after its deadline, and not before', async () => {
  stage = await openStage()
  const { id } = await stage.browser().connect(stage.simulator.control, HARBOR_TEA)
  const { clock } = stage.simulator.control
  const deadline = new Date(clock.now() + 8 * DAY).toISOString()
  await stage.adapter.operations.campaigns.start({ id: 'anew', why: 'scopes', deadline, select: {} })
  const found = async () => {
    const { body } = await stage.browser().get<Readiness>(`/connections/${id}/readiness`)
    return [body.ready, statuses(body).refresh_token]
  }
  expect(await found()).toEqual([true, 'passed'])
  clock.advance(8 * DAY + HOUR)
  await stage.adapter.runDueWork()
  expect(await found()).toEqual([false, 'failed'])
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
      // As of a host without types.
      {
        id: 'taxes',
        title: 'Taxes',
        run: async () => JSON.parse('{"status":"passed","detail":"ok","fix":null}'),
      },
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
  expect(readiness.checks.find(({ id: check }) => check === 'taxes')?.fix).toBeNull()
  expect(readiness.checks.find(({ id: check }) => check === 'refresh_token')?.fix).toBe(
    'Re-authorize the connection.',
  )
  expect(answer.text).not.toContain('secret')
})

describe.each([
  ['a file', () => ground.openOnFile()],
  ['Postgres', () => ground.open()],
] as const)('on %s', (_store, open) => {
  const readinessOf = (id: string) => stage.adapter.forTenant('harbor').readiness(id)
  const callbackOf = async (id: string) =>
    (await readinessOf(id)).checks.find((check) => check.id === 'callback')
  const days = async (count: number) => {
    for (let day = 0; day < count; day += 7) {
      stage.simulator.control.clock.advance(7 * DAY)
      await stage.adapter.runDueWork()
    }
  }

  it('stays ready, however long ago someone consented', async () => {
    stage = await open()
    const { id } = await stage.browser().connect(stage.simulator.control, HARBOR_TEA)
    const before = await callbackOf(id)
    expect(before).toMatchObject({ status: 'passed', fix: null })
    await days(120)
    expect(await callbackOf(id)).toMatchObject({ status: 'passed', fix: null, detail: before?.detail })
    expect((await readinessOf(id)).ready).toBe(true)
  })

  it('is ready without a callback where the connection was taken over', async () => {
    stage = await open()
    const { connections, tokens } = stage.adapter.forTenant('harbor')
    const access = async () => await handWrittenTokens(stage, 'Harbor Tea Co.')
    const { id } = await connections.import({ realmId: HARBOR, ...(await access()) })
    expect((await readinessOf(id)).ready).toBe(true)
    const callback = await callbackOf(id)
    expect(callback).toMatchObject({ status: 'passed', detail: expect.stringContaining('taken over') })
    await days(120)
    expect((await readinessOf(id)).ready).toBe(true)
    await connections.disconnect(id)
    const later = await connections.import({ realmId: HARBOR, ...(await access()), verify: 'later' })
    expect(await callbackOf(later.id)).toMatchObject({ status: 'passed' })
    stage.simulator.control.clock.advance(2 * HOUR)
    await tokens.get(later.id)
    expect((await readinessOf(later.id)).ready).toBe(true)
  })

  it('says that someone came back once a connection that was taken over is re-authorized', async () => {
    stage = await open()
    const { connections } = stage.adapter.forTenant('harbor')
    const { id } = await connections.import({
      realmId: HARBOR,
      ...(await handWrittenTokens(stage, 'Harbor Tea Co.')),
    })
    stage.simulator.control.clock.advance(HOUR)
    await stage.browser().connect(stage.simulator.control, HARBOR_TEA)
    await days(120)
    expect((await callbackOf(id))?.detail).toBe('QuickBooks came back to the redirect URI.')
  })
})
