// Instances that die, stand still or lose their database, and a pool that must not wait for Intuit.
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { runSql } from '../../conformance/postgres-ground.ts'
import { postgresStore } from '../../src/index.ts'
import { DAY, HOUR, SECOND } from '../../src/platform/clock.ts'
import { hostPool } from '../postgres/host-pool.ts'
import { useServer } from '../postgres/use-server.ts'
import { HARBOR, type Stage } from '../stage.ts'
import { connectCompanies } from '../token-lifecycle/companies.ts'
import { LATE } from '../until.ts'
import { openWorker, schemaOf, usePostgres } from './postgres-stage.ts'

const PERSON = { user: 'ada', company: 'Harbor Tea Co.' }
const CALLERS = 50
/** A database that is away is waited for, and a machine may be busy, ms. */
const SOON = { timeout: 20_000, interval: 3 }

const server = useServer()
const ground = usePostgres(() => server().url)
let stage: Stage

const control = () => stage.simulator.control
const books = () => stage.adapter.forTenant('harbor')
const tokenCalls = () => control().requests({ route: 'token' }).length
const tokenCallsBeyond = (count: number) =>
  expect.poll(tokenCalls, { ...SOON, message: 'calls for a token' }).toBeGreaterThan(count)

describe('a holder of the refresh lease', () => {
  it('that is killed is outlived: its lease runs out, and all who wait are served', async () => {
    stage = await ground.open()
    control().behave({ rotation: 'strict' })
    const { id } = await stage.browser().connect(control(), PERSON)
    control().clock.advance(2 * HOUR)
    control().clearRequests()
    const [victim, heir] = await Promise.all([openWorker(ground, stage), openWorker(ground, stage)])
    const order = { tenantId: 'harbor', connectionIds: [id] }
    victim.start({ ...order, callers: 1, holdAt: { [id]: 'intent' } })
    await expect.poll(() => victim.holding.size, { ...SOON, message: 'refreshes that were stopped' }).toBe(1)
    victim.signal('SIGKILL')
    control().clock.advance(20 * SECOND)
    heir.start({ ...order, callers: CALLERS })
    expect(await heir.ended).toMatchObject({ served: CALLERS, problems: [] })
    expect(tokenCalls()).toBe(1)
  })

  it('that is suspended with the answer in hand is outlived, and changes nothing when it wakes', async () => {
    stage = await ground.open()
    control().behave({ rotation: 'grace-24h' })
    const { id } = await stage.browser().connect(control(), PERSON)
    control().clock.advance(25 * HOUR)
    const [victim, heir] = await Promise.all([openWorker(ground, stage), openWorker(ground, stage)])
    const order = { tenantId: 'harbor', connectionIds: [id] }
    const answer = control().fault({ route: 'token', kind: 'slow', ms: LATE, times: 1 })
    control().clearRequests()
    victim.start({ ...order, callers: 1 })
    await tokenCallsBeyond(0)
    victim.signal('SIGSTOP')
    control().clock.advance(20 * SECOND)
    heir.start({ ...order, callers: CALLERS })
    const report = await heir.ended
    expect(report).toMatchObject({ served: CALLERS, problems: [] })
    answer()
    victim.signal('SIGCONT')
    expect(await victim.ended).toMatchObject({ served: 1, problems: [] })
    expect([(await books().tokens.get(id)).accessToken]).toEqual(report?.tokens)
    expect(await books().verify(id)).toMatchObject({ status: 'connected' })
  })
})

describe('a slow Intuit', () => {
  it('uses no connection of the pool: with one of them, everybody else goes on', async () => {
    const { connectionString, schema } = ground.place()
    const pool = ground.opened().adopt(hostPool({ connectionString, max: 1 }), (opened) => opened.end())
    const intuit = Promise.withResolvers<void>()
    let asking = false
    const slowFetch: typeof fetch = async (...request) => {
      if (asking) await intuit.promise
      return fetch(...request)
    }
    stage = await ground.open({ store: postgresStore({ pool, schema }), fetch: slowFetch })
    const { id } = await stage.browser().connect(control(), PERSON)
    control().clock.advance(2 * HOUR)
    asking = true
    const asked = books().tokens.get(id)
    await expect
      .poll(async () => (await pool.query(`select 1 from ${schema}.refresh_journal`)).rowCount, SOON)
      .toBe(1)
    for (let reads = 0; reads < 20; reads++) expect(await books().connections.list()).toHaveLength(1)
    await stage.browser().authorize()
    intuit.resolve()
    expect(await asked).toMatchObject({ realmId: HARBOR })
  })
})

/** Waits until the adapter says, after so many lines of its log, that signals are lost. */
const lossNoticed = (known: number) => {
  const isNoticed = () =>
    stage.log.slice(known).some(({ message }) => `${message}`.startsWith('store signals'))
  return expect.poll(isNoticed, { ...SOON, message: 'the loss is noticed' }).toBe(true)
}

describe('a database that goes away under load', () => {
  it('and comes back has lost no connection', async () => {
    stage = await ground.open()
    const companies = await connectCompanies(stage, 6)
    await stage.adapter.start()
    let going = true
    const load = companies.map(async ({ id }) => {
      while (going) {
        control().clock.advance(HOUR)
        await books()
          .tokens.get(id)
          .catch(() => {})
        await sleep(5)
      }
    })
    try {
      await tokenCallsBeyond(10)
      const known = stage.log.length
      await server().crash()
      await lossNoticed(known)
      await server().start()
      await tokenCallsBeyond(tokenCalls() + 10)
    } finally {
      going = false
      await Promise.all(load)
    }
    for (const { id } of companies) expect(await books().verify(id)).toMatchObject({ status: 'connected' })
    expect((await stage.adapter.operations.health()).incident).toBeNull()
  })
})

describe('an instance of this version', () => {
  it('keeps working while a later one adds a table and a column', async () => {
    stage = await ground.open()
    await stage.adapter.start()
    const { id } = await stage.browser().connect(control(), PERSON)
    const schema = schemaOf(stage)
    // One by one: together they would wait for one another's tables and the instance's work for theirs.
    await runSql(ground.url(), `create table ${schema}.later (id text primary key)`)
    for (const change of [
      'connections add column later text',
      "grants add column later text not null default 'x'",
      'events add column later bigint',
    ])
      await runSql(ground.url(), `alter table ${schema}.${change}`)
    control().clock.advance(8 * DAY)
    expect(await books().verify(id)).toMatchObject({ id, status: 'connected' })
    await books().connections.disconnect(id)
    const again = await stage.browser().connect(control(), PERSON)
    expect(again.id).toBe(id)
    await expect.poll(() => stage.events.at(-1)?.type, { timeout: 15_000 }).toBe('connection.connected')
  })
})
