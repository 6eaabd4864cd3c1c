// Several processes on one SQLite file: one refresh, however many ask.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HOUR, MINUTE, SECOND } from '../../src/platform/clock.ts'
import { openStage, type Stage } from '../stage.ts'
import { connectCompanies } from './companies.ts'
import { spawnWorker, startHost, until } from './processes.ts'
import { KEY } from './test-deps.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage({ encryptionKeys: [KEY] })
})
afterEach(async () => {
  await stage.close()
})

const PROCESSES = 4
const CALLERS = 100

const LONG = process.env.MOORING_TEST_LONG === '1'

async function connectExpired(): Promise<string> {
  const { control } = stage.simulator
  control.behave({ rotation: 'strict' })
  const { id } = await stage.browser().connect(control, { user: 'ada', company: 'Harbor Tea Co.' })
  control.clock.advance(61 * MINUTE)
  control.clearRequests()
  return id
}

const tokenCalls = () => stage.simulator.control.requests({ route: 'token' }).length

const orderFor = (connectionId: string, callers = CALLERS) => ({
  tenantId: 'harbor',
  connectionIds: [connectionId],
  callers,
})

async function askFromAll(connectionId: string) {
  const workers = await Promise.all(Array.from({ length: PROCESSES }, () => spawnWorker(stage)))
  for (const worker of workers) worker.start(orderFor(connectionId))
  return await Promise.all(workers.map((worker) => worker.ended))
}

describe('four processes with a hundred callers each, one expired token, strict rotation', () => {
  it('make one call to Intuit, and every caller is served', async () => {
    const reports = await askFromAll(await connectExpired())
    expect(reports.flatMap((report) => report?.problems)).toEqual([])
    expect(reports.map((report) => report?.served)).toEqual(Array(PROCESSES).fill(CALLERS))
    expect(new Set(reports.flatMap((report) => report?.tokens)).size).toBe(1)
    expect(tokenCalls()).toBe(1)
  })

  it('make one call to Intuit where it is refused, and every caller is asked to wait', async () => {
    const id = await connectExpired()
    stage.simulator.control.fault({ route: 'token', kind: 'invalid_grant' })
    const reports = await askFromAll(id)
    const problems = reports.flatMap((report) => report?.problems ?? [])
    expect(problems).toHaveLength(PROCESSES * CALLERS)
    expect(new Set(problems).size).toBe(1)
    expect(problems[0]).toMatch(/^ConnectionUnavailableError: .*being checked/)
    expect(tokenCalls()).toBe(1)
  })

  it.runIf(LONG)(
    'outlive a holder that is killed: its lease runs out, and they are served',
    async () => {
      const id = await connectExpired()
      stage.simulator.control.fault({ route: 'token', kind: 'silent', times: 1 })
      const [victim, heir] = await Promise.all([spawnWorker(stage), spawnWorker(stage)])
      victim.start(orderFor(id, 1))
      await until(() => tokenCalls() > 0, 'the victim asks Intuit')
      heir.start(orderFor(id))
      victim.signal('SIGKILL')
      expect(await victim.ended).toBeNull()
      expect(await heir.ended).toMatchObject({ served: CALLERS, problems: [] })
      expect(tokenCalls()).toBe(2)
    },
    60_000,
  )
})

describe('all processes killed at once', () => {
  it('leave nothing that the next one does not repair (M16)', async () => {
    const { control } = stage.simulator
    const companies = await connectCompanies(stage, 6)
    control.behave({ rotation: 'grace-24h' })
    control.clock.advance(25 * HOUR)
    control.clearRequests()
    control.fault({ route: 'token', kind: 'slow', ms: 60_000 })
    const workers = await Promise.all(Array.from({ length: PROCESSES }, () => spawnWorker(stage)))
    const connectionIds = companies.map(({ id }) => id)
    for (const worker of workers) worker.start({ tenantId: 'harbor', connectionIds, callers: 5 })
    await until(() => tokenCalls() === companies.length, 'every refresh is under way')
    for (const worker of workers) worker.signal('SIGKILL')
    for (const worker of workers) expect(await worker.ended).toBeNull()
    control.clearFaults()
    control.clock.advance(20 * SECOND)
    const next = await stage.restart()
    await next.runDueWork()
    const books = next.forTenant('harbor')
    for (const { id } of companies) expect(await books.verify(id)).toMatchObject({ status: 'connected' })
    expect(tokenCalls()).toBe(2 * companies.length)
  })
})

describe('a process killed while it disconnects', () => {
  it('leaves a connection that is disconnected, and a revoke that is delivered later (M11, O13)', async () => {
    const { control } = stage.simulator
    const { id } = await stage.browser().connect(control, { user: 'ada', company: 'Harbor Tea Co.' })
    control.fault({ route: 'revoke', kind: 'silent', times: 1 })
    const host = await startHost(stage, { kind: 'disconnect', tenantId: 'harbor', connectionId: id })
    await until(() => control.requests({ route: 'revoke' }).length > 0, 'the revoke is under way')
    host.kill()
    expect(await host.ended).toBeNull()
    const books = stage.adapter.forTenant('harbor')
    const { status, disconnect } = await books.connections.get(id)
    expect({ status, revoke: disconnect?.revoke }).toEqual({ status: 'disconnected', revoke: 'pending' })
    await expect(books.tokens.get(id)).rejects.toMatchObject({ action: 'reconnect' })
    control.clock.advance(MINUTE)
    await stage.adapter.runDueWork()
    expect((await books.connections.get(id)).disconnect?.revoke).toBe('done')
    expect(control.grants().some((grant) => grant.live)).toBe(false)
  })
})
