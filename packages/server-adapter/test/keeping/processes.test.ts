// Several processes on one SQLite file: one refresh, whoever asks.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MINUTE } from '../../src/platform/clock.ts'
import { openStage, type Stage } from '../stage.ts'
import { KEY } from './keeping-parts.ts'
import { spawnWorker } from './processes.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage({ encryptionKeys: [KEY] })
})
afterEach(async () => {
  await stage.close()
})

const PROCESSES = 4
const CALLERS = 100

describe('four processes with a hundred callers each, one expired token, strict rotation', () => {
  it('make one call to Intuit, and every caller is served', async () => {
    const { control } = stage.simulator
    control.behave({ rotation: 'strict' })
    const { id } = await stage.browser().connect(control, { user: 'ada', company: 'Harbor Tea Co.' })
    control.clock.advance(61 * MINUTE)
    control.clearRequests()
    const order = { tenantId: 'harbor', connectionId: id, callers: CALLERS }
    const workers = await Promise.all(Array.from({ length: PROCESSES }, () => spawnWorker(stage, order)))
    for (const worker of workers) worker.start()
    const reports = await Promise.all(workers.map((worker) => worker.ended))
    expect(reports.flatMap((report) => report?.problems)).toEqual([])
    expect(reports.map((report) => report?.served)).toEqual(Array(PROCESSES).fill(CALLERS))
    expect(new Set(reports.flatMap((report) => report?.tokens)).size).toBe(1)
    expect(control.requests({ route: 'token' })).toHaveLength(1)
  })
})
