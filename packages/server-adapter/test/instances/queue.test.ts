// The queue of jobs on the store's own connections, as pg-boss asks for it.
import { PgBoss } from 'pg-boss'
import { expect, it } from 'vitest'
import { NOON } from '../../conformance/sample-records.ts'
import { openBoss } from '../../src/jobs/pg-boss-queue.ts'
import { silentLogger } from '../../src/platform/logger.ts'
import type { DatabaseServer } from '../../src/stores/store.ts'
import { storeAt } from '../store-location.ts'
import { usePostgres } from './postgres-stage.ts'

const ground = usePostgres()

async function openServer(): Promise<DatabaseServer> {
  const store = storeAt(ground.place()).create({ now: () => NOON, logger: silentLogger })
  ground.opened().defer(() => store.close())
  await store.open()
  return store.server ?? expect.unreachable()
}

it('gives the rows of every statement that was sent at once', async () => {
  const server = await openServer()
  const { rows } = await server.execute(
    'begin; select 1 as one; create temporary table t (x int) on commit drop; insert into t values (2) returning x; commit',
  )
  expect(rows).toEqual([{ one: 1 }, { x: 2 }])
  expect((await server.execute('select $1::int as one', [1])).rows).toEqual([{ one: 1 }])
})

it('keeps itself in order without a fault', async () => {
  const server = await openServer()
  const troubles: unknown[] = []
  const logger = { ...silentLogger, warn: (...line: unknown[]) => void troubles.push(line) }
  const boss = await openBoss(server, { logger, batch: 5, onJobs: () => {} })
  ground.opened().defer(() => boss.close())
  // What the open one does once a minute.
  const other = new PgBoss({
    db: { executeSql: (text, values) => server.execute(text, values) },
    schema: `${server.schema}_jobs`,
    createSchema: false,
    schedule: false,
  })
  other.on('error', (error) => void troubles.push(error))
  await other.start()
  ground.opened().defer(() => other.stop({ graceful: false, close: false }))
  await boss.enqueue(['deliveries'])
  await other.supervise()
  expect(troubles).toEqual([])
})

it('says in its own words what troubles it, and of the database no more than a code', async () => {
  const server = await openServer()
  const logged: Record<string, unknown>[] = []
  const logger = { ...silentLogger, warn: (fields: Record<string, unknown>) => void logged.push(fields) }
  let trouble: (() => Error) | null = null
  const execute: DatabaseServer['execute'] = async (text, values) => {
    if (trouble !== null) throw trouble()
    return await server.execute(text, values)
  }
  const boss = await openBoss({ ...server, execute }, { logger, batch: 5, onJobs: () => {} })
  ground.opened().defer(() => boss.close())
  const sentence = 'a custom db must return the rows of every statement'
  trouble = () => new Error(sentence)
  await expect
    .poll(() => logged, { timeout: 10_000 })
    .toContainEqual(expect.objectContaining({ problem: expect.stringContaining(sentence) }))
  trouble = () => Object.assign(new Error('key (company)=(Harbor Tea)'), { code: '23505', severity: 'ERROR' })
  await expect
    .poll(() => logged, { timeout: 10_000 })
    .toContainEqual(expect.objectContaining({ code: '23505' }))
  expect(JSON.stringify(logged)).not.toContain('Harbor Tea')
})
