// A database that is lost, silent, full or someone else's: what was told is kept, what was not is not, and all goes on by itself.
import { Client } from 'pg'
import { beforeEach, expect, it } from 'vitest'
import { otherProcess } from '../../conformance/other-process.ts'
import { postgresGround, runSql } from '../../conformance/postgres-ground.ts'
import { sampleConnection } from '../../conformance/sample-records.ts'
import { type Store, StoreUnavailableError } from '../../src/stores/store.ts'
import { type FaultProxy, openFaultProxy } from './fault-proxy.ts'
import { impatientStore, mostlyPatientStore, patientStore } from './impatient-store.ts'
import { coldCopy } from './standby.ts'
import { useServer } from './use-server.ts'

/** How often backends are ended; `test:long` does it for minutes. */
const ROUNDS = process.env.MOORING_TEST_LONG ? 480 : 8
const WRITERS = 6
/** Starting a server takes a busy machine long, ms. */
const SOON = { timeout: 60_000, interval: 5 }

const server = useServer()
let ground: ReturnType<typeof postgresGround>
let store: Store
let proxy: FaultProxy

beforeEach(async () => {
  await using opened = new AsyncDisposableStack()
  ground = postgresGround(server().url)
  proxy = opened.adopt(await openFaultProxy(server().url), (closing) => closing.close())
  store = opened.adopt(patientStore({ connectionString: proxy.url }, ground.schema), (closing) =>
    closing.close(),
  )
  await store.write(({ connections }) => connections.insert(sampleConnection('con-1')))
  const closing = opened.move()
  return () => closing.disposeAsync()
}, SOON.timeout)

const raise = (by: Store) =>
  by.write(async ({ connections }) => {
    const row = await connections.get('con-1')
    if (row) await connections.update({ ...row, failures: row.failures + 1 })
  })

const failures = async (): Promise<number | undefined> =>
  (await store.read(({ connections }) => connections.get('con-1')))?.failures

/** A write and a read. */
const ask = (of: Store) => Promise.allSettled([raise(of), of.read(({ meta }) => meta.tagKey())])

/** Resolves after as many more writes as there are writers. */
type Work = () => Promise<void>

/** Many writes at once while something happens. @returns how many were told to be kept */
async function underLoad(
  happens: (work: Work) => Promise<void>,
): Promise<{ kept: number; refused: unknown[] }> {
  let over = false
  let kept = 0
  const refused: unknown[] = []
  const writing = Array.from({ length: WRITERS }, async () => {
    while (!over) {
      await raise(store).then(
        () => kept++,
        (error: unknown) => refused.push(error),
      )
    }
  })
  const work = async () => {
    const enough = kept + WRITERS
    const isDone = () => kept >= enough || refused.length > 0
    await expect.poll(isDone, { ...SOON, message: `${WRITERS} more writes` }).toBe(true)
  }
  try {
    await happens(work)
  } finally {
    over = true
    await Promise.all(writing)
  }
  return { kept, refused }
}

/** Resolves after as many connections as there are writers have found no server. */
const missed = () =>
  expect
    .poll(() => proxy.unanswered(), { ...SOON, message: 'connections that find no server' })
    .toBeGreaterThanOrEqual(WRITERS)

it('has exactly what was committed while its backends are ended again and again', async () => {
  const { kept, refused } = await underLoad(async (work) => {
    for (let round = 0; round < ROUNDS; round++) {
      await work()
      await runSql(
        server().url,
        `select pg_terminate_backend(pid) from pg_stat_activity
          where application_name = 'mooring' and datname = current_database()`,
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
])(
  'keeps exactly what it was told while the server is %s',
  async (_, end) => {
    const { kept, refused } = await underLoad(async (work) => {
      await work()
      await end()
      await missed()
      await server().start()
      await work()
    })
    expect(refused).toEqual([])
    expect(await failures()).toBe(kept)
  },
  SOON.timeout,
)

/** The first server is stopped, and one with its data in its place; at the end the first one is back. */
async function takeOver(asStandby: boolean): Promise<AsyncDisposable> {
  await using opened = new AsyncDisposableStack()
  await server().stop()
  opened.defer(() => server().start())
  const second = opened.use(await coldCopy(server(), asStandby))
  proxy.leadTo(second.url)
  opened.defer(() => {
    proxy.cut()
    proxy.leadTo(server().url)
    proxy.repair()
  })
  return opened.move()
}

it(
  'goes on at another server that took over its data (N10)',
  async () => {
    await using opened = new AsyncDisposableStack()
    const { kept, refused } = await underLoad(async (work) => {
      await work()
      opened.use(await takeOver(false))
      await work()
    })
    expect(refused).toEqual([])
    expect(await failures()).toBe(kept)
  },
  SOON.timeout,
)

it(
  'reads nothing from a server that only follows another (N14)',
  async () => {
    await using opened = new AsyncDisposableStack()
    const { store: here, impatiently } = mostlyPatientStore({ connectionString: proxy.url }, ground.schema)
    opened.defer(() => here.close())
    await raise(here)
    const standby = opened.use(await takeOver(true))
    const asked = await impatiently(() => ask(here))
    for (const end of asked) expect(end).toMatchObject({ reason: expect.any(StoreUnavailableError) })
    await standby[Symbol.asyncDispose]()
    await raise(here)
    expect(await failures()).toBe(2)
  },
  SOON.timeout,
)

it.each(['before', 'after'] as const)(
  'writes once where a commit is lost %s the server had it (N03)',
  async (when) => {
    proxy.loseNextCommit(when)
    await raise(store)
    expect(await failures()).toBe(1)
    await raise(store)
    expect(await failures()).toBe(2)
  },
)

it.each([
  ['is away (N01)', () => proxy.cut()],
  ['went silent (N13)', () => proxy.goSilent()],
])('is unavailable while the server %s, and goes on with new connections after', async (_, happens) => {
  await using opened = new AsyncDisposableStack()
  const { store: here, impatiently } = mostlyPatientStore({ connectionString: proxy.url }, ground.schema)
  opened.defer(() => here.close())
  await raise(here)
  happens()
  const asked = await impatiently(() => ask(here))
  for (const end of asked) expect(end).toMatchObject({ reason: expect.any(StoreUnavailableError) })
  proxy.repair()
  await raise(here)
  expect(await failures()).toBe(2)
})

it('takes over what a stopped process has locked, and lets that process go on later', async () => {
  await using opened = new AsyncDisposableStack()
  const other = await otherProcess(ground, { kind: 'hold', ms: 4_000 })
  opened.defer(() => other.kill())
  other.go()
  await other.said('holding')
  other.signal('SIGSTOP')
  // The other holds this row of its table of key checks.
  await store.write(({ meta }) => meta.setKeyCheck('held', 'by this process'))
  expect(await store.read(({ connections }) => connections.get('con-held'))).toBeNull()
  other.signal('SIGCONT')
  expect([0, 3]).toContain(await other.ended())
})

/** A role that may sign in, and its address. */
async function makeRole(name: string, limits: string): Promise<string> {
  await runSql(server().url, `create role ${name} login password '${name}' ${limits}`)
  const address = new URL(server().url)
  address.username = name
  address.password = name
  return address.href
}

it('says so where the server has no connection left, and goes on when it has (53300)', async () => {
  await using opened = new AsyncDisposableStack()
  const connectionString = await makeRole('crowded', 'connection limit 1')
  await runSql(server().url, 'grant create on database postgres to crowded')
  const one = new Client({ connectionString })
  opened.defer(() => one.end())
  await one.connect()
  const { schema } = postgresGround(connectionString)
  const { store: crowded, impatiently } = mostlyPatientStore({ connectionString }, schema)
  opened.defer(() => crowded.close())
  await impatiently(() => expect(crowded.open()).rejects.toThrow(/no connection left.*\(53300\)/))
  await one.end()
  await crowded.open()
}, 30_000)

it('refuses a server that only reads', async () => {
  await using opened = new AsyncDisposableStack()
  const connectionString = await makeRole('reader', '')
  await runSql(server().url, 'alter role reader set default_transaction_read_only = on')
  const standby = impatientStore({ connectionString }, 'nowhere')
  opened.defer(() => standby.close())
  await expect(standby.open()).rejects.toThrow(/is read-only: a standby/)
}, 30_000)
