// What a host hands to postgresStore: wrong options say how to fix them, and no password is ever in an error.
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { inspect } from 'node:util'
import type { Pool, PoolConfig } from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import { postgresGround, runSql } from '../../conformance/postgres-ground.ts'
import { NOON, sampleConnection, sampleEntry, sampleGrant } from '../../conformance/sample-records.ts'
import { hostError } from '../../src/errors/host-errors.ts'
import { silentLogger } from '../../src/platform/logger.ts'
import { type PostgresOptions, postgresStore } from '../../src/stores/postgres.ts'
import { type Store, StoreUnavailableError } from '../../src/stores/store.ts'
import { hostPool } from './host-pool.ts'
import { impatientStore, mostlyPatientStore } from './impatient-store.ts'
import { useDatabase } from './use-database.ts'

const SECRET = 'Correct-Horse'
const GUEST = `guest_${randomUUID().slice(0, 8)}`
const quiet = { now: () => NOON, logger: silentLogger }

const url = useDatabase()

/** A store that is closed after the test. */
function closing<One extends Store>(store: One): One {
  onTestFinished(() => store.close())
  return store
}

/** A host's pool on the database, ended after the test. */
function openPool(options: PoolConfig): Pool {
  const pool = hostPool({ connectionString: url(), ...options })
  onTestFinished(() => pool.end())
  return pool
}

/** The database's address with parts of it changed. */
const address = (change: (url: URL) => void): string => {
  const changed = new URL(url())
  change(changed)
  return changed.href
}

describe('a wrong option', () => {
  const pool = { connect: async () => Promise.reject(new Error('not called')) }
  it.each<[string, unknown, RegExp]>([
    ['nothing', {}, /"connectionString" is missing\. Give one/],
    ['both', { connectionString: `postgres://u:${SECRET}@h/d`, pool }, /both given\. Give one/],
    [
      'a pool that is none',
      { pool: { connectionString: 'x' } },
      /"pool" is not a pool.+Give the result of new pg\.Pool/,
    ],
    ['another database', { connectionString: `mysql://u:${SECRET}@h/d` }, /does not begin with postgres/],
    ['an address that is none', { connectionString: `postgres://u:${SECRET}#@h:port/d` }, /percent-encoded/],
    ['an empty schema', { pool, schema: '' }, /"schema" is not a valid name\. Give/],
    ['a schema of Postgres', { pool, schema: 'pg_mooring' }, /that Postgres reserves\. Give another/],
    ['a schema too long', { pool, schema: 'ü'.repeat(32) }, /longer than the 63 bytes.+Give a shorter/],
  ])('is refused at once: %s', (_, options, sentence) => {
    const make = () => postgresStore(options as PostgresOptions)
    expect(make).toThrow(sentence)
    expect(make).toThrow(/^postgresStore: /)
    try {
      make()
    } catch (error) {
      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(SECRET)
    }
  })

  it('is reported at once where nothing at all is given', () => {
    expect(() => postgresStore(undefined as unknown as PostgresOptions)).toThrow(
      /"connectionString" is missing/,
    )
  })
})

describe('an address that leads nowhere', () => {
  it.each<[string, (url: URL) => void, RegExp]>([
    ['a wrong password', (url) => (url.password = SECRET), /refused the role or its password/],
    ['an unknown role', (url) => ([url.username, url.password] = ['nobody', SECRET]), /refused the role/],
    ['a database that is not there', (url) => (url.pathname = '/gone'), /does not exist on this server/],
    ['a port without a server', (url) => ([url.port, url.password] = ['1', SECRET]), /cannot be reached/],
    [
      'a host no one knows',
      (url) => ([url.hostname, url.password] = ['no.such.invalid', SECRET]),
      /host name|name server/,
    ],
  ])(
    'is reported in words, without the password: %s',
    async (_, change, sentence) => {
      const logged: unknown[] = []
      const logger = { ...silentLogger, warn: (...given: unknown[]) => logged.push(given) }
      const connectionString = address(change)
      const store = closing(impatientStore({ connectionString }, 'mooring', logger))
      const error = await store.open().catch((failure: unknown) => failure)
      expect(error).toBeInstanceOf(StoreUnavailableError)
      expect(error).toMatchObject({ message: expect.stringMatching(sentence) })
      expect(inspect([error, logged, store], { depth: 12, showHidden: true })).not.toContain(
        new URL(connectionString).password,
      )
      expect(logged.length).toBeGreaterThan(0)
    },
    20_000,
  )
})

describe('what PgBouncer refuses', () => {
  const inStatementMode = 'transaction blocks not allowed in statement pooling mode'
  it.each<[string, RegExp, boolean]>([
    [
      'unsupported startup parameter: statement_timeout',
      /refuses the startup parameter "statement_timeout"/,
      false,
    ],
    ['unsupported startup parameter: options', /"options"\. Take it out/, false],
    [inStatementMode, /in statement mode.+Set its pool_mode/, false],
    ['bouncer config error', /has no such database\. Add it/, false],
    ['no such database: app', /has no such database/, false],
    ['database "app" does not exist', /has no such database/, false],
    ['no such user: app', /refused the role or its password/, false],
    ['password authentication failed for user "app"', /refused the role or its password/, false],
    ['query_wait_timeout', /has no connection left/, true],
    ['no more connections allowed (max_client_conn)', /has no connection left/, true],
    ['server login has been failing, try again later (server_login_retry)', /cannot log in/, true],
    ['server conn crashed?', /closed the connection/, true],
  ])('is reported for what it is: %s', async (message, sentence, retryable) => {
    let tries = 0
    const connect = async () => {
      tries++
      throw Object.assign(new Error(message), { code: '08P01' })
    }
    const store = closing(impatientStore({ pool: { connect } }, 'mooring'))
    const error = await store.open().catch((failure: unknown) => failure)
    expect(error).toBeInstanceOf(StoreUnavailableError)
    expect(error).toMatchObject({ message: expect.stringMatching(sentence), retryable })
    expect(hostError(error)).toMatchObject({
      code: 'store_unavailable',
      retryable,
      action: retryable ? 'try_again' : 'fix_configuration',
    })
    expect(tries > 1, 'is tried again').toBe(retryable)
  })
})

describe("the host's own pool", () => {
  it('is used and never ended', async () => {
    const pool = openPool({ max: 2 })
    const ground = postgresGround(url())
    const store = closing(postgresStore({ pool, schema: ground.schema }).create(quiet))
    await store.write(({ connections }) => connections.insert(sampleConnection('con-1')))
    await Promise.all(
      Array.from({ length: 9 }, () => store.read(({ connections }) => connections.get('con-1'))),
    )
    await store.close()
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  })

  it('has its own ways of reading numbers and searching names, and the store has its own', async () => {
    const pool = openPool({
      types: { getTypeParser: () => () => 'not what it was' },
    })
    pool.on('connect', (client) => void client.query('set search_path to nowhere'))
    const ground = postgresGround(url())
    const store = closing(postgresStore({ pool, schema: ground.schema }).create(quiet))
    await store.write(({ connections }) => connections.insert(sampleConnection('con-1')))
    expect(await store.read(({ connections }) => connections.get('con-1'))).toEqual(sampleConnection('con-1'))
  })

  it('is reported where it has no connection to give, and goes on when it has', async () => {
    const pool = openPool({ max: 1 })
    const ground = postgresGround(url())
    const { store, impatiently } = mostlyPatientStore({ pool }, ground.schema)
    closing(store)
    await store.open()
    const kept = await pool.connect()
    const reading = () => store.read(({ meta }) => meta.tagKey())
    await impatiently(() => expect(reading()).rejects.toThrow(StoreUnavailableError))
    kept.release()
    expect(await store.read(({ meta }) => meta.tagKey())).toBeNull()
  }, 20_000)

  it('is reported where the host has ended it', async () => {
    const pool = hostPool({ connectionString: url() })
    await pool.end()
    const store = closing(postgresStore({ pool }).create(quiet))
    await expect(store.open()).rejects.toThrow(
      'was left: the pool handed to postgresStore was ended by the host',
    )
    await store.close()
  })
})

describe('the schema', () => {
  it('of a role that may not make one is reported with what to grant', async () => {
    await runSql(url(), `create role ${GUEST} login password 'guest'`)
    const connectionString = address((url) => ([url.username, url.password] = [GUEST, 'guest']))
    const store = closing(postgresStore({ connectionString, schema: 'guests' }).create(quiet))
    await expect(store.open()).rejects.toThrow(
      /does not let the role create the schema "guests"\. As its owner run: create schema "guests" authorization/,
    )
    await runSql(url(), `create schema guests authorization ${GUEST}`)
    await store.open()
    await store.close()
    await runSql(url(), `drop owned by ${GUEST} cascade; drop role ${GUEST}`)
  })

  it('of a newer Mooring is left as it is', async () => {
    const ground = postgresGround(url())
    const store = closing(ground.store())
    await store.open()
    await store.close()
    const table = `"${ground.schema.replaceAll('"', '""')}".migrations`
    await runSql(url(), `insert into ${table} values (77, 'later', 0)`)
    const old = closing(ground.store())
    await expect(old.read(async () => 1)).rejects.toThrow('written by a newer Mooring (schema 77')
  })

  it.each([
    ["update connections set realm_tag = 'other'", 'never change'],
    ["update connections set tenant_id = 'other'", 'never change'],
    ["update connections set id = 'other'", 'never change'],
    ["update history set hash = 'forged'", 'never rewritten'],
    ["update history set outcome = 'failed', actor = null, data = '{}', salt = null", 'never rewritten'],
    ['update history set actor = null', 'never rewritten'],
    ['delete from history', 'never deleted'],
    ['truncate history', 'never deleted'],
  ])('refuses what must not change: %s (B13, X03)', async (statement, sentence) => {
    const ground = postgresGround(url())
    const store = closing(ground.store())
    await store.write(async ({ connections, history }) => {
      await connections.insert(sampleConnection('con-1'))
      await history.append(sampleEntry('con-1', 1))
    })
    const schema = `"${ground.schema.replaceAll('"', '""')}"`
    await expect(runSql(url(), `set search_path to ${schema}; ${statement}`)).rejects.toThrow(sentence)
    expect(await store.read(({ connections }) => connections.get('con-1'))).toEqual(sampleConnection('con-1'))
    expect(await store.read(({ history }) => history.last('con-1'))).toEqual(sampleEntry('con-1', 1))
  })

  it('refuses a grant of no connection, and names no value', async () => {
    const ground = postgresGround(url())
    const store = closing(ground.store())
    const refused = await store
      .write(({ grants }) => grants.put(sampleGrant('con-0'), null))
      .catch((e: unknown) => e)
    expect(refused).toMatchObject({ message: expect.stringContaining('refused a statement (23503') })
    expect(inspect(refused, { depth: 9, showHidden: true })).not.toContain('con-0')
  })
})

describe('the import', () => {
  const run = (hook: string, action: string) => {
    const entry = new URL('../../src/stores/postgres.ts', import.meta.url).href
    const script = `
      import { registerHooks } from 'node:module'
      registerHooks({ resolve: (name, context, next) => { ${hook}; return next(name, context) } })
      const { postgresStore } = await import('${entry}')
      const logger = { debug() {}, info() {}, warn() {}, error() {} }
      const store = postgresStore({ connectionString: 'postgres://u:p@127.0.0.1:1/d' }).create({ now: () => 0, logger })
      ${action}`
    return spawnSync(process.execPath, ['--conditions=source', '--input-type=module', '-e', script], {
      encoding: 'utf8',
      timeout: 30_000,
    }).stdout
  }

  it('of the entry point stays light: pg and Kysely come with the first opening', () => {
    const names = run('console.log(name)', '')
    expect(names).toContain('postgres-store.ts')
    expect(names).not.toMatch(/^(pg|kysely)$/m)
  })

  it('of pg, where it is missing, says what to install', () => {
    const gone = `if (name === 'pg') throw Object.assign(new Error('x'), { code: 'ERR_MODULE_NOT_FOUND' })`
    const said = run(gone, 'await store.open().catch((error) => console.log(error.message))')
    expect(said).toContain('needs the package "pg", which is not installed. Run: npm install pg')
  })
})

it('PGlite, whose clients share one session, is named at the start; a server is not', async () => {
  const schema = `test_${randomUUID().slice(0, 8)}`
  const warned: string[] = []
  const logger = { ...silentLogger, warn: (_: unknown, message: string) => void warned.push(message) }
  // What PGlite 0.5.14 answers, by a function that is found before the server's own.
  await runSql(url(), 'create schema lite')
  await runSql(
    url(),
    `create function lite.version() returns text language sql as $$ select 'PostgreSQL 18.6 (PGlite 0.5.14) on wasm32' $$`,
  )
  const open = async (pool: Pool) =>
    await closing(postgresStore({ pool, schema }).create({ ...quiet, logger })).open()
  await open(openPool({}))
  expect(warned).toEqual([])
  await open(openPool({ options: '-c search_path=lite,pg_catalog' }))
  expect(warned).toEqual([
    expect.stringMatching(/is PGlite: all its clients share one session.+for a trial alone/),
  ])
})
