// A server that breaks transactions off, or whose rows someone else holds: tried again where that helps, never half kept. N12
import { Client, type Pool } from 'pg'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { postgresGround } from '../../conformance/postgres-ground.ts'
import { NOON, sampleConnection } from '../../conformance/sample-records.ts'
import { silentLogger } from '../../src/platform/logger.ts'
import { postgresStore } from '../../src/stores/postgres.ts'
import { type Store, StoreUnavailableError } from '../../src/stores/store.ts'
import { hostPool } from './host-pool.ts'
import { useDatabase } from './use-database.ts'

const url = useDatabase()
let pool: Pool
let schema: string
let store: Store
beforeEach(async () => {
  await using opened = new AsyncDisposableStack()
  const ground = postgresGround(url())
  schema = ground.schema.replaceAll('"', '""')
  pool = opened.adopt(hostPool({ connectionString: url(), max: 2 }), (closing) => closing.end())
  store = postgresStore({ pool, schema: ground.schema }).create({ now: () => NOON, logger: silentLogger })
  opened.defer(() => store.close())
  await store.write(({ connections }) => connections.insert(sampleConnection('con-1')))
  const closing = opened.move()
  return () => closing.disposeAsync()
})

const raise = () =>
  store.write(async ({ connections }) => {
    const row = await connections.get('con-1')
    if (row) await connections.update({ ...row, failures: row.failures + 1 })
  })

const failures = async () => (await store.read(({ connections }) => connections.get('con-1')))?.failures

async function connected(): Promise<Client> {
  const client = new Client({ connectionString: url() })
  onTestFinished(() => client.end())
  await client.connect()
  return client
}

it.each(['40001', '40P01'])('runs work again that was broken off with %s', async (code) => {
  const client = await connected()
  await client.query(`create sequence "${schema}".tries;
    create function "${schema}".break_off() returns trigger language plpgsql as $$ begin
      if nextval('"${schema}".tries') <= 2 then raise exception 'broken off' using errcode = '${code}'; end if;
      return new; end $$;
    create trigger break_off before update on "${schema}".connections for each row execute function "${schema}".break_off()`)
  await raise()
  expect(await failures()).toBe(1)
  const { rows } = await client.query(`select last_value::int as tries from "${schema}".tries`)
  expect(rows).toEqual([{ tries: 3 }])
})

it('is unavailable while someone else has a row locked for long, stores nothing, and goes on after (55P03)', async () => {
  const client = await connected()
  await client.query(`begin; select 1 from "${schema}".connections for update`)
  const asked = await raise().catch((error: unknown) => error)
  expect(asked).toBeInstanceOf(StoreUnavailableError)
  expect(String(asked)).toContain('(55P03)')
  expect(await failures()).toBe(0)
  await client.query('commit')
  await raise()
  expect(await failures()).toBe(1)
}, 30_000)

it('serves a crowd over two connections, each once', async () => {
  await Promise.all(Array.from({ length: 200 }, raise))
  expect(await failures()).toBe(200)
}, 30_000)
