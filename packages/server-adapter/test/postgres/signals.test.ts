// Signals: what one instance commits, the others hear of; where that is not possible, all else works.
import { expect, it, onTestFinished } from 'vitest'
import { postgresGround, runSql } from '../../conformance/postgres-ground.ts'
import { NOON } from '../../conformance/sample-records.ts'
import type { StoreGround } from '../../conformance/store-ground.ts'
import { silentLogger } from '../../src/platform/logger.ts'
import type { PostgresPool } from '../../src/stores/postgres/postgres-pool.ts'
import { postgresStore } from '../../src/stores/postgres.ts'
import type { Store } from '../../src/stores/store.ts'
import { hostPool } from './host-pool.ts'
import { pooledSessions } from './pooled-sessions.ts'
import { useDatabase } from './use-database.ts'

type Subjects = readonly string[] | null

const url = useDatabase()

const change = (store: Store, ...subjects: string[]) =>
  store.write(async ({ changes }) => {
    for (const subjectId of subjects)
      await changes.append({ tenantId: 'tenant-a', kind: 'connection', subjectId, at: NOON })
  })

/** A store on this schema, closed after the test. */
function openStore(ground: StoreGround): Store {
  const store = ground.store()
  onTestFinished(() => store.close())
  return store
}

/** A store on a pool of the host's; both are closed after the test. */
function openOn(pool: PostgresPool & { end(): Promise<void> }, logger = silentLogger): Store {
  const { schema } = postgresGround(url())
  const store = postgresStore({ pool, schema }).create({ now: () => NOON, logger })
  onTestFinished(async () => {
    await store.close()
    await pool.end()
  })
  return store
}

const heard = (received: Subjects[], what: Subjects) => expect.poll(() => received).toContainEqual(what)

it('notifies another instance of what changed, and of nothing that was rolled back', async () => {
  const ground = postgresGround(url())
  const [one, other, stranger] = [openStore(ground), openStore(ground), openStore(postgresGround(url()))]
  const received: Subjects[] = []
  const stop = other.server?.listen((subjects) => received.push(subjects))
  await heard(received, null)
  await change(stranger, 'con-0')
  const broken = one.write(async ({ changes }) => {
    await changes.append({ tenantId: 'tenant-a', kind: 'connection', subjectId: 'con-9', at: NOON })
    throw new Error('changed its mind')
  })
  await expect(broken).rejects.toThrow('changed its mind')
  await change(one, 'con-1', 'con-2', 'con-1')
  await heard(received, ['con-1', 'con-2'])
  expect(received).toEqual([null, ['con-1', 'con-2']])
  stop?.()
  await change(one, ...Array.from({ length: 60 }, (_, index) => `con-${index}`))
  for (const store of [one, other, stranger]) await store.close()
  expect(received).toHaveLength(2)
})

it('says that something may have been missed when its connection was lost, and hears again', async () => {
  const ground = postgresGround(url())
  const [one, other] = [openStore(ground), openStore(ground)]
  const received: Subjects[] = []
  other.server?.listen((subjects) => received.push(subjects))
  await heard(received, null)
  received.length = 0
  await runSql(
    url(),
    `select pg_terminate_backend(pid) from pg_stat_activity
      where query like 'listen%' and datname = current_database()`,
  )
  await change(one, 'con-1')
  await heard(received, null)
  await change(one, 'con-2')
  await heard(received, ['con-2'])
})

it('sends no notifications behind a proxy that pools transactions, where all else works', async () => {
  const logged: string[] = []
  const info = (_: Record<string, unknown>, message: string) => void logged.push(message)
  const pool = pooledSessions(url())
  const store = openOn(pool, { ...silentLogger, info })
  const received: Subjects[] = []
  store.server?.listen((subjects) => received.push(subjects))
  await change(store, 'con-1')
  await expect.poll(() => logged).toContain('store signals do not come')
  expect(received).toEqual([])
  expect(await channelsOf(pool, 4)).toEqual([])
})

/** What the sessions that a proxy shares listen to: each is held until all were asked. */
async function channelsOf(pool: PostgresPool, sessions: number): Promise<unknown[]> {
  const visitors = await Promise.all(Array.from({ length: sessions }, () => pool.connect()))
  const channels: unknown[] = []
  for (const visitor of visitors) {
    const text = 'begin; select pg_listening_channels() as channel'
    const answers = (await visitor.query({ text })) as { rows: Record<string, unknown>[] }[]
    channels.push(...(answers.at(-1)?.rows ?? []))
  }
  for (const visitor of visitors) await visitor.query({ text: 'rollback' })
  for (const visitor of visitors) visitor.release()
  return channels
}

it('takes no connection of a pool that has none to spare', async () => {
  const store = openOn(hostPool({ connectionString: url(), max: 1 }))
  store.server?.listen(() => {})
  await change(store, 'con-1')
  expect(await store.read(({ changes }) => changes.latest())).toBe(1)
})

it("gives the database's own time", async () => {
  const store = openStore(postgresGround(url()))
  const before = Date.now()
  const now = await store.server?.clock()
  expect(now).toBeGreaterThanOrEqual(before - 1)
  expect(now).toBeLessThanOrEqual(Date.now() + 1)
})
