// Instances at work on one Postgres: everything is done, once, by whichever is there.
import type { HostEvent } from '@mooring/contract'
import { describe, expect, it } from 'vitest'
import { runSql } from '../../conformance/postgres-ground.ts'
import { postgresStore } from '../../src/index.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../src/platform/clock.ts'
import { pooledSessions } from '../postgres/pooled-sessions.ts'
import { HARBOR, type Stage } from '../stage.ts'
import { connectCompanies } from '../token-lifecycle/companies.ts'
import { startHost } from '../token-lifecycle/processes.ts'
import { openWorker, schemaOf, usePostgres } from './postgres-stage.ts'

const PERSON = { user: 'ada', company: 'Harbor Tea Co.' }
const VERIFIER = 'verifier-canary'
/** A look every five seconds, and a busy machine. */
const SOON = { timeout: 15_000, interval: 50 }

const ground = usePostgres()
let stage: Stage

const control = () => stage.simulator.control
const books = () => stage.adapter.forTenant('harbor')
const calls = (route: 'token' | 'revoke') => control().requests({ route }).length
const types = (events: readonly HostEvent[]) => events.map(({ type }) => type).toSorted()

const query = (text: string) => runSql(ground.url(), text)

/** Two instances at work, and what the host heard of both, in this order. */
async function startTwo(options: Parameters<typeof ground.open>[0] = {}) {
  const received: HostEvent[] = []
  stage = await ground.open({ ...options, onEvent: (event) => void received.push(event) })
  const one = stage.adapter
  const other = await stage.restart({ onEvent: (event) => void received.push(event) })
  await Promise.all([one.start(), other.start()])
  return { one, other, all: () => received }
}

describe('two instances at work', () => {
  it('notify the host of each event once, and import a company once', async () => {
    const imported: string[] = []
    const setup = {
      import: async ({ connection }: { connection: { id: string } }) => void imported.push(connection.id),
    }
    const { all } = await startTwo({ setup })
    const companies = await connectCompanies(stage, 4)
    const expected = ['connection.connected', 'connection.confirmed', 'setup.started', 'setup.completed']
    await expect.poll(() => all().length, SOON).toBe(expected.length * companies.length)
    expect(types(all())).toEqual(expected.flatMap((type) => companies.map(() => type)).toSorted())
    expect(new Set(imported).size).toBe(imported.length)
    for (const { id } of companies) {
      const sequences = all().filter(({ connectionId }) => connectionId === id)
      expect(sequences.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4])
    }
    const jobs = await query(`select distinct data ->> 'work' as work from ${schemaOf(stage)}_jobs.job`)
    expect(jobs.map(({ work }) => work)).toEqual(expect.arrayContaining(['deliveries', 'setup']))
  })

  it('pause a run and an import that meet a revoke, and have both go on after a re-authorization', async () => {
    const from: unknown[] = []
    const { all } = await startTwo({
      confirmCompany: 'never',
      setup: {
        import: async ({ request, progress, resumeFrom }) => {
          from.push(resumeFrom)
          await progress({ completed: 1, total: 2, label: 'Customers', checkpoint: 'one' })
          if (resumeFrom === null) control().disconnectInQuickBooks(HARBOR)
          const { ok } = await request('/query?query=select * from Customer')
          if (!ok) throw new Error('HTTP 401')
        },
      },
    })
    const { attempt } = await stage.browser().goThrough(control(), PERSON)
    const id = attempt.connectionId ?? ''
    const status = async () => (await books().connections.get(id)).status
    await expect.poll(status, SOON).toBe('checking')
    const run = books().syncs.run(id, async ({ request }) => void (await request('/invoice/1')))
    control().clock.advance(MINUTE + SECOND)
    await expect(run).resolves.toEqual({ outcome: 'paused' })
    const received = () => all().map(({ type }) => type)
    await expect.poll(received, SOON).toEqual(expect.arrayContaining(['setup.paused', 'sync.paused']))
    expect(await books().connections.get(id)).toMatchObject({
      sync: { state: 'paused', pausedAt: expect.any(String) },
      setup: { state: 'importing', error: null },
    })
    await stage.browser().goThrough(control(), PERSON, { connectionId: id })
    const after = ['setup.resumed', 'sync.resumed', 'setup.completed']
    await expect.poll(received, SOON).toEqual(expect.arrayContaining(after))
    expect(from).toEqual([null, 'one'])
    expect(received().filter((type) => type === 'sync.failed' || type === 'setup.failed')).toEqual([])
  })

  it('keep alive, revoke, end what is overdue and report webhooks by themselves, once each', async () => {
    const { one, other, all } = await startTwo({ webhookVerifierTokens: [VERIFIER], confirmCompany: 'never' })
    const companies = await connectCompanies(stage, 3)
    const { id: ended } = await stage.browser().connect(control(), PERSON)
    const endFault = control().fault({ route: 'revoke', kind: 'html-503' })
    await books().connections.disconnect(ended)
    endFault()
    control().clearRequests()
    const { attemptId } = await stage.browser().authorize()
    // One that is being delivered while the clock leaps is taken for one whose process died, and delivered again.
    const undelivered = () => query(`select id from ${schemaOf(stage)}.events where delivered_at is null`)
    await expect.poll(undelivered, SOON).toEqual([])
    control().clock.advance(8 * DAY)
    await expect.poll(() => [calls('token'), calls('revoke')], SOON).toEqual([3, 1])
    const attempt = () => stage.browser().get<{ outcome: string }>(`/attempts/${attemptId}`)
    await expect.poll(async () => (await attempt()).body.outcome, SOON).toBe('expired')
    const event = {
      realmId: companies[0]?.realmId ?? HARBOR,
      name: 'Invoice',
      id: '1',
      operation: 'Create',
    } as const
    const url = `${stage.origin}/api/quickbooks/webhooks`
    await control().sendWebhook({ url, verifierToken: VERIFIER, shape: 'cloudevents', events: [event] })
    await expect.poll(() => types(all()).filter((type) => type === 'webhook.received'), SOON).toHaveLength(1)
    // All that is due now would be done by this.
    await Promise.all([one.runDueWork(), other.runDueWork()])
    expect([calls('token'), calls('revoke')]).toEqual([3, 1])
    expect(new Set(all().map(({ id }) => id)).size).toBe(all().length)
    for (const { id } of companies)
      expect(await books().connections.get(id)).toMatchObject({ status: 'connected' })
  })

  it('go on where the queue of jobs is gone', async () => {
    const { all } = await startTwo()
    // Again where Postgres ended it for a deadlock with the instances at work.
    const drop = () => query(`drop schema ${schemaOf(stage)}_jobs cascade`)
    await expect.poll(() => drop().then(() => 'gone', String), SOON).toBe('gone')
    await stage.browser().connect(control(), PERSON)
    await expect.poll(() => types(all()), SOON).toEqual(['connection.confirmed', 'connection.connected'])
  })
})

describe('what a killed instance leaves behind', () => {
  it('an event it was delivering is delivered by another', async () => {
    stage = await ground.open()
    const { id } = await stage.browser().connect(control(), PERSON)
    const host = await startHost(stage, { kind: 'deliver' })
    ground.opened().defer(async () => {
      host.kill()
      await host.ended
    })
    await expect
      .poll(() => host.reports.length, { ...SOON, message: 'the events that were reported' })
      .toBeGreaterThan(0)
    host.kill()
    await host.ended
    await stage.adapter.start()
    expect(stage.events).toEqual([])
    control().clock.advance(MINUTE)
    await expect
      .poll(() => types(stage.events), SOON)
      .toEqual(['connection.confirmed', 'connection.connected'])
    expect(stage.events.map(({ connectionId }) => connectionId)).toEqual([id, id])
    expect(stage.events[0]?.id).toBe(host.reports[0])
  })

  it('a refresh it had begun is made by another, without anybody asking', async () => {
    stage = await ground.open()
    control().behave({ rotation: 'strict' })
    const { id } = await stage.browser().connect(control(), PERSON)
    control().clock.advance(2 * HOUR)
    const victim = await openWorker(ground, stage)
    victim.start({ tenantId: 'harbor', connectionIds: [id], callers: 1, holdAt: { [id]: 'intent' } })
    await expect.poll(() => victim.holding.size, { ...SOON, message: 'refreshes that were stopped' }).toBe(1)
    victim.signal('SIGKILL')
    await victim.ended
    control().clearRequests()
    control().clock.advance(20 * SECOND)
    await stage.adapter.start()
    await expect.poll(() => calls('token'), SOON).toBe(1)
    expect(await books().connections.get(id)).toMatchObject({ status: 'connected' })
  })
})

describe('instances that start', () => {
  it('on an empty database all at once make it ready together', async () => {
    stage = await ground.open()
    const others = await Promise.all(Array.from({ length: 4 }, () => stage.restart()))
    await Promise.all([stage.adapter, ...others].map((instance) => instance.start()))
    await stage.browser().connect(control(), PERSON)
    await expect.poll(() => stage.events.length, SOON).toBe(2)
  })

  it('as a role that may not make the schema of jobs say which right is missing', async () => {
    const { connectionString, schema } = ground.place()
    const role = `weak_${schema}`
    await query(
      `create role ${role} login password 'weak-canary'; create schema ${schema} authorization ${role}`,
    )
    const url = new URL(connectionString)
    url.username = role
    url.password = 'weak-canary'
    stage = await ground.openOnFile({
      storeLocation: { kind: 'postgres', connectionString: url.href, schema },
    })
    const error: unknown = await stage.adapter.start().catch((problem: unknown) => problem)
    expect(error).toMatchObject({ code: 'app_misconfigured', action: 'fix_configuration' })
    expect(String(error)).toContain(`schema "${schema}_jobs"`)
    await query(`create schema ${schema}_jobs authorization ${role}`)
    await stage.adapter.start()
  })
})

describe('two instances behind a proxy that pools transactions', () => {
  it('do all of it too, though nothing can be listened to', async () => {
    const { connectionString, schema } = ground.place()
    const pool = ground.opened().adopt(pooledSessions(connectionString), (opened) => opened.end())
    const { all } = await startTwo({ store: postgresStore({ pool, schema }) })
    const companies = await connectCompanies(stage, 2)
    await expect.poll(() => all().length, SOON).toBe(2 * companies.length)
    control().clearRequests()
    control().clock.advance(8 * DAY)
    await expect.poll(() => calls('token'), SOON).toBe(companies.length)
  })
})
