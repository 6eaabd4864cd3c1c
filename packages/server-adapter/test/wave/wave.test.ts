// A month in which the five years of many end: each is asked once and in its turn, reminded, and left alone once its person has acted.
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { DAY, toTimestamp } from '../../src/platform/clock.ts'
import { usePostgres } from '../instances/postgres-stage.ts'
import { storeAt } from '../store-location.ts'
import { CAMPAIGN, liveThroughWave, type WaveDay } from './wave.ts'
import { WaveHost } from './wave-host.ts'
import { BEGIN, planFor } from './wave-plan.ts'

const ground = usePostgres()

const newFolder = async () =>
  ground
    .opened()
    .adopt(await mkdtemp(path.join(os.tmpdir(), 'mooring-wave-')), (folder) =>
      rm(folder, { recursive: true, force: true }),
    )

const STORES = [
  ['a file', async () => storeAt({ kind: 'sqlite', path: path.join(await newFolder(), 'wave.db') })],
  ['Postgres', async () => storeAt(ground.place())],
] as const

const queueOf = ({ date, waiting, asked, done, gone, reminders, required }: WaveDay) =>
  [date, waiting, asked, done, gone, reminders, required].join(' ')

it.each(STORES)(
  'three hundred connections, twelve asked a day, on %s',
  { timeout: 120_000 },
  async (_store, open) => {
    const { days, faults, events } = await liveThroughWave(planFor(300, 12), await open())
    expect(faults).toEqual([])
    expect(days.map(({ askedThatDay }) => askedThatDay)).toEqual([
      ...Array.from({ length: 24 }, () => 12),
      ...Array.from({ length: 13 }, () => 0),
    ])
    expect(
      [0, 5, 12, 21, 23, 28, 34, 35, 36].map((day) => days[day]).map((day) => day && queueOf(day)),
    ).toEqual([
      '2028-09-10 287 12 1 0 0 0',
      '2028-09-15 222 70 7 1 72 0',
      '2028-09-22 134 105 56 5 12 0',
      '2028-10-01 25 113 154 8 116 0',
      '2028-10-03 0 115 175 10 12 0',
      '2028-10-08 0 73 215 12 77 0',
      '2028-10-14 0 56 232 12 56 0',
      '2028-10-15 0 51 237 12 0 55',
      '2028-10-16 0 48 240 12 0 0',
    ])
    expect(events).toEqual({
      'campaign.started': 1,
      'connection.disconnected': 12,
      'connection.expiring (campaign)': 525,
      'connection.expiring (hard)': 20,
      'connection.reauthorization_required': 55,
      'connection.reauthorized': 240,
    })
  },
)

it.each(STORES)('sixty are asked at once and released again, each once, on %s', async (_store, open) => {
  const host = new WaveHost({ now: () => BEGIN, store: await open(), onEvent: () => {} }, 60)
  ground.opened().defer(() => host.adapter.close())
  await host.fill()
  const { campaigns } = host.adapter.operations
  const deadline = toTimestamp(BEGIN + 40 * DAY)
  const begun = await campaigns.start({ id: CAMPAIGN, why: 'keys', deadline, select: {} })
  expect(begun).toMatchObject({ selected: 60, waiting: 0, asked: 60 })
  expect(await campaigns.end(CAMPAIGN)).toMatchObject({ selected: 60, ended: true })
  const written = await host.store.read(({ history }) =>
    Promise.all(
      host.companies.map(async ({ id }) => (await history.chain(id, 0, 9)).map(({ type }) => type)),
    ),
  )
  expect(written).toEqual(host.companies.map(() => ['campaign.asked', 'campaign.released']))
})
