// A database that is lost, silent, full or somebody else's: what was told is kept, what was not is not, and all goes on by itself.
import { execFileSync } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { beforeEach, expect, it } from 'vitest'
import { type PostgresServer, startPostgres } from '../../../../scripts/postgres.ts'
import { otherProcess } from '../../conformance/other-process.ts'
import { postgresGround, runSql, storeAt } from '../../conformance/postgres-ground.ts'
import { sampleConnection } from '../../conformance/sample-records.ts'
import { type Store, StoreUnavailableError } from '../../src/stores/store.ts'
import { impatientStore } from './impatient-store.ts'
import { useServer } from './use-server.ts'
import { openWay, type Way } from './way.ts'

/** How often backends are ended; `test:long` does it for two minutes. */
const ROUNDS = process.env.MOORING_TEST_LONG ? 480 : 8

const server = useServer()
let ground: ReturnType<typeof postgresGround>
let store: Store
let way: Way

beforeEach(async () => {
  ground = postgresGround(server().url)
  way = await openWay(server().url)
  store = storeAt(JSON.stringify({ connectionString: way.url, schema: ground.schema }))
  await store.write(({ connections }) => connections.insert(sampleConnection('con-1')))
  return async () => {
    await store.close()
    await way.close()
    await ground.remove()
  }
})

const raise = (by: Store) =>
  by.write(async ({ connections }) => {
    const row = await connections.get('con-1')
    if (row) await connections.update({ ...row, failures: row.failures + 1 })
  })

const failures = async (): Promise<number | undefined> =>
  (await store.read(({ connections }) => connections.get('con-1')))?.failures

/** Many writes at once while something happens. @returns how many were told to be kept */
async function underLoad(happens: () => Promise<void>): Promise<{ kept: number; refused: unknown[] }> {
  let over = false
  let kept = 0
  const refused: unknown[] = []
  const work = Array.from({ length: 6 }, async () => {
    while (!over) {
      await raise(store).then(
        () => kept++,
        (error: unknown) => refused.push(error),
      )
    }
  })
  await happens()
  over = true
  await Promise.all(work)
  return { kept, refused }
}

it('keeps exactly what it was told while its backends are ended again and again', async () => {
  const { kept, refused } = await underLoad(async () => {
    for (let round = 0; round < ROUNDS; round++) {
      await sleep(250)
      await runSql(
        server().url,
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'mooring'`,
      )
    }
  })
  expect(refused).toEqual([])
  expect(kept).toBeGreaterThan(8)
  expect(await failures()).toBe(kept)
}, 200_000)

it.each([
  ['restarted', () => server().stop()],
  ['killed and restarted', () => server().crash()],
])('keeps exactly what it was told while the server is %s', async (_, end) => {
  const { kept, refused } = await underLoad(async () => {
    await sleep(300)
    await end()
    await sleep(500)
    await server().start()
    await sleep(500)
  })
  expect(refused).toEqual([])
  expect(await failures()).toBe(kept)
})

/** A second server with all the first one has. */
async function coldCopy(asStandby: boolean): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'mooring-second-'))
  execFileSync('cp', ['-a', join(server().folder, 'data'), folder])
  if (asStandby) await writeFile(join(folder, 'data', 'standby.signal'), '')
  return await startPostgres({ folder })
}

/** Back to the first server, which is started again. */
async function leave(second: PostgresServer | undefined): Promise<void> {
  way.cut()
  way.leadTo(server().url)
  way.mend()
  await second?.remove()
  await server().start()
}

it('goes on at another server that took over its data (N10)', async () => {
  let second: PostgresServer | undefined
  const { kept, refused } = await underLoad(async () => {
    await sleep(200)
    await server().stop()
    second = await coldCopy(false)
    way.leadTo(second.url)
    await sleep(500)
  })
  expect(refused).toEqual([])
  expect(await failures()).toBe(kept)
  await leave(second)
})

it('reads nothing from a server that only follows another (N14)', async () => {
  const here = impatientStore({ connectionString: way.url }, ground.schema)
  await raise(here)
  await server().stop()
  const standby = await coldCopy(true)
  way.leadTo(standby.url)
  const asked = await Promise.allSettled([raise(here), here.read(({ meta }) => meta.tagKey())])
  for (const end of asked) expect(end).toMatchObject({ reason: expect.any(StoreUnavailableError) })
  await leave(standby)
  await raise(here)
  expect(await failures()).toBe(2)
  await here.close()
})

it.each(['before', 'after'] as const)(
  'writes once where a commit is lost %s the server had it (N03)',
  async (when) => {
    way.loseNextCommit(when)
    await raise(store)
    expect(await failures()).toBe(1)
    await raise(store)
    expect(await failures()).toBe(2)
  },
)

it.each([
  ['is away (N01)', () => way.cut()],
  ['went silent (N13)', () => way.goSilent()],
])('is unavailable while the server %s, and goes on with new connections after', async (_, happens) => {
  const here = impatientStore({ connectionString: way.url }, ground.schema)
  await raise(here)
  happens()
  const asked = await Promise.allSettled([raise(here), here.read(({ meta }) => meta.tagKey())])
  for (const end of asked) expect(end).toMatchObject({ reason: expect.any(StoreUnavailableError) })
  way.mend()
  await raise(here)
  expect(await failures()).toBe(2)
  await here.close()
})

it('takes what a stopped process holds, and lets that process go on later', async () => {
  const other = await otherProcess(ground, { kind: 'hold', ms: 1_500 })
  other.go()
  await other.said('holding')
  other.signal('SIGSTOP')
  // The other holds this row of its table of key checks.
  await store.write(({ meta }) => meta.setKeyCheck('held', 'by this process'))
  expect(await store.read(({ connections }) => connections.get('con-held'))).toBeNull()
  other.signal('SIGCONT')
  expect([0, 3]).toContain(await other.ended)
}, 30_000)

it('says so where the server has no connection left, and goes on when it has (53300)', async () => {
  await runSql(server().url, `create role crowded login password 'crowded' connection limit 1`)
  await runSql(server().url, 'grant create on database postgres to crowded')
  const address = new URL(server().url)
  address.username = 'crowded'
  address.password = 'crowded'
  const crowdedGround = postgresGround(address.href)
  const crowded = impatientStore({ connectionString: address.href }, crowdedGround.schema)
  const one = new Client({ connectionString: address.href })
  await one.connect()
  await expect(crowded.open()).rejects.toThrow(/no connection left.*\(53300\)/)
  await one.end()
  await crowded.open()
  await crowded.close()
  await crowdedGround.remove()
  await runSql(server().url, 'drop owned by crowded; drop role crowded')
}, 30_000)

it('refuses a server that only reads', async () => {
  await runSql(server().url, `create role reader login password 'reader'`)
  await runSql(server().url, 'alter role reader set default_transaction_read_only = on')
  const address = new URL(server().url)
  address.username = 'reader'
  address.password = 'reader'
  const standby = impatientStore({ connectionString: address.href }, 'nowhere')
  await expect(standby.open()).rejects.toThrow(/is read-only: a standby/)
  await standby.close()
  await runSql(server().url, 'drop role reader')
}, 30_000)
