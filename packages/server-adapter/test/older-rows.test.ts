// A store with rows of an older schema: this version reads them whole, and writes them.
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { postgresGround, runSql } from '../conformance/postgres-ground.ts'
import {
  NOON,
  sampleAttempt,
  sampleConnection,
  sampleEntry,
  sampleGrant,
} from '../conformance/sample-records.ts'
import { sqliteGround } from '../conformance/sqlite-ground.ts'
import type { StoreGround } from '../conformance/store-ground.ts'
import { nextEntry } from '../src/history/history-chain.ts'
import { verifyHistory } from '../src/history/verify-history.ts'
import { MIGRATIONS } from '../src/stores/migrations/migrate.ts'
import { createSqliteDialect } from '../src/stores/sqlite/sqlite-dialect.ts'
import type { Store } from '../src/stores/store.ts'
import { useDatabase } from './postgres/use-database.ts'

const url = useDatabase()

const TAKE_COUNTS_BACK = `insert into connection_counts (status, reason, count)
  select status, reason, sum(count) from connection_count_shards group by status, reason having sum(count) <> 0`

/** SQL that takes back what the migrations after one have added. */
function undoingAfter(number: number): string[] {
  const later = MIGRATIONS.filter((migration) => migration.number > number)
  const statements = later.flatMap((migration) => migration.statements(createSqliteDialect()))
  const undone = statements.flatMap((statement) => {
    const [, table] = /^create table (\w+)/.exec(statement) ?? []
    // What it has counted goes back to where older versions read it.
    if (table === 'connection_count_shards') return [`drop table ${table}`, TAKE_COUNTS_BACK]
    if (table !== undefined) return [`drop table ${table}`]
    const [, index] = /^create (?:unique )?index (\w+)/.exec(statement) ?? []
    if (index !== undefined) return [`drop index ${index}`]
    const [, changed, column] = /^alter table (\w+) add column (\w+)/.exec(statement) ?? []
    return column === undefined ? [] : [`alter table ${changed} drop column ${column}`]
  })
  return [...undone.reverse(), `delete from migrations where number > ${number}`]
}

interface Ground extends StoreGround {
  run(statements: readonly string[]): Promise<void>
}

async function onFile(): Promise<Ground> {
  const ground = await sqliteGround()
  const run = async (statements: readonly string[]) => {
    using database = new DatabaseSync(ground.path)
    for (const statement of statements) database.exec(statement)
  }
  return { ...ground, run }
}

async function onPostgres(): Promise<Ground> {
  const ground = postgresGround(url())
  const path = `set search_path to "${ground.schema.replaceAll('"', '""')}"`
  const run = async (statements: readonly string[]) => {
    await runSql(url(), [path, ...statements].join('; '))
  }
  return { ...ground, run }
}

const fill = async (store: Store) => {
  await store.write(async ({ connections, attempts, grants, history }) => {
    await connections.insert(sampleConnection('con-1', { campaigns: null }))
    await grants.put(sampleGrant('con-1'), null)
    await attempts.insert(sampleAttempt('att-1', { connectionId: 'con-1' }))
    const { type, actor, outcome, data, tenantId } = sampleEntry('con-1', 1)
    const subject = { id: 'his-1', salt: 'salt', tenantId, connectionId: 'con-1', at: NOON }
    await history.append(nextEntry(null, subject, { type, actor, outcome, data }))
  })
}

describe.each([
  ['a file', onFile],
  ['Postgres', onPostgres],
] as const)('rows of schema 2 on %s', (_store, open) => {
  it('are brought to this version by the first of two processes, and lose nothing', async () => {
    await using opened = new AsyncDisposableStack()
    const ground = await open()
    opened.defer(() => ground.remove())
    const use = () => opened.adopt(ground.store(), (store) => store.close())
    const before = ground.store()
    await before.open()
    await fill(before)
    await before.close()
    await ground.run(undoingAfter(2))
    const [store, other] = [use(), use()]
    await Promise.all([store.open(), other.open()])
    const blank = { scopes: null, campaigns: null, switching: null, hasLinks: false }
    const connection = await store.read(({ connections }) => connections.get('con-1'))
    expect(connection).toEqual({ ...sampleConnection('con-1'), ...blank })
    expect(await other.read(({ attempts }) => attempts.get('att-1'))).toEqual({
      ...sampleAttempt('att-1', { connectionId: 'con-1' }),
      ...{ claim: null, changeWhy: null, linkId: null, refusedCompany: null },
    })
    expect(await store.read(({ grants }) => grants.get('con-1'))).toEqual(sampleGrant('con-1'))
    expect(await verifyHistory(store, 'con-1')).toEqual({ valid: true, entries: 1, brokenAt: null })
    expect(await store.read(({ connections }) => connections.counts())).toHaveLength(1)
    const next = { ...sampleConnection('con-1'), hasLinks: true }
    await store.write(({ connections }) => connections.update(next))
    expect(await other.read(({ connections }) => connections.get('con-1'))).toEqual({ ...next, version: 2 })
  })
})

// The schema of the last release is among them: `released-schema.json` says which that is.
const OLDER = MIGRATIONS.slice(0, -1).map(({ number }) => number)

describe.each([
  ['a file', onFile],
  ['Postgres', onPostgres],
] as const)('a store on %s', (_store, open) => {
  it.each(OLDER)('of schema %i opens, with its grants and its history', async (number) => {
    await using opened = new AsyncDisposableStack()
    const ground = await open()
    opened.defer(() => ground.remove())
    const before = ground.store()
    await before.open()
    await fill(before)
    await before.close()
    await ground.run(undoingAfter(number))
    const store = opened.adopt(ground.store(), (one) => one.close())
    await store.open()
    expect(await store.read(({ grants }) => grants.get('con-1'))).toEqual(sampleGrant('con-1'))
    expect(await store.read(({ connections }) => connections.get('con-1'))).toMatchObject({
      id: 'con-1',
      tenantId: sampleConnection('con-1').tenantId,
      realmTag: sampleConnection('con-1').realmTag,
    })
    expect(await verifyHistory(store, 'con-1')).toEqual({ valid: true, entries: 1, brokenAt: null })
  })
})
