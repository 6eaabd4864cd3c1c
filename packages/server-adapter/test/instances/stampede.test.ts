// Many processes on one Postgres, many callers, one refresh per connection.
import { beforeEach, describe, expect, it } from 'vitest'
import { MINUTE } from '../../src/platform/clock.ts'
import type { Stage } from '../stage.ts'
import { addCompanies } from '../token-lifecycle/companies.ts'
import { handWrittenTokens } from '../token-lifecycle/hand-written.ts'
import { openWorker, usePostgres } from './postgres-stage.ts'

const LONG = process.env.MOORING_TEST_LONG === '1'

const ground = usePostgres()
let stage: Stage
beforeEach(async () => {
  stage = await ground.open()
  stage.simulator.control.behave({ rotation: 'strict' })
})

/** Connections whose access tokens have all ended. */
async function expiredConnections(count: number): Promise<string[]> {
  const { control } = stage.simulator
  const { connections } = stage.adapter.forTenant('harbor')
  const ids: string[] = []
  for (const realmId of addCompanies(stage, count)) {
    const tokens = await handWrittenTokens(stage, realmId)
    ids.push((await connections.import({ realmId, ...tokens, verify: 'later' })).id)
  }
  control.clock.advance(61 * MINUTE)
  control.clearRequests()
  return ids
}

/** Every process asks for every connection, so many times at once. */
async function stampede(processes: number, connectionIds: readonly string[], callers: number) {
  const workers = await Promise.all(Array.from({ length: processes }, () => openWorker(ground, stage)))
  const began = performance.now()
  for (const worker of workers) worker.start({ tenantId: 'harbor', connectionIds, callers })
  const reports = await Promise.all(workers.map((worker) => worker.ended))
  return {
    wallMs: Math.round(performance.now() - began),
    problems: reports.flatMap((report) => report?.problems ?? ['It was killed.']),
    served: reports.reduce((sum, report) => sum + (report?.served ?? 0), 0),
    tokens: new Set(reports.flatMap((report) => report?.tokens ?? [])).size,
    calls: stage.simulator.control.requests({ route: 'token' }).length,
  }
}

describe('expired tokens, asked for by all at once', () => {
  it('of one connection by 8 processes with 50 callers each: one call to Intuit, 400 served', async () => {
    const { wallMs, ...came } = await stampede(8, await expiredConnections(1), 50)
    expect(came).toEqual({ problems: [], served: 400, tokens: 1, calls: 1 })
  })

  const [companies, callers] = LONG ? [500, 4] : [60, 4]
  it(`of ${companies} connections by 4 processes, ${4 * callers * companies} callers: one call to Intuit each`, async () => {
    const { wallMs, ...came } = await stampede(4, await expiredConnections(companies), callers)
    console.info(`${companies} refreshes for ${came.served} callers of 4 processes: ${wallMs} ms`)
    expect(came).toEqual({
      problems: [],
      served: 4 * callers * companies,
      tokens: companies,
      calls: companies,
    })
  }, 240_000)
})
