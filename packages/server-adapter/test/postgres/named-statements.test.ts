// Statements prepared by name on the store's own connections: used where a session is the store's, and never in the way.
import { expect, it, onTestFinished } from 'vitest'
import { postgresGround, runSql } from '../../conformance/postgres-ground.ts'
import { sampleConnection } from '../../conformance/sample-records.ts'
import type { Store } from '../../src/stores/store.ts'
import { useDatabase } from './use-database.ts'

const url = useDatabase()

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

async function openStore(ground = postgresGround(url())): Promise<Store> {
  const store = ground.store()
  onTestFinished(() => store.close())
  await store.write(({ connections }) => connections.insert(sampleConnection('con-1')))
  return store
}

const failures = async (store: Store) =>
  (await store.read(({ connections }) => connections.get('con-1')))?.failures

/** As often as it takes until its statements have names. */
async function raiseOften(store: Store): Promise<void> {
  for (let count = 0; count < 4; count++)
    await store.write(async ({ connections, grants }) => {
      const [row] = await Promise.all([connections.get('con-1'), grants.get('con-1')])
      if (row) await connections.update({ ...row, failures: row.failures + 1 })
      await grants.get('con-2')
    })
}

async function namesOf(store: Store): Promise<unknown[]> {
  const answer = await store.server?.execute(
    "select name from pg_prepared_statements where name like 'mooring%'",
  )
  return answer?.rows ?? []
}

it('gives names to what is sent again, in messages of several and alone', async () => {
  const store = await openStore()
  await raiseOften(store)
  expect(await failures(store)).toBe(4)
  expect(await namesOf(store)).not.toEqual([])
})

it('goes on without names where one is missing', async () => {
  const store = await openStore()
  await raiseOften(store)
  await store.server?.execute('deallocate all')
  await raiseOften(store)
  expect(await failures(store)).toBe(8)
  expect(await namesOf(store)).toEqual([])
})

it('goes on with new names where a newer version has migrated the tables', async () => {
  const ground = postgresGround(url())
  const store = await openStore(ground)
  await raiseOften(store)
  await runSql(url(), `alter table ${quoted(ground.schema)}.connections add column later text default 'x'`)
  await raiseOften(store)
  expect(await failures(store)).toBe(8)
})
