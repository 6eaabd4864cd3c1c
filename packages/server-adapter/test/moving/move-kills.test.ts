// A move that is killed, or whose target goes away, in the middle: it goes on, and in the end nothing is lost or twice (V12).
import { expect, it, onTestFinished } from 'vitest'
import { randomFrom } from '../../../../scripts/seed.ts'
import { storeAt } from '../../conformance/sqlite-ground.ts'
import { silentLogger } from '../../src/platform/logger.ts'
import { postgresStore } from '../../src/stores/postgres.ts'
import { readyStore } from '../../src/stores/ready-store.ts'
import type { Store } from '../../src/stores/store.ts'
import { useServer } from '../postgres/use-server.ts'
import { type MoveGround, openMoveGround } from './move-ground.ts'

const ROUNDS = process.env.MOORING_TEST_LONG === '1' ? 25 : 1
/** What a run says before it is killed, at each of its stages. */
const STAGES = [
  'From',
  'locked',
  'copying  attempts',
  'copying  history',
  'copying  leases',
  'copied',
  'verified',
]
const SPREAD_MS = 60
/** Each test starts several processes one after the other, and copies hundreds of rows to a server. */
const PROCESSES_MS = 60_000

const server = useServer()
const random = randomFrom('move-kills')
let ground: MoveGround

/** Filled by so many connections, and removed after the test. */
async function openGround(connections: number, url = server().url): Promise<void> {
  const opened = await openMoveGround(url, connections)
  onTestFinished(() => opened.remove())
  ground = opened
}

const IDENTITY = {
  clientId: 'app',
  environment: 'sandbox',
  redirectOrigin: 'https://app.example.com',
} as const

/** What an adapter that is started on a store now would be told; null where it starts. */
async function problemOf(store: Store): Promise<string | null> {
  const ready = readyStore(store, { identity: IDENTITY, onWritten: () => {} })
  try {
    await ready.open()
    return null
  } catch (error) {
    return String(error)
  } finally {
    await store.close()
  }
}

/** No one may be served by both: what one refreshes, the other would lose. A schema without a note is empty. */
async function expectOneOpen(): Promise<void> {
  const notes = await ground.sql(`select 1 from $schema.meta`).catch(() => [])
  const [{ held }] = (await ground
    .sql(`select count(*)::int as held from $schema.connections`)
    .catch(() => [{ held: 0 }])) as [{ held: number }]
  if (notes.length === 0 || held === 0) return
  const problems = [await problemOf(storeAt(ground.file)), await problemOf(target())]
  expect(problems).not.toEqual([null, null])
}

const target = (): Store =>
  postgresStore({ connectionString: ground.url, schema: ground.schema }).create({
    now: Date.now,
    logger: silentLogger,
  })

async function expectAllMoved(before: Record<string, string[]>): Promise<void> {
  const { code, said } = await ground.migrate()
  expect([code, said]).toEqual([0, expect.stringMatching(/Moved|Nothing to do/)])
  expect(await ground.dumpSchema()).toEqual(before)
  expect(ground.dumpFile()).toEqual(before)
  expect(await problemOf(target())).toBeNull()
  expect(await problemOf(storeAt(ground.file))).toContain('was moved to Postgres')
}

it(
  `a move killed ${ROUNDS * STAGES.length} times loses nothing, and never are both stores open`,
  async () => {
    for (let round = 0; round < ROUNDS; round++) {
      await openGround(700)
      const before = ground.dumpFile()
      for (const stage of STAGES) {
        await ground.migrateKilled(stage, random() * SPREAD_MS)
        await expectOneOpen()
      }
      await expectAllMoved(before)
    }
  },
  60_000 + ROUNDS * 60_000,
)

it(
  'a way back killed in the middle is gone again, and never are both stores open',
  async () => {
    await openGround(700)
    const before = ground.dumpFile()
    await ground.migrate()
    for (let count = 0; count < 3; count++) {
      await ground.migrateKilled('', random() * SPREAD_MS, '--undo')
      await expectOneOpen()
    }
    await ground.migrate('--undo')
    expect(await problemOf(storeAt(ground.file))).toBeNull()
    expect(ground.dumpFile()).toEqual(before)
  },
  PROCESSES_MS,
)

it(
  'is done once where two runs begin together',
  async () => {
    await openGround(300)
    const before = ground.dumpFile()
    // Neither says this, so that neither is killed.
    const both = await Promise.all([1, 2].map(() => ground.migrateKilled('not killed', 0)))
    for (const { code, said } of both) {
      if (code !== 0)
        expect(said).toMatch(/Another "mooring migrate" is moving|was moved to|is in use|Stopped/)
    }
    await expectAllMoved(before)
  },
  PROCESSES_MS,
)

it(
  'goes on after its server died in the middle',
  async () => {
    await openGround(700)
    const before = ground.dumpFile()
    let dying: Promise<void> | null = null
    ground.onLine = (line) => {
      if (line.includes('copying  history')) dying = server().crash()
    }
    const { code, said } = await ground.migrate()
    expect([code, said]).toEqual([1, expect.stringContaining('Nothing is lost. Run the same command again')])
    ground.onLine = () => {}
    await dying
    await server().start()
    await expectAllMoved(before)
  },
  PROCESSES_MS,
)

it(
  'goes on after the server’s disk was full',
  async () => {
    await openGround(100)
    const before = ground.dumpFile()
    const store = target()
    await store.open().finally(() => store.close())
    await ground.sql(`create function $schema.full() returns trigger language plpgsql as
    'begin raise exception ''could not extend file: No space left on device'' using errcode = ''53100''; end'`)
    await ground.sql(
      `create trigger full_disk before insert on $schema.history for each row execute function $schema.full()`,
    )
    const { code, said } = await ground.migrate()
    expect([code, said]).toEqual([1, expect.stringContaining('No space left on device')])
    expect(said).toContain('Run the same command again')
    expect(await problemOf(target())).toContain('is being filled')
    await ground.sql(`drop trigger full_disk on $schema.history`)
    await expectAllMoved(before)
  },
  PROCESSES_MS,
)

it(
  'gives the file up before the target is opened: cut off between the two, neither is in use',
  async () => {
    await openGround(10)
    const before = ground.dumpFile()
    const store = target()
    await store.open().finally(() => store.close())
    await ground.sql(`create function $schema.cut() returns trigger language plpgsql as
    'begin raise exception ''cut off''; end'`)
    await ground.sql(`create trigger cut_off before update on $schema.meta for each row
    when (new.value like '%"state":"moved"%') execute function $schema.cut()`)
    expect(await ground.migrate()).toMatchObject({ code: 1 })
    expect(await problemOf(storeAt(ground.file))).toContain('was moved to Postgres')
    expect(await problemOf(target())).toContain('is being filled')
    await ground.sql(`drop trigger cut_off on $schema.meta`)
    await expectAllMoved(before)
  },
  PROCESSES_MS,
)

it(
  'leaves the file alone where the server can’t be reached',
  async () => {
    await openGround(1, 'postgres://nobody:secret-canary@127.0.0.1:1/none')
    const { code, said } = await ground.migrate()
    expect([code, said]).toEqual([1, expect.stringContaining('ECONNREFUSED')])
    expect(said).toContain('Run the same command again')
    expect(said).not.toContain('secret-canary')
    expect(await problemOf(storeAt(ground.file))).toBeNull()
  },
  PROCESSES_MS,
)

it('asks for another try only where it can end differently', async () => {
  await openGround(1)
  const wrong = new URL(ground.url)
  wrong.pathname = '/no_such_database'
  const { file } = ground
  await openGround(1, wrong.href)
  const { code, said } = await ground.migrate()
  expect([code, said]).toEqual([1, expect.stringContaining('no_such_database')])
  expect(said).toContain('Nothing is lost.')
  expect(said).not.toContain('Run the same command again')
  expect(said).toContain('put this right first')
  expect(await problemOf(storeAt(file))).toBeNull()
})
