// What is asked often is an index look-up in Postgres too, whatever the values are and however many rows there may be.
import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ASKED_OFTEN, statementsOf } from '../../conformance/asked-often.ts'
import { postgresGround } from '../../conformance/postgres-ground.ts'
import { createPostgresDialect } from '../../src/stores/postgres/postgres-dialect.ts'
import type { Repositories } from '../../src/stores/store.ts'
import { useDatabase } from './use-database.ts'

const url = useDatabase()
let client: Client
let schema: string

beforeAll(async () => {
  const ground = postgresGround(url())
  schema = ground.schema
  const store = ground.store()
  await store.open().finally(() => store.close())
  client = new Client({ connectionString: url() })
  await client.connect()
  // On small tables a scan is cheaper: it is what is left where no index fits.
  await client.query('set enable_seqscan = off; set enable_indexonlyscan = off')
})
afterAll(async () => {
  await client?.end()
})

async function planOf(call: (tx: Repositories) => Promise<unknown>): Promise<string> {
  const statements = await statementsOf(createPostgresDialect(schema), call)
  expect(statements).not.toEqual([])
  const plans = []
  for (const statement of statements) {
    const { rows } = await client.query(`explain (generic_plan, costs off) ${statement}`)
    plans.push(...rows.map((row) => String(row['QUERY PLAN'])))
  }
  return plans.join('\n')
}

it.each(ASKED_OFTEN)('looks up by index: %s', async (_, call) => {
  const plan = await planOf(call)
  expect(plan).toMatch(/Index Scan|Bitmap Index Scan/)
  expect(plan).not.toContain('Seq Scan')
  expect(plan).not.toContain('Sort')
})

it.each<[string, (tx: Repositories) => Promise<unknown>]>([
  ['connections to tell', ({ notices }) => notices.waiting(9)],
  ['the backlog', ({ events }) => events.backlog(9)],
])('looks only at what is waiting: %s', async (_, call) => {
  expect(await planOf(call)).toMatch(/Index Scan using (notices_untold|events_waiting)/)
})
