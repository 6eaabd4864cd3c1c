// kill -9 at every named point of a refresh, under each way Intuit may rotate (M02–M07).
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CrashPoint } from '../../src/config/parts.ts'
import { HOUR, SECOND } from '../../src/platform/clock.ts'
import { openStage, type Stage } from '../stage.ts'
import { KEY } from './keeping-parts.ts'
import { spawnWorker } from './processes.ts'

const ROUNDS = process.env.MOORING_TEST_LONG === '1' ? 700 : 2
const PERSON = { user: 'ada', company: 'Harbor Tea Co.' }
const ROTATIONS = ['strict', 'every-24h', 'grace-24h'] as const

/** Where the process dies, and whether Intuit had renewed the grant by then. */
interface Death {
  readonly name: string
  readonly point: CrashPoint
  readonly after: number
  readonly fault?: { kind: 'slow'; ms: number } | { kind: 'silent' }
  readonly rotated: 'no' | 'lost' | 'stored'
}

const DEATHS: readonly Death[] = [
  { name: 'with its intent written', point: 'intent', after: 0, rotated: 'no' },
  {
    name: 'on the wire, before Intuit did anything',
    point: 'on_the_wire',
    after: 150,
    fault: { kind: 'silent' },
    rotated: 'no',
  },
  {
    name: 'on the wire, after Intuit renewed',
    point: 'on_the_wire',
    after: 150,
    fault: { kind: 'slow', ms: 3_000 },
    rotated: 'lost',
  },
  { name: 'with the answer in memory', point: 'answered', after: 0, rotated: 'lost' },
  { name: 'with the new grant stored', point: 'committed', after: 0, rotated: 'stored' },
]

describe.each(ROTATIONS)('under rotation %s, a process killed', (rotation) => {
  let stage: Stage
  let id: string
  beforeAll(async () => {
    stage = await openStage({ encryptionKeys: [KEY] })
    stage.simulator.control.behave({ rotation })
    id = (await stage.browser().connect(stage.simulator.control, PERSON)).id
  })
  afterAll(async () => {
    await stage.close()
  })

  async function kill({ point, after, fault }: Death): Promise<void> {
    const { control } = stage.simulator
    control.clock.advance(25 * HOUR)
    control.clearRequests()
    control.clearFaults()
    if (fault !== undefined) control.fault({ route: 'token', times: 1, ...fault })
    const worker = await spawnWorker(stage, {
      tenantId: 'harbor',
      connectionId: id,
      callers: 3,
      killAt: { point, after },
    })
    worker.start()
    expect(await worker.ended).toBeNull()
    control.clock.advance(20 * SECOND)
  }

  const tokenCalls = () => stage.simulator.control.requests({ route: 'token' }).length

  for (const death of DEATHS) {
    it(
      `${death.name} loses nothing that Intuit keeps`,
      async () => {
        const books = stage.adapter.forTenant('harbor')
        for (let round = 0; round < ROUNDS; round++) {
          await kill(death)
          const before = tokenCalls()
          await stage.adapter.runDueWork()
          const connection = await books.connections.get(id)
          if (death.rotated === 'lost' && rotation !== 'grace-24h') {
            expect(connection).toMatchObject({
              status: 'reauthorization_required',
              reason: 'token_lost',
              action: 'reauthorize',
            })
            expect(tokenCalls() - before).toBe(1)
            await stage.browser().goThrough(stage.simulator.control, PERSON, { connectionId: id })
          } else {
            expect(connection).toMatchObject({ status: 'connected', usable: true })
            expect(tokenCalls() - before).toBe(death.rotated === 'stored' ? 0 : 1)
          }
          expect(await books.verify(id)).toMatchObject({
            status: 'connected',
            proof: { kind: 'company_read' },
          })
          await expect(books.history.verify(id)).resolves.toMatchObject({ valid: true })
        }
      },
      60_000 + ROUNDS * 5_000,
    )
  }
})
