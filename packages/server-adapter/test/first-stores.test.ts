// Stores that commit 0b3c19e wrote, before the code was laid out anew: `first-stores/` has their schema and rows, as that commit made them
// with a simulated Intuit. This version opens, migrates and uses them.
import { createHash, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { runSql } from '../conformance/postgres-ground.ts'
import { createQuickBooksAdapter, postgresStore, type StoreFactory, sqliteStore } from '../src/index.ts'
import { MIGRATIONS } from '../src/stores/migrations/migrate.ts'
import { useDatabase } from './postgres/use-database.ts'

type Row = Readonly<Record<string, string | number | null>>

interface Stored {
  /** What that commit's own API answered, at `now`. */
  readonly about: {
    readonly redirectUri: string
    readonly now: number
    readonly connected: string
    readonly disconnected: string
    readonly accessToken: string
    readonly realmId: string
    readonly entries: number
  }
  readonly schema: readonly string[]
  readonly rows: Readonly<Record<string, readonly Row[]>>
}

const stored = <T extends Stored>(name: string): T =>
  JSON.parse(readFileSync(new URL(`first-stores/${name}.json`, import.meta.url), 'utf8'))

const SECRET = createHash('sha256').update('stores of commit 0b3c19e').digest('base64')
/** The rows come before what guards them: triggers, and the functions that these call. */
const isGuard = (statement: string) => /^create (or replace )?(function|trigger)/i.test(statement)

const url = useDatabase()

interface Written {
  readonly about: Stored['about']
  readonly store: StoreFactory
  versions(): Promise<number[]>
  remove(): Promise<void>
}

async function onFile(): Promise<Written> {
  const { about, schema, rows, pragmas } = stored<Stored & { pragmas: Record<string, number> }>('sqlite')
  const folder = await mkdtemp(path.join(os.tmpdir(), 'mooring-'))
  const file = path.join(folder, 'mooring.db')
  using database = new DatabaseSync(file)
  database.exec('pragma journal_mode = wal')
  for (const [name, value] of Object.entries(pragmas)) database.exec(`pragma ${name} = ${value}`)
  for (const statement of schema.filter((each) => !isGuard(each))) database.exec(statement)
  for (const [table, all] of Object.entries(rows)) {
    for (const row of all) {
      const columns = Object.keys(row)
      const marks = columns.map(() => '?').join(', ')
      const insert = database.prepare(`insert into ${table} (${columns.join(', ')}) values (${marks})`)
      insert.run(...Object.values(row))
    }
  }
  for (const statement of schema.filter(isGuard)) database.exec(statement)
  const versions = async () => {
    using opened = new DatabaseSync(file)
    return opened
      .prepare('select number from migrations order by number')
      .all()
      .map(({ number }) => Number(number))
  }
  return {
    about,
    store: sqliteStore({ path: file }),
    versions,
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

async function onPostgres(): Promise<Written> {
  const { about, schema, rows, sequences } = stored<Stored & { sequences: Record<string, number> }>(
    'postgres',
  )
  const name = `first_${randomUUID().slice(0, 8)}`
  const filling = Object.entries(rows).map(
    ([table, all]) =>
      `insert into ${table} overriding system value select * from json_populate_recordset(null::${table}, $rows$${JSON.stringify(all)}$rows$)`,
  )
  const counting = Object.entries(sequences).map(
    ([sequence, last]) => `select setval('${sequence}', ${last})`,
  )
  await runSql(
    url(),
    [
      `create schema ${name}`,
      `set search_path to ${name}, pg_catalog`,
      ...schema.filter((each) => !isGuard(each)),
      ...filling,
      ...counting,
      ...schema.filter(isGuard),
    ].join(';\n'),
  )
  return {
    about,
    store: postgresStore({ connectionString: url(), schema: name }),
    versions: async () => {
      const numbers = await runSql(url(), `select number from ${name}.migrations order by number`)
      return numbers.map(({ number }) => Number(number))
    },
    remove: async () => void (await runSql(url(), `drop schema ${name} cascade`)),
  }
}

describe.each([
  ['a file', onFile],
  ['Postgres', onPostgres],
] as const)('a store of the first layout on %s', (_, open) => {
  it('is migrated, has lost nothing, and can be used', async () => {
    await using opened = new AsyncDisposableStack()
    const { about, store, versions, remove } = await open()
    opened.defer(remove)
    expect(await versions()).toEqual([1])
    const events: string[] = []
    const adapter = createQuickBooksAdapter({
      clientId: 'test-client',
      clientSecret: 'test-secret-canary',
      environment: 'sandbox',
      redirectUri: about.redirectUri,
      store,
      encryptionKeys: [{ id: 'test', secret: SECRET }],
      identify: () => null,
      // No one listens there: what is tested asks Intuit nothing, but for the revoke, which then waits.
      intuitOrigin: 'http://127.0.0.1:9',
      onEvent: ({ type }) => void events.push(type),
      now: () => about.now,
    })
    opened.defer(() => adapter.close())
    const books = adapter.forTenant('harbor')

    expect(await books.connections.list()).toMatchObject([
      {
        id: about.connected,
        status: 'connected',
        company: { name: 'Harbor Tea Co.', realmId: about.realmId },
      },
      { id: about.disconnected, status: 'disconnected', reason: 'by_host' },
    ])
    expect(await versions()).toEqual(MIGRATIONS.map(({ number }) => number))
    expect(await books.tokens.get(about.connected)).toMatchObject({
      accessToken: about.accessToken,
      realmId: about.realmId,
    })
    expect(await books.history.verify(about.connected)).toEqual({
      valid: true,
      entries: about.entries,
      brokenAt: null,
    })

    const ended = await books.connections.disconnect(about.connected)
    expect(ended).toMatchObject({ status: 'disconnected', reason: 'by_host' })
    await adapter.runDueWork()
    expect(events).toEqual(['connection.disconnected'])
    expect(await books.history.verify(about.connected)).toMatchObject({ valid: true, brokenAt: null })
  })
})
