// kill -9 at every named point of a refresh and at moments in between, under each way Intuit may rotate (L07, L11, M02, M03, M04, M05, M06, M07, M18, V02).
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RecordedRequest } from '@mooring/simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { randomFrom } from '../../../../scripts/seed.ts'
import type { CrashPoint, Deps } from '../../src/deps.ts'
import { HOUR, SECOND } from '../../src/platform/clock.ts'
import { openStage, type Stage } from '../stage.ts'
import { connectCompanies } from './companies.ts'
import { openTestDeps } from './open-test-deps.ts'
import { openWorkerPool, until, type WorkerPool } from './processes.ts'
import { KEY } from './test-deps.ts'

/** Each round kills one process, which dies at every point below at once: one connection stands at each. */
const ROUNDS = process.env.MOORING_TEST_LONG === '1' ? 3_334 : 40
/** Rounds on one stage: a history that grows for ever would make the long suite measure itself. */
const ROUNDS_ON_A_STAGE = 200
const ROTATIONS = ['strict', 'every-24h', 'grace-24h'] as const
/** A process killed "at any moment" dies up to so many ms after Intuit got its call. */
const SPREAD_MS = 12

/** Where a connection's refresh stands when its process dies, and whether Intuit had renewed the grant by then. */
interface Death {
  readonly name: string
  readonly holdAt?: CrashPoint
  readonly fault?: { kind: 'slow'; ms: number } | { kind: 'silent' }
  readonly rotated: 'no' | 'lost' | 'stored' | 'any'
}

const DEATHS: readonly Death[] = [
  { name: 'with its intent written', holdAt: 'intent', rotated: 'no' },
  { name: 'on the wire, before Intuit did anything', fault: { kind: 'silent' }, rotated: 'no' },
  { name: 'on the wire, after Intuit renewed', fault: { kind: 'slow', ms: 60_000 }, rotated: 'lost' },
  { name: 'with the answer in memory', holdAt: 'answered', rotated: 'lost' },
  { name: 'with the new grant stored', holdAt: 'committed', rotated: 'stored' },
  { name: 'at any moment', fault: { kind: 'slow', ms: 4 }, rotated: 'any' },
  { name: 'at any other moment', rotated: 'any' },
]

/** A connection of the stage, the death it is to die, and the generation its grant had before. */
interface Victim {
  readonly id: string
  readonly realmId: string
  readonly death: Death
}

/** Two calls for one connection that were under way at once. */
const overlaps = (calls: readonly RecordedRequest[]): boolean =>
  calls.some((call, index) => {
    const next = calls[index + 1]
    return next !== undefined && (call.order.ended === null || next.order.began < call.order.ended)
  })

// Side by side: for half of its time each waits for a process to start or to die.
describe.each(ROTATIONS)('under rotation %s', { concurrent: true }, (rotation) => {
  const random = randomFrom(`kills ${rotation}`)
  let stage: Stage
  let deps: Deps
  let pool: WorkerPool
  let victims: Victim[]

  async function open(rounds: number): Promise<void> {
    stage = await openStage({ encryptionKeys: [KEY] })
    stage.simulator.control.behave({ rotation })
    const companies = await connectCompanies(stage, DEATHS.length)
    victims = DEATHS.map((death, index) => ({ death, ...(companies[index] ?? { id: '', realmId: '' }) }))
    deps = openTestDeps(stage)
    pool = openWorkerPool(stage, 2, rounds)
  }
  beforeAll(() => open(Math.min(ROUNDS, ROUNDS_ON_A_STAGE)))
  afterAll(() => stage.close())

  const control = () => stage.simulator.control
  const calls = (realmId: string) => control().requests({ route: 'token', realmId })

  /** Until each stands where it is to die: told by the process, or by the simulator that got its call. */
  const allStand = (holding: ReadonlySet<string>) =>
    until(() => {
      const reported = new Set(
        control()
          .requests({ route: 'token' })
          .map(({ realmId }) => realmId),
      )
      return victims.every(({ id, realmId, death }) =>
        death.holdAt === undefined ? reported.has(realmId) : holding.has(id),
      )
    }, 'every refresh is at its point of death')

  async function kill(): Promise<void> {
    control().clock.advance(25 * HOUR)
    control().clearRequests()
    for (const { realmId, death } of victims)
      if (death.fault !== undefined) control().fault({ route: 'token', realmId, times: 1, ...death.fault })
    const worker = await pool.take()
    const held = victims.flatMap(({ id, death }) => (death.holdAt ? [[id, death.holdAt] as const] : []))
    worker.start({
      tenantId: 'harbor',
      connectionIds: victims.map(({ id }) => id),
      callers: 3,
      holdAt: Object.fromEntries(held),
    })
    await allStand(worker.holding)
    await sleep(random() * SPREAD_MS)
    worker.signal('SIGKILL')
    expect(await worker.ended).toBeNull()
    // Intuit learns a moment later that its caller is gone: a repair before that would look like a second call beside the first.
    await until(
      () =>
        control()
          .requests({ route: 'token' })
          .every(({ order }) => order.ended !== null),
      'the calls of the killed process are over at Intuit',
    )
    control().clearFaults()
    control().clock.advance(20 * SECOND)
  }

  const generations = () =>
    deps.store.read(async ({ grants }) => {
      const found = victims.map(async ({ id }) => (await grants.get(id))?.generation ?? 0)
      return await Promise.all(found)
    })

  /** What is true of a connection after its repair: as it was, or its loss named where Intuit makes it impossible. */
  async function examine({ id, realmId, death }: Victim, before: number): Promise<void> {
    const repairs = calls(realmId).length - before
    const connection = await stage.adapter.forTenant('harbor').connections.get(id)
    const result = { death: death.name, status: connection.status, reason: connection.reason, repairs }
    const well = { death: death.name, status: 'connected', reason: null }
    const lost = { death: death.name, status: 'reauthorization_required', reason: 'token_lost', repairs: 1 }
    const may = death.rotated === 'any' && connection.status !== 'connected' ? 'lost' : death.rotated
    if (may === 'lost' && rotation !== 'grace-24h') expect(result).toEqual(lost)
    else if (may === 'any' || may === 'stored') expect(result).toMatchObject(well)
    else expect(result).toEqual({ ...well, repairs: 1 })
    expect(repairs).toBeLessThanOrEqual(1)
    expect(overlaps(calls(realmId))).toBe(false)
    const grant = control()
      .grants()
      .findLast((one) => one.realmId === realmId)
    expect(grant?.live).toBe(true)
    if (connection.status !== 'connected') await reauthorize(id, realmId)
  }

  async function reauthorize(id: string, company: string): Promise<void> {
    const person = { user: 'ada', company }
    const { attempt } = await stage.browser().goThrough(control(), person, { connectionId: id })
    expect(attempt).toMatchObject({ outcome: 'reauthorized', connectionId: id })
  }

  async function round(): Promise<void> {
    const older = await generations()
    await kill()
    const before = victims.map(({ realmId }) => calls(realmId).length)
    await stage.adapter.runDueWork()
    const newer = await generations()
    for (const [index, generation] of newer.entries())
      expect(generation).toBeGreaterThanOrEqual(older[index] ?? 0)
    for (const [index, victim] of victims.entries()) await examine(victim, before[index] ?? 0)
    expect(await deps.store.read(({ journal }) => journal.openBefore(control().clock.now() + 1, 10))).toEqual(
      [],
    )
  }

  /** The stored tokens work, the history holds, every event came in order, and no token lies about. */
  async function takeStock(): Promise<void> {
    const books = stage.adapter.forTenant('harbor')
    for (const { id } of victims) {
      expect(await books.verify(id)).toMatchObject({ status: 'connected', proof: { kind: 'company_read' } })
      expect(await books.history.verify(id)).toMatchObject({ valid: true })
    }
    await stage.adapter.runDueWork()
    const last = new Map<string | null, number>()
    for (const { connectionId, sequence } of stage.events) {
      expect(sequence).toBe((last.get(connectionId) ?? 0) + 1)
      last.set(connectionId, sequence)
    }
    const files = [stage.databasePath, `${stage.databasePath}-wal`]
    const bytes = await Promise.all(files.map((file) => readFile(file, 'latin1')))
    expect([...bytes, JSON.stringify([stage.log, stage.events])].join()).not.toMatch(/sim-(at|rt|code)-/)
  }

  it(
    `${ROUNDS} processes killed, each at ${DEATHS.length} points of as many refreshes, lose nothing that Intuit keeps`,
    async () => {
      for (let count = 0; count < ROUNDS; count++) {
        if (count > 0 && count % ROUNDS_ON_A_STAGE === 0) {
          await takeStock()
          await stage.close()
          await open(Math.min(ROUNDS - count, ROUNDS_ON_A_STAGE))
        }
        await round()
      }
      await takeStock()
    },
    // All rotations run in it, so the rounds of all count.
    60_000 + ROTATIONS.length * ROUNDS * 5_000,
  )
})
