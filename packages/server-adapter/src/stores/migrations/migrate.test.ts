// Migrations: each whole or not at all, in order, once.
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { Channel } from '../sqlite/channel.ts'
import { createSqliteDialect } from '../sqlite/sqlite-dialect.ts'
import { MIGRATIONS, type Migrating, migrate } from './migrate.ts'
import type { Migration } from './migration.ts'

const waiting = {
  retryMs: 1_000,
  elapsed: () => performance.now(),
  random: () => 0.5,
  sleep: (ms: number) => sleep(ms),
}

/** @param guards the dialect's own, for the real migrations only */
function onDatabase(
  guards: Migrating['dialect']['guards'] = {},
): Migrating & { readonly database: DatabaseSync } {
  const database = new DatabaseSync(':memory:')
  const dialect = { ...createSqliteDialect(), guards }
  const channel = new Channel({ database, dialect, waiting })
  return {
    database,
    dialect,
    read: (work) => channel.transaction('begin deferred', ({ db }) => work(db)),
    write: (work) => channel.transaction('begin immediate', ({ db }) => work(db)),
    now: () => 7,
  }
}

const step = (number: number, ...statements: string[]): Migration => ({
  number,
  name: `step ${number}`,
  statements: () => statements,
})

it('runs what is missing, in order, once', async () => {
  const store = onDatabase()
  const first = step(1, 'create table one (x)')
  expect(await migrate(store, [first])).toEqual([1])
  expect(
    await migrate(store, [first, step(2, 'alter table one add column y', 'create table two (x)')]),
  ).toEqual([2])
  expect(await migrate(store, [first, step(2, 'not even SQL')])).toEqual([])
  expect(store.database.prepare('select number, applied_at from migrations').all()).toEqual([
    expect.objectContaining({ number: 1, applied_at: 7 }),
    expect.objectContaining({ number: 2, applied_at: 7 }),
  ])
})

it('rolls back a migration that was cut short, and runs it whole the next time', async () => {
  const store = onDatabase()
  const good = step(1, 'create table one (x)')
  const cut = step(2, 'create table two (x)', 'insert into nowhere values (1)')
  await expect(migrate(store, [good, cut])).rejects.toThrow('nowhere')
  expect(() => store.database.prepare('select * from two')).toThrow('no such table')
  expect(await migrate(store, [good, step(2, 'create table two (x)')])).toEqual([2])
})

it('runs each once when several start together', async () => {
  const store = onDatabase(createSqliteDialect().guards)
  const both = await Promise.all([migrate(store), migrate(store)])
  expect(both.flat()).toEqual(MIGRATIONS.map(({ number }) => number))
})

it('leaves the store of a newer version alone', async () => {
  const store = onDatabase()
  await migrate(store, [step(1, 'create table one (x)'), step(2, 'create table two (x)')])
  await expect(migrate(store, [step(1, 'create table one (x)')])).rejects.toThrow(
    'Update @mooring/server-adapter',
  )
})

it('numbers its migrations without a gap', async () => {
  expect(MIGRATIONS.map(({ number }) => number)).toEqual(MIGRATIONS.map((_, index) => index + 1))
  const store = onDatabase(createSqliteDialect().guards)
  await migrate(store)
  const { rows } = await store.read((db) => sql`select 1 as one from connections`.execute(db))
  expect(rows).toEqual([])
})
