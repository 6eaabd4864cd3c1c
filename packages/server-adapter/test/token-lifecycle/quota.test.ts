// The month's quota of reads is used up for every tenant: blocked and told to the host, no one is asked to re-authorize (K12, K13).
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createCompanyRequests } from '../../src/company-api/company-requests.ts'
import type { Deps } from '../../src/deps.ts'
import { HOUR, MINUTE } from '../../src/platform/clock.ts'
import { createRefreshCoordinator } from '../../src/tokens/refresh-coordinator.ts'
import { openStage, type Stage } from '../stage.ts'
import { type ConnectedCompany, connectCompanies } from './companies.ts'
import { openTestDeps } from './open-test-deps.ts'
import { KEY } from './test-deps.ts'

const READ = '/query?query=select * from Invoice'

let stage: Stage
let deps: Deps & { pause: (ms: number) => Promise<void> }
let connected: ConnectedCompany[]
let waits: number[]
beforeEach(async () => {
  stage = await openStage({ encryptionKeys: [KEY] })
  connected = await connectCompanies(stage, 4)
  await stage.adapter.runDueWork()
  stage.events.length = 0
  waits = []
  const pause = async (ms: number) => void waits.push(ms)
  deps = { ...openTestDeps(stage), pause }
})
afterEach(async () => {
  await deps.store.close()
  await stage.close()
})

const control = () => stage.simulator.control
const standings = async () => {
  const list = await stage.adapter.forTenant('harbor').connections.list()
  return list.map(({ status, reason, action }) => [status, reason, action])
}

it('is found out by three companies that stay throttled, and lifts by itself', async () => {
  const requests = createCompanyRequests(deps, createRefreshCoordinator(deps))
  const read = ({ id }: ConnectedCompany) => requests.request('harbor', id, READ)
  control().behave({ quotaExhausted: true })
  for (const company of connected.slice(0, 3)) expect((await read(company)).status).toBe(429)
  expect(await standings()).toEqual(Array(4).fill(['connected', null, null]))
  control().clock.advance(MINUTE)
  for (const company of connected.slice(0, 3)) expect((await read(company)).status).toBe(429)
  for (const company of connected.slice(0, 2)) expect((await read(company)).status).toBe(429)
  const blocked = ['blocked', 'quota_exceeded', 'contact_support']
  expect(await standings()).toEqual([blocked, blocked, blocked, ['connected', null, null]])
  await expect(read(connected[0] ?? { id: '', realmId: '' })).rejects.toMatchObject({
    code: 'connection_unavailable',
    reason: 'quota_exceeded',
  })
  control().clearRequests()
  for (let minutes = 0; minutes < 300; minutes += 10) {
    control().clock.advance(10 * MINUTE)
    await stage.adapter.runDueWork()
  }
  // Reads are what the quota counts: one an hour of each.
  expect(control().requests({ route: 'company' }).length).toBeLessThanOrEqual(3 * 6)
  expect(await standings()).toEqual([blocked, blocked, blocked, ['connected', null, null]])
  control().behave({ quotaExhausted: false })
  control().clock.advance(2 * HOUR)
  await stage.adapter.runDueWork()
  expect(await standings()).toEqual(Array(4).fill(['connected', null, null]))
  const received = stage.events.map(({ type }) => type).toSorted()
  expect(received).toEqual([...Array(3).fill('connection.blocked'), ...Array(3).fill('connection.recovered')])
})

it('is no quota where one company alone is throttled', async () => {
  const requests = createCompanyRequests(deps, createRefreshCoordinator(deps))
  control().behave({ quotaExhausted: true })
  for (let count = 0; count < 4; count++) {
    control().clock.advance(MINUTE)
    expect((await requests.request('harbor', connected[0]?.id ?? '', READ)).status).toBe(429)
  }
  expect(await standings()).toEqual(Array(4).fill(['connected', null, null]))
})

it('is no quota where many are throttled in the same second', async () => {
  const requests = createCompanyRequests(deps, createRefreshCoordinator(deps))
  control().behave({ quotaExhausted: true })
  for (const { id } of [...connected, ...connected])
    expect((await requests.request('harbor', id, READ)).status).toBe(429)
  expect(await standings()).toEqual(Array(4).fill(['connected', null, null]))
})

it('is found out by runs, whose waits it outlasts', async () => {
  deps.pause = async (ms) => {
    waits.push(ms)
    control().clock.advance(ms)
  }
  const requests = createCompanyRequests(deps, createRefreshCoordinator(deps))
  control().behave({ quotaExhausted: true })
  const read = ({ id }: ConnectedCompany) =>
    requests
      .forRun({ tenantId: 'harbor', connectionId: id, runId: 'run_1', purpose: 'run' })
      .request(READ, {}, async () => {})
  const runs = connected.slice(0, 3).map((company) => read(company).catch(({ reason }) => reason))
  expect(await Promise.all(runs)).toContain('quota_exceeded')
  expect(waits.filter((ms) => ms === MINUTE)).not.toEqual([])
})
