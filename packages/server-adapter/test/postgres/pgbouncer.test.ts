// Behind the real PgBouncer, in each of its modes.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NOON } from '../../conformance/sample-records.ts'
import { describeStoreConformance } from '../../conformance/store-suite.ts'
import { silentLogger } from '../../src/platform/logger.ts'
import { type PostgresOptions, postgresStore } from '../../src/stores/postgres.ts'
import { StoreUnavailableError } from '../../src/stores/store.ts'
import { useOpened } from '../instances/use-opened.ts'
import { reasonToSkip } from '../programs.ts'
import { hostPool } from './host-pool.ts'
import { type RunningProxy, startPgbouncer } from './proxies.ts'
import { useDatabase } from './use-database.ts'

const SOON = { timeout: 20_000, interval: 50 }

const reason = reasonToSkip('pgbouncer')

describe.skipIf(reason !== null)(reason === null ? 'PgBouncer' : `PgBouncer: ${reason}`, () => {
  const url = useDatabase()
  const opened = useOpened()
  let proxies: Record<'transaction' | 'round robin' | 'statement', RunningProxy>
  let closing: AsyncDisposableStack

  beforeAll(async () => {
    await using started = new AsyncDisposableStack()
    const start = async (mode: string, ...more: string[]) =>
      started.use(await startPgbouncer(url(), [`pool_mode = ${mode}`, 'default_pool_size = 6', ...more]))
    proxies = {
      'round robin': await start('transaction', 'server_round_robin = 1'),
      transaction: await start('transaction'),
      statement: await start('statement'),
    }
    closing = started.move()
  })
  afterAll(() => closing?.disposeAsync())

  const openStore = (options: PostgresOptions, logger = silentLogger) => {
    const store = postgresStore({ schema: `test_${randomUUID().slice(0, 8)}`, ...options })
    return opened().adopt(store.create({ now: () => NOON, logger }), (open) => open.close())
  }

  describeStoreConformance('Postgres behind PgBouncer in transaction mode', async () => {
    const place = { connectionString: proxies.transaction.url, schema: `test_${randomUUID().slice(0, 8)}` }
    return {
      store: () => postgresStore(place).create({ now: () => NOON, logger: silentLogger }),
      elsewhere: null,
      remove: async () => {},
    }
  })

  const elsewhere = (database: string) => {
    const changed = new URL(proxies.transaction.url)
    changed.pathname = `/${database}`
    return changed.href
  }
  const poolOf = (options: object) =>
    opened().adopt(hostPool({ connectionString: proxies.transaction.url, ...options }), (pool) => pool.end())

  it.each<[string, () => PostgresOptions, RegExp]>([
    ['statement mode', () => ({ connectionString: proxies.statement.url }), /in statement mode/],
    ['a database it does not know', () => ({ connectionString: elsewhere('gone') }), /has no such database/],
    ['statement_timeout', () => ({ pool: poolOf({ statement_timeout: 5_000 }) }), /"statement_timeout"/],
    ['options', () => ({ pool: poolOf({ options: '-c statement_timeout=5000' }) }), /"options"/],
  ])('refuses with its true sentence, once: %s', async (_, options, sentence) => {
    const warned: unknown[] = []
    const warn = (fields: unknown) => void warned.push(fields)
    const refused = openStore(options(), { ...silentLogger, warn }).open()
    await expect(refused).rejects.toBeInstanceOf(StoreUnavailableError)
    await expect(refused).rejects.toMatchObject({
      message: expect.stringMatching(sentence),
      retryable: false,
    })
    expect(warned).toHaveLength(1)
  })

  it.each(['transaction', 'round robin'] as const)(
    'keeps no session listening after a try that came to nothing: %s',
    async (mode) => {
      const logged: string[] = []
      const info = (__: Record<string, unknown>, message: string) => void logged.push(message)
      const store = openStore({ connectionString: proxies[mode].url }, { ...silentLogger, info })
      await store.open()
      const end = store.server?.listen(() => {})
      await expect.poll(() => logged, SOON).toContain('store signals do not come')
      end?.()
      const pool = poolOf({ connectionString: proxies[mode].url, max: 6 })
      const clients = await Promise.all(Array.from({ length: 6 }, () => pool.connect()))
      const channels: unknown[] = []
      for (const client of clients) {
        await client.query('begin')
        channels.push(...(await client.query('select pg_listening_channels() as channel')).rows)
      }
      for (const client of clients) {
        await client.query('rollback')
        client.release()
      }
      expect(channels).toEqual([])
    },
  )
})
