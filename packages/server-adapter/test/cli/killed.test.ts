// The commands that change something, killed before each of their commits in turn, and run again: on a file and on Postgres.
import { describe, expect, it } from 'vitest'
import { MINUTE } from '../../src/platform/clock.ts'
import { usePostgres } from '../instances/postgres-stage.ts'
import { HARBOR, type Stage } from '../stage.ts'
import { KEY } from '../token-lifecycle/test-deps.ts'
import { type CliGround, type Ended, openCliGround, runUpTo } from './cli-ground.ts'

const NEXT = { id: 'next', secret: Buffer.alloc(32, 'the next key').toString('base64') }
const COMPANIES = ['Harbor Tea Co.', 'Harbor Tea Wholesale']
/** More commits than any of them makes. */
const MOST = 30
/** Each runs a process a time. */
const TEST_MS = 120_000

const postgres = usePostgres()

interface Opened extends CliGround {
  readonly ids: readonly string[]
  /** Killed before its first commit, then, run again, before its second, and so on until it ends by itself. */
  untilItEnds(words: readonly string[], check: () => Promise<void>): Promise<Ended & { kills: number }>
}

async function open(stage: Stage): Promise<Opened> {
  const ids: string[] = []
  for (const company of COMPANIES)
    ids.push((await stage.browser().connect(stage.simulator.control, { user: 'ada', company })).id)
  await stage.adapter.runDueWork()
  const ground = await openCliGround(stage)
  return {
    ...ground,
    ids,
    async untilItEnds(words, check) {
      for (let kills = 0; kills < MOST; kills++) {
        const ended = await runUpTo(kills, ground.folder, words)
        if (ended !== null) return { ...ended, kills }
        await check()
      }
      throw new Error(`${words.join(' ')} was killed ${MOST} times.`)
    },
  }
}

const statuses = async ({ stage, ids }: Opened) =>
  await Promise.all(
    ids.map(async (connectionId) => (await stage.adapter.operations.find({ connectionId }))?.status),
  )

async function stall({ stage, ids: [id = ''] }: Opened): Promise<string> {
  const { adapter, events } = stage
  await adapter.forTenant('harbor').connections.disconnect(id)
  const refusing = await stage.restart({
    onEvent: () => {
      throw new Error('refused')
    },
  })
  while ((await refusing.operations.stalledQueues()).length === 0) {
    await refusing.runDueWork()
    stage.simulator.control.clock.advance(60 * MINUTE)
  }
  const [stalled] = await refusing.operations.stalledQueues()
  await stage.restart({ onEvent: (event) => void events.push(event) })
  return stalled?.eventId ?? expect.unreachable()
}

const STORES = [
  ['a file', () => postgres.openOnFile({ encryptionKeys: [KEY] })],
  ['Postgres', () => postgres.open()],
] as const
/** Each of them starts half a dozen processes: on Postgres in `test:long`. */
const tried = process.env.MOORING_TEST_LONG === '1' ? STORES : STORES.slice(0, 1)

describe.each(tried)('killed before each commit, on %s,', (_store, openStage) => {
  it(
    'rotate-keys leaves every grant to be opened, and in the end the old key is not needed',
    async () => {
      const ground = await open(await openStage())
      const both = await ground.stage.restart({ encryptionKeys: [NEXT, KEY] })
      const tokens = () =>
        Promise.all(ground.ids.map(async (id) => (await both.forTenant('harbor').tokens.get(id)).realmId))
      const realms = await tokens()
      await ground.configure(`encryptionKeys: ${JSON.stringify([NEXT, KEY])},`)
      const { code, kills, out } = await ground.untilItEnds(['rotate-keys'], async () => {
        expect(await tokens()).toEqual(realms)
      })
      expect(kills).toBeGreaterThan(0)
      expect([code, out]).toEqual([0, expect.stringMatching(/^\d+ secrets? sealed anew with key "next"/)])
      expect(await ground.json('rotate-keys')).toMatchObject({ code: 0, data: { resealed: 0 } })
      await ground.configure(`encryptionKeys: ${JSON.stringify([NEXT])},`)
      for (const id of ground.ids) expect(await ground.json('renew', id)).toMatchObject({ code: 0 })
    },
    TEST_MS,
  )

  it(
    'forget-tenant has forgotten all of it or nothing, and in the end nothing is left, at Intuit neither',
    async () => {
      const ground = await open(await openStage())
      const { code, kills, out } = await ground.untilItEnds(
        ['forget-tenant', 'harbor', '--yes'],
        async () => {
          const found = await statuses(ground)
          expect(new Set(found).size).toBe(1)
          expect(['connected', undefined]).toContain(found[0])
        },
      )
      expect(kills).toBeGreaterThan(0)
      expect([code, out]).toEqual([
        0,
        expect.stringMatching(/^Tenant harbor (is forgotten: 2 |has no connection here)/),
      ])
      expect(await statuses(ground)).toEqual([undefined, undefined])
      const { control } = ground.stage.simulator
      control.clock.advance(MINUTE)
      await ground.stage.adapter.runDueWork()
      const revoked = control.requests({ route: 'revoke' }).map(({ body }) => body.token)
      expect(new Set(revoked).size).toBe(COMPANIES.length)
    },
    TEST_MS,
  )

  it(
    'campaign start asks everyone in the end, and campaign end lets go of all',
    async () => {
      const ground = await open(await openStage())
      const { campaigns } = ground.stage.adapter.operations
      const start = [
        'campaign',
        'start',
        'anew',
        '--why',
        'scopes',
        '--deadline',
        '2099-03-01T00:00:00Z',
        '--yes',
      ]
      // Who is killed in the middle leaves the rest of them to the instance, or to the next one.
      const isOne = async () => expect((await campaigns.list()).length).toBeLessThan(2)
      const started = await ground.untilItEnds(start, isOne)
      expect([started.code, started.out]).toEqual([
        0,
        expect.stringMatching(/^Campaign anew: 2 connections\n/),
      ])
      expect(await campaigns.progress('anew')).toMatchObject({ selected: 2, asked: 2, ended: false })
      expect(await statuses(ground)).toEqual(['expiring', 'expiring'])

      const ended = await ground.untilItEnds(['campaign', 'end', 'anew', '--yes'], isOne)
      expect([ended.code, ended.out]).toEqual([0, expect.stringMatching(/^Campaign anew, ended: /)])
      expect(await statuses(ground)).toEqual(['connected', 'connected'])
      expect(started.kills).toBeGreaterThan(0)
      expect(ended.kills).toBeGreaterThan(0)
      expect(await campaigns.list()).toHaveLength(1)
    },
    TEST_MS,
  )

  it(
    'events retry hands the event over once',
    async () => {
      const ground = await open(await openStage())
      await stall(ground)
      const [id = ''] = ground.ids
      const { code, kills } = await ground.untilItEnds(['events', 'retry', id], async () => {})
      expect([code, kills > 0]).toEqual([0, true])
      const { adapter, events } = ground.stage
      expect(await adapter.operations.stalledQueues()).toEqual([])
      await adapter.runDueWork()
      expect(events.filter(({ type }) => type === 'connection.disconnected')).toHaveLength(1)
    },
    TEST_MS,
  )

  it(
    'events skip gives up this event alone',
    async () => {
      const ground = await open(await openStage())
      const eventId = await stall(ground)
      const { code, kills } = await ground.untilItEnds(['events', 'skip', eventId], async () => {})
      expect([code, kills > 0]).toEqual([0, true])
      const { adapter, events } = ground.stage
      expect(await adapter.operations.stalledQueues()).toEqual([])
      await adapter.runDueWork()
      expect(events.map(({ id }) => id)).not.toContain(eventId)
      expect(await ground.json('events', 'skip', eventId)).toMatchObject({ code: 1 })
    },
    TEST_MS,
  )

  it(
    'renew and verify --all lose no grant',
    async () => {
      const ground = await open(await openStage())
      const { adapter, simulator } = ground.stage
      const [id = ''] = ground.ids
      const recovered = async () => {
        // What the killed one had taken is free again.
        simulator.control.clock.advance(MINUTE)
        await adapter.runDueWork()
        expect(await statuses(ground)).toEqual(['connected', 'connected'])
      }
      const renewed = await ground.untilItEnds(['renew', id], recovered)
      expect([renewed.code, renewed.out]).toEqual([0, expect.stringMatching(/^Renewed\.\n/)])
      const verified = await ground.untilItEnds(['verify', '--all', '--yes'], recovered)
      expect([verified.code, verified.out]).toEqual([0, '2 connections verified, all well.\n'])
      expect(renewed.kills).toBeGreaterThan(0)
      expect(verified.kills).toBeGreaterThan(0)
      expect(await adapter.operations.find({ realmId: HARBOR })).toMatchObject({ id })
    },
    TEST_MS,
  )
})
