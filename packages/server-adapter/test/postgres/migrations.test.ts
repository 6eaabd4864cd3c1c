// Migrations on Postgres: once in all processes, whole or not at all, and those who run meanwhile go on.
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { otherProcess } from '../../conformance/other-process.ts'
import { postgresGround, runSql } from '../../conformance/postgres-ground.ts'
import { sampleConnection } from '../../conformance/sample-records.ts'
import { MIGRATIONS } from '../../src/stores/migrations/migrate.ts'
import { useDatabase } from './use-database.ts'

const url = useDatabase()

const quoted = (schema: string) => `"${schema.replaceAll('"', '""')}"`

it('is done by one of many that start at once, in one process and in others', async () => {
  await using opened = new AsyncDisposableStack()
  const ground = postgresGround(url())
  const start = async () =>
    opened.adopt(await otherProcess(ground, { kind: 'open' }), (other) => other.kill())
  const others = await Promise.all([1, 2, 3].map(start))
  for (const other of others) other.go()
  const stores = Array.from({ length: 3 }, () => ground.store())
  for (const store of stores) opened.defer(() => store.close())
  await Promise.all(stores.map((store) => store.open()))
  expect(await Promise.all(others.map((other) => other.ended()))).toEqual([0, 0, 0])
  const rows = await runSql(url(), `select number from ${quoted(ground.schema)}.migrations`)
  expect(rows.map(({ number }) => Number(number))).toEqual(MIGRATIONS.map(({ number }) => number))
})

it('starts over after a process that was killed in the middle of it', async () => {
  await using opened = new AsyncDisposableStack()
  const ground = postgresGround(url())
  let killed = 0
  for (let wait = 0; wait < 60; wait += 15) {
    const other = await otherProcess(ground, { kind: 'open' })
    other.go()
    // Moments spread over the migration: nothing says how far it came.
    await sleep(wait)
    await other.kill()
    killed++
  }
  expect(killed).toBe(4)
  const store = ground.store()
  opened.defer(() => store.close())
  await store.write(({ connections }) => connections.insert(sampleConnection('con-1')))
  expect(await store.read(({ connections }) => connections.get('con-1'))).toEqual(sampleConnection('con-1'))
})

it('that only adds lets instances of the version before go on', async () => {
  const ground = postgresGround(url())
  const before = ground.store()
  onTestFinished(() => before.close())
  await before.write(({ connections }) => connections.insert(sampleConnection('con-1')))
  await runSql(
    url(),
    `set search_path to ${quoted(ground.schema)};
    alter table connections add column later text default 'x'; alter table changes add column later bigint;
    create table later (x text); insert into migrations values (${MIGRATIONS.length + 1}, 'later', 0)`,
  )
  await before.write(async ({ connections, changes }) => {
    const row = await connections.get('con-1')
    if (row) await connections.update({ ...row, failures: 3 })
    await connections.insert(sampleConnection('con-2'))
    await changes.append({ tenantId: 'tenant-a', kind: 'connection', subjectId: 'con-1', at: 0 })
  })
  const rows = await before.read(({ connections }) => connections.list('tenant-a'))
  expect(rows).toEqual([{ ...sampleConnection('con-1'), failures: 3, version: 2 }, sampleConnection('con-2')])
})

it('leaves a table of another program in the same schema alone', async () => {
  const ground = postgresGround(url())
  const schema = quoted(ground.schema)
  await runSql(url(), `create schema ${schema}; create table ${schema}.events (x text)`)
  const store = ground.store()
  onTestFinished(() => store.close())
  await expect(store.open()).rejects.toThrow(
    'has tables of another program in this schema. Give postgresStore a schema of its own',
  )
  expect(
    await runSql(url(), `select count(*)::int as count from pg_tables where schemaname = '${ground.schema}'`),
  ).toEqual([{ count: 1 }])
})
