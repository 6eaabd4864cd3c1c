// Signals: what one instance commits, the others hear of; where that is not possible, all else works.
import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'pg'
import { expect, it, vi } from 'vitest'
import { postgresGround, runSql } from '../../conformance/postgres-ground.ts'
import { NOON } from '../../conformance/sample-records.ts'
import { silentLogger } from '../../src/platform/logger.ts'
import { postgresStore } from '../../src/stores/postgres.ts'
import type { Store } from '../../src/stores/store.ts'
import { pooledSessions } from './pooled-sessions.ts'
import { useServer } from './use-server.ts'

type Told = readonly string[] | null

const server = useServer()

const change = (store: Store, ...subjects: string[]) =>
  store.write(async ({ changes }) => {
    for (const subjectId of subjects)
      await changes.append({ tenantId: 'tenant-a', kind: 'connection', subjectId, at: NOON })
  })

const heard = (told: Told[], what: Told) => vi.waitFor(() => expect(told).toContainEqual(what), 5_000)

it('tells another instance what changed, and nothing of what was rolled back', async () => {
  const ground = postgresGround(server().url)
  const [one, other, stranger] = [ground.store(), ground.store(), postgresGround(server().url).store()]
  const told: Told[] = []
  const stop = other.server?.listen((subjects) => told.push(subjects))
  await heard(told, null)
  await change(stranger, 'con-0')
  const broken = one.write(async ({ changes }) => {
    await changes.append({ tenantId: 'tenant-a', kind: 'connection', subjectId: 'con-9', at: NOON })
    throw new Error('changed its mind')
  })
  await expect(broken).rejects.toThrow('changed its mind')
  await change(one, 'con-1', 'con-2', 'con-1')
  await heard(told, ['con-1', 'con-2'])
  expect(told).toEqual([null, ['con-1', 'con-2']])
  stop?.()
  await change(one, ...Array.from({ length: 60 }, (_, index) => `con-${index}`))
  for (const store of [one, other, stranger]) await store.close()
  expect(told).toHaveLength(2)
  await ground.remove()
})

it('says that something may have been missed when its connection was lost, and hears again', async () => {
  const ground = postgresGround(server().url)
  const [one, other] = [ground.store(), ground.store()]
  const told: Told[] = []
  other.server?.listen((subjects) => told.push(subjects))
  await heard(told, null)
  told.length = 0
  await runSql(
    server().url,
    `select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%'`,
  )
  await change(one, 'con-1')
  await heard(told, null)
  await change(one, 'con-2')
  await heard(told, ['con-2'])
  await one.close()
  await other.close()
  await ground.remove()
})

it('tells nothing behind a proxy that pools transactions, where all else works', async () => {
  const pool = pooledSessions(server().url)
  const ground = postgresGround(server().url)
  const store = postgresStore({ pool, schema: ground.schema }).create({
    now: () => NOON,
    logger: silentLogger,
  })
  const told: Told[] = []
  store.server?.listen((subjects) => told.push(subjects))
  await change(store, 'con-1')
  await sleep(1_000)
  expect(told).toEqual([])
  await store.close()
  await pool.end()
  await ground.remove()
})

it('takes no connection of a pool that has none to spare', async () => {
  const pool = new Pool({ connectionString: server().url, max: 1 })
  const ground = postgresGround(server().url)
  const store = postgresStore({ pool, schema: ground.schema }).create({
    now: () => NOON,
    logger: silentLogger,
  })
  store.server?.listen(() => {})
  await change(store, 'con-1')
  expect(await store.read(({ changes }) => changes.latest())).toBe(1)
  await store.close()
  await pool.end()
  await ground.remove()
})

it("tells the database's own time", async () => {
  const store = postgresGround(server().url).store()
  const before = Date.now()
  const now = await store.server?.clock()
  expect(now).toBeGreaterThanOrEqual(before - 1)
  expect(now).toBeLessThanOrEqual(Date.now() + 1)
  await store.close()
})
