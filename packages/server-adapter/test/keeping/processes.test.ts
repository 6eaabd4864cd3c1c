// Several processes on one SQLite file: one refresh, whoever asks.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MINUTE } from '../../src/platform/clock.ts'
import { openStage, type Stage } from '../stage.ts'
import { KEY } from './keeping-parts.ts'
import { spawnWorker, until } from './processes.ts'

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

  it('make one call to Intuit where it is refused, and every caller is told to wait', async () => {
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
      await until(() => tokenCalls() > 0)
      heir.start(orderFor(id))
      victim.signal('SIGKILL')
      expect(await victim.ended).toBeNull()
      expect(await heir.ended).toMatchObject({ served: CALLERS, problems: [] })
      expect(tokenCalls()).toBe(2)
    },
    60_000,
  )
})
