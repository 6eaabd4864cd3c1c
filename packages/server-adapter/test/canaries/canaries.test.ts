// Random days of many tenants: no one reads another's, and no secret is found in anything that is answered or written.
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { randomFrom } from '../../../../scripts/seed.ts'
import { runSql } from '../../conformance/postgres-ground.ts'
import { useServer } from '../postgres/use-server.ts'
import { type Chance, deedOf } from './canary-deeds.ts'
import { type CanaryGround, openCanaryGround } from './canary-ground.ts'

const LONG = process.env.MOORING_TEST_LONG === '1'
/** So many go on at the same time. */
const AT_ONCE = 8
const BETWEEN_SEARCHES = 4_000

/** As if the adapter had written this into a table of the store. */
async function writeOpenly({ storeLocation }: CanaryGround['stage'], text: string): Promise<void> {
  const statement = `create table leak as select '${text}' as text`
  if (storeLocation.kind === 'sqlite') {
    using database = new DatabaseSync(storeLocation.path)
    database.exec(statement)
  } else await runSql(storeLocation.connectionString, statement)
}

const server = useServer()
const STORES = [
  { name: 'SQLite', operations: LONG ? 1_000_000 : 50_000, elsewhere: () => undefined },
  {
    name: 'Postgres',
    operations: LONG ? 50_000 : 2_000,
    elsewhere: () => {
      const { url: connectionString, folder } = server()
      return { storeLocation: { kind: 'postgres', connectionString, schema: 'mooring' }, folder } as const
    },
  },
]

describe.each(STORES)('on $name', ({ operations, elsewhere }) => {
  let ground: CanaryGround
  beforeAll(async () => {
    ground = await openCanaryGround(elsewhere())
  }, 60_000)
  afterAll(async () => {
    await ground?.stage.close()
  })

  it(
    'in random operations no tenant reads another, and no secret leaves the vault',
    async () => {
      const random = randomFrom('canaries')
      const pick: Chance['pick'] = (items) => {
        const item = items[Math.floor(random() * items.length)]
        if (item === undefined) throw new RangeError('There is nothing to pick from.')
        return item
      }
      for (let done = 0; done < operations; done += AT_ONCE) {
        const deeds = Array.from({ length: AT_ONCE }, () => deedOf(ground, { random, pick }))
        await Promise.all(deeds.map((deed) => deed()))
        if (done % BETWEEN_SEARCHES === 0) await ground.searchEverything()
        expect(ground.finds).toEqual([])
      }
      await ground.searchEverything()
      expect(ground.finds).toEqual([])
      expect(ground.searched).toBeGreaterThan(operations * 100)
    },
    60_000 + operations * 10,
  )

  it('would find what it seeks', async () => {
    const [one, other] = ground.tenants
    if (one === undefined || other === undefined) throw new Error('There are two tenants.')
    const before = ground.finds.length
    ground.read(
      one,
      'a test',
      `${other.companies[0]?.connectionId} of company-01, ${other.companies[0]?.realmId}`,
    )
    ground.seekCanaries('a test', ground.stage.simulator.control.tokens()[0]?.value ?? '')
    expect(ground.finds.splice(before)).toHaveLength(4)
    await writeOpenly(ground.stage, ground.stage.simulator.control.tokens()[0]?.value ?? '')
    await ground.searchEverything()
    expect(ground.finds.splice(before).join()).toMatch(/the file \S+ holds sim-/)
  })
})
