// A proxy that answers reads from a standby: what it can be told to leave alone is right, and it is refused otherwise.
import { describe, expect, it, onTestFinished } from 'vitest'
import { postgresGround, runSql } from '../../conformance/postgres-ground.ts'
import { NOON, sampleConnection } from '../../conformance/sample-records.ts'
import { silentLogger } from '../../src/platform/logger.ts'
import { postgresStore } from '../../src/stores/postgres.ts'
import { type Store, StoreUnavailableError } from '../../src/stores/store.ts'
import { mostlyPatientStore } from './impatient-store.ts'
import { type SpreadPool, spreadReads } from './spread-reads.ts'
import { useDatabase } from './use-database.ts'

const url = useDatabase()

function storeOn(pool: SpreadPool): Store {
  const { schema } = postgresGround(url())
  const store = postgresStore({ pool, schema }).create({ now: () => NOON, logger: silentLogger })
  onTestFinished(async () => {
    await store.close()
    await pool.end()
  })
  return store
}

describe('a proxy that spreads reads', () => {
  it('is asked with each statement to use the primary server', async () => {
    const pool = spreadReads(url(), { comments: 'kept' })
    const store = storeOn(pool)
    await store.write(({ connections }) => connections.insert(sampleConnection('con-1')))
    const read = await store.read(async ({ connections }) => [
      await connections.get('con-1'),
      await connections.list('tenant-a'),
    ])
    expect(read).toMatchObject([{ id: 'con-1' }, [{ id: 'con-1' }]])
    expect(pool.spread()).toEqual([])
  })

  it('is refused with what to set where it does not listen, and used once that is set', async () => {
    const pool = spreadReads(url(), { comments: 'ignored' })
    const store = storeOn(pool)
    const refused = store.open()
    await expect(refused).rejects.toBeInstanceOf(StoreUnavailableError)
    await expect(refused).rejects.toThrow(/spreads reads over standby servers.*allow_sql_comments = off/)
    pool.set({ comments: 'kept' })
    await store.write(({ connections }) => connections.insert(sampleConnection('con-1')))
  })
})

it('a primary server that is set to be read-only goes on being read, and refuses what would write', async () => {
  const { schema } = postgresGround(url())
  const { store, impatiently } = mostlyPatientStore({ connectionString: url() }, schema)
  onTestFinished(() => store.close())
  await store.write(({ connections }) => connections.insert(sampleConnection('con-1')))
  const database = new URL(url()).pathname.slice(1)
  const set = (how: string) =>
    runSql(
      url(),
      `begin read write; alter database ${database} ${how}; commit;
      select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'mooring' and datname = '${database}'`,
    )
  await set('set default_transaction_read_only = on')
  onTestFinished(async () => void (await set('reset default_transaction_read_only')))
  expect(await store.read(({ connections }) => connections.get('con-1'))).toMatchObject({ id: 'con-1' })
  const write = () => store.write(({ connections }) => connections.insert(sampleConnection('con-2')))
  await impatiently(() => expect(write()).rejects.toThrow(/is read-only/))
})
