// Guarded runs: one at a time, as long as it takes, paused when a person is needed, taken up where they stopped.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RunTools } from '../../src/config/options.ts'
import { SyncError, sql } from '../../src/index.ts'
import { HOUR, MINUTE } from '../../src/platform/clock.ts'
import { HARBOR, openStage, type Stage } from '../stage.ts'
import { handWrittenTokens } from './hand-written.ts'
import { openTestDeps } from './open-test-deps.ts'
import { startHost, until } from './processes.ts'
import { KEY } from './test-deps.ts'

const PERSON = { user: 'ada', company: 'Harbor Tea Co.' }
const INVOICES = `/query?query=${encodeURIComponent('select * from Invoice')}`

let stage: Stage
let id: string
beforeEach(async () => {
  stage = await openStage({ encryptionKeys: [KEY] })
  id = (await stage.browser().connect(stage.simulator.control, PERSON)).id
  await stage.adapter.runDueWork()
  stage.events.length = 0
})
afterEach(async () => {
  await stage.close()
})

const books = () => stage.adapter.forTenant('harbor')
const sync = async () => (await books().connections.get(id)).sync
const received = async () => {
  await stage.adapter.runDueWork()
  return stage.events.map(({ type }) => type)
}
const step = (tools: RunTools, completed: number, checkpoint: unknown) =>
  tools.progress({ completed, total: 3, label: 'Invoices', checkpoint })
const aborted = (signal: AbortSignal) =>
  new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))

const NOT_OF_A_PAUSE: readonly string[] = [
  'sync.progressed',
  'connection.refresh_failed',
  'connection.checking',
]

/** As Intuit reports it: its Disconnect URL is opened, and the grant is dead. */
async function disconnectInQuickBooks(): Promise<void> {
  stage.simulator.control.disconnectInQuickBooks(HARBOR)
  await fetch(`${stage.origin}/api/quickbooks/disconnected?realmId=${HARBOR}`, { redirect: 'manual' })
  await stage.adapter.runDueWork()
}

/** The row as a process leaves it that was killed during its run. */
async function leaveDeadRun(): Promise<void> {
  const deps = openTestDeps(stage)
  await deps.store.write(async ({ connections }) => {
    const row = await connections.get(id)
    if (row === null) return
    const aliveUntil = stage.simulator.control.clock.now() + MINUTE
    const run = { id: 'run_dead', aliveUntil, checkpoint: 'kept' }
    await connections.update({ ...row, dueAt: aliveUntil, sync: { ...row.sync, state: 'running', run } })
  })
  await deps.store.close()
}

describe('a run', () => {
  it('that ends well gives its result, its proof and its events', async () => {
    const outcome = await books().syncs.run(id, async (tools) => {
      expect(tools.resumeFrom).toBeNull()
      await tools.request(INVOICES)
      await step(tools, 1, 'one')
      return 'done'
    })
    expect(outcome).toEqual({ outcome: 'succeeded', result: 'done' })
    expect(await books().connections.get(id)).toMatchObject({
      proof: { kind: 'sync' },
      sync: { state: 'idle', progress: null, error: null, lastSucceededAt: expect.any(String) },
    })
    expect(await received()).toEqual(['sync.started', 'sync.progressed', 'sync.succeeded'])
  })

  it('reads all rows of a query, page by page, under the same guard', async () => {
    const { control } = stage.simulator
    control.fault({ route: 'query', kind: 'json-429', retryAfter: '0', times: 1 })
    control.clearRequests()
    const outcome = await books().syncs.run(id, async ({ query }) => {
      const names: unknown[] = []
      for await (const { DisplayName } of query(sql`select * from Customer`, { pageSize: 50 }))
        names.push(DisplayName)
      return new Set(names).size
    })
    expect(outcome).toEqual({ outcome: 'succeeded', result: 120 })
    expect(control.requests({ route: 'query' }).map(({ status }) => status)).toEqual([429, 200, 200, 200])
    const refused = books().syncs.run(id, async ({ query }) => {
      for await (const row of query('select * from Nothing')) expect(row).toBeUndefined()
    })
    await expect(refused).rejects.toMatchObject({ code: 'invalid_request' })
  })

  it('that asked Intuit nothing proves nothing', async () => {
    await books().syncs.run(id, async () => {})
    expect((await books().connections.get(id)).proof?.kind).toBe('company_read')
  })

  it('refuses other runs while it lasts', async () => {
    await books().syncs.run(id, async () => {
      await expect(books().syncs.run(id, async () => {})).rejects.toMatchObject({ code: 'sync_running' })
    })
    await expect(books().syncs.run(id, async () => 2)).resolves.toEqual({ outcome: 'succeeded', result: 2 })
  })

  it('of three hours never sees a token that has ended', async () => {
    stage.simulator.control.clearRequests()
    const outcome = await books().syncs.run(id, async (tools) => {
      for (let minutes = 0; minutes < 180; minutes += 7) {
        expect((await tools.request(INVOICES)).status).toBe(200)
        stage.simulator.control.clock.advance(7 * MINUTE)
        if (minutes % 35 === 0) await stage.adapter.runDueWork()
      }
    })
    expect(outcome.outcome).toBe('succeeded')
    const asked = stage.simulator.control.requests({ route: 'query' })
    expect(asked.map(({ status }) => status)).toEqual(Array(26).fill(200))
    expect(stage.simulator.control.requests({ route: 'token' })).toHaveLength(2)
  })

  it('that throws is recorded without the host’s words, with its checkpoint', async () => {
    const failing = books().syncs.run(id, async (tools) => {
      await step(tools, 1, { page: 1 })
      await step(tools, 2, { page: 2 })
      throw new TypeError('secret words of the host')
    })
    await expect(failing).rejects.toThrow('secret words of the host')
    const { state, error } = await sync()
    expect({ state, code: error?.code }).toEqual({ state: 'failed', code: 'internal' })
    expect(JSON.stringify(error)).not.toContain('secret words')
    await books().syncs.run(id, async ({ resumeFrom }) => expect(resumeFrom).toEqual({ page: 2 }))
    await books().syncs.run(id, async ({ resumeFrom }) => expect(resumeFrom).toBeNull())
    expect(await received()).toContain('sync.failed')
  })

  it('that throws a SyncError says its sentence as it is, and goes on where it stopped', async () => {
    const sentence = 'Line 42: <b>Café</b> has no tax code.'
    const failing = books().syncs.run(id, async (tools) => {
      await step(tools, 1, { page: 1 })
      throw new SyncError(sentence)
    })
    await expect(failing).rejects.toMatchObject({ name: 'SyncError', message: sentence })
    const { state, error } = await sync()
    expect({ state, ...error }).toMatchObject({ state: 'failed', code: 'sync_failed', detail: sentence })
    expect(stage.log).toContainEqual(expect.objectContaining({ reference: error?.reference }))
    expect(new SyncError('long '.repeat(200)).message).toHaveLength(500)
    expect(new SyncError(' ').message).toBe('The sync failed.')
    expect(new SyncError('Line 42:\r\n\u0000\u202eno tax\u0007 code').message).toBe('Line 42:\nno tax code')
    await books().syncs.run(id, async ({ resumeFrom }) => expect(resumeFrom).toEqual({ page: 1 }))
  })

  it('is paused when a person is needed, and resumed where it stopped', async () => {
    const outcome = await books().syncs.run(id, async (tools) => {
      await step(tools, 1, 'one')
      stage.simulator.control.setAdmin('ada', HARBOR, false)
      expect((await tools.request(INVOICES)).ok).toBe(false)
      await expect(tools.request(INVOICES)).rejects.toMatchObject({
        name: 'SyncPausedError',
        action: 'contact_admin',
      })
      expect(tools.signal.aborted).toBe(true)
    })
    expect(outcome).toEqual({ outcome: 'paused' })
    const pausedAt = expect.stringMatching(/Z$/)
    expect(await sync()).toMatchObject({ state: 'paused', progress: { completed: 1 }, pausedAt })
    await expect(books().syncs.run(id, async () => {})).resolves.toEqual({ outcome: 'paused' })
    stage.simulator.control.setAdmin('ada', HARBOR, true)
    await stage.browser().goThrough(stage.simulator.control, PERSON, { connectionId: id })
    expect(await received()).toEqual([
      'sync.started',
      'sync.progressed',
      'connection.reauthorization_required',
      'sync.paused',
      'connection.reauthorized',
      'sync.resumed',
    ])
    await books().syncs.run(id, async ({ resumeFrom }) => expect(resumeFrom).toBe('one'))
    expect(await sync()).toMatchObject({ pausedAt: null })
  })

  it('that makes up for a pause says since when, also once it has succeeded, until the next one begins', async () => {
    stage.simulator.control.setAdmin('ada', HARBOR, false)
    await books().syncs.run(id, async ({ request }) => {
      for (;;) await request(INVOICES)
    })
    const { pausedAt } = (await sync()) as { pausedAt?: string }
    stage.simulator.control.setAdmin('ada', HARBOR, true)
    stage.simulator.control.clock.advance(HOUR)
    await stage.browser().goThrough(stage.simulator.control, PERSON, { connectionId: id })
    const fails = async () => {
      throw new Error('of the host')
    }
    await books()
      .syncs.run(id, fails)
      .catch(() => {})
    const during: unknown[] = []
    await books().syncs.run(id, async () => void during.push(await sync()))
    expect(during).toMatchObject([{ state: 'running', missedSince: pausedAt }])
    expect(await sync()).toMatchObject({ state: 'idle', missedSince: pausedAt })
    await books().syncs.run(id, async () => {})
    expect(await sync()).toMatchObject({ missedSince: null, pausedAt: null })
  })

  it('notices a disconnect between two requests', async () => {
    const outcome = await books().syncs.run(id, async ({ signal }) => {
      await books().connections.disconnect(id)
      await aborted(signal)
    })
    expect(outcome).toEqual({ outcome: 'paused' })
    await expect(books().syncs.run(id, async () => {})).rejects.toMatchObject({
      code: 'connection_unavailable',
      action: 'reconnect',
    })
  })

  it.each([
    ['a person disconnects', 'by_user', () => stage.browser().post(`/connections/${id}/disconnect`)],
    ['the company disconnects in QuickBooks', 'in_quickbooks', disconnectInQuickBooks],
  ] as const)(
    'is paused where %s, and resumed from its last checkpoint after a reconnect',
    async (_, reason, disconnect) => {
      const outcome = await books().syncs.run(id, async (tools) => {
        await step(tools, 1, 10)
        await disconnect()
        expect(await sync()).toMatchObject({ state: 'paused', pausedAt: expect.any(String) })
        // Reported so soon after the first that it is not stored by itself.
        void step(tools, 2, 50)
        await aborted(tools.signal)
      })
      expect(outcome).toEqual({ outcome: 'paused' })
      expect(await sync()).toMatchObject({ state: 'paused', progress: { completed: 2 } })
      await received()
      const paused = stage.events.find(({ type }) => type === 'sync.paused')
      expect(paused?.data).toMatchObject({ reason, action: 'reconnect', progress: { completed: 2 } })
      await stage.browser().goThrough(stage.simulator.control, PERSON)
      expect((await received()).filter((type) => !NOT_OF_A_PAUSE.includes(type))).toEqual([
        'sync.started',
        'connection.disconnected',
        'sync.paused',
        'connection.connected',
        'sync.resumed',
      ])
      await books().syncs.run(id, async ({ resumeFrom }) => expect(resumeFrom).toBe(50))
    },
  )

  it('begins at the beginning where a person has asked for the data to be deleted', async () => {
    const outcome = await books().syncs.run(id, async (tools) => {
      await step(tools, 1, 10)
      await stage.browser().post(`/connections/${id}/disconnect`, { deleteData: true })
      void step(tools, 2, 50)
      await aborted(tools.signal)
    })
    expect(outcome).toEqual({ outcome: 'paused' })
    expect(await sync()).toMatchObject({ state: 'idle', progress: null, pausedAt: null })
    await stage.browser().goThrough(stage.simulator.control, PERSON)
    expect(await received()).not.toContain('sync.resumed')
    await books().syncs.run(id, async ({ resumeFrom }) => expect(resumeFrom).toBeNull())
  })

  it('that is paused stays so through a disconnect, until it can go on', async () => {
    stage.simulator.control.setAdmin('ada', HARBOR, false)
    await books().syncs.run(id, async (tools) => {
      await step(tools, 1, 'one')
      for (;;) await tools.request(INVOICES)
    })
    await books().connections.disconnect(id, { why: 'business_sold' })
    expect(await sync()).toMatchObject({ state: 'paused', progress: { completed: 1 } })
    stage.simulator.control.setAdmin('ada', HARBOR, true)
    await stage.browser().goThrough(stage.simulator.control, PERSON)
    expect(await received()).not.toContain('sync.resumed')
    await stage.browser().post(`/connections/${id}/confirm-company`)
    expect((await received()).slice(-2)).toEqual(['connection.confirmed', 'sync.resumed'])
    await books().syncs.run(id, async ({ resumeFrom }) => expect(resumeFrom).toBe('one'))
  })

  it('goes on after a reconnect with tokens of the host', async () => {
    await books().syncs.run(id, async (tools) => {
      await step(tools, 1, 'one')
      await books().connections.disconnect(id)
      await aborted(tools.signal)
    })
    const { refreshToken } = await handWrittenTokens(stage, HARBOR)
    await books().connections.import({ realmId: HARBOR, refreshToken })
    expect((await received()).slice(-2)).toEqual(['connection.connected', 'sync.resumed'])
    await books().syncs.run(id, async ({ resumeFrom }) => expect(resumeFrom).toBe('one'))
  })

  it('is not refused for another where its company is connected again at once', async () => {
    const run = books().syncs.run(id, async (tools) => {
      await step(tools, 1, 50)
      await books().connections.disconnect(id)
      await stage.browser().goThrough(stage.simulator.control, PERSON)
      await expect(books().syncs.run(id, async () => {})).rejects.toMatchObject({ code: 'sync_running' })
      await expect(tools.request('wrong')).rejects.not.toMatchObject({ code: 'sync_running' })
    })
    // On a slow machine it has noticed.
    expect(['succeeded', 'paused']).toContain((await run).outcome)
  })

  it('whose process died before a disconnect is paused, and resumed after a reconnect', async () => {
    await leaveDeadRun()
    await books().connections.disconnect(id)
    stage.simulator.control.clock.advance(2 * MINUTE)
    expect(await received()).toEqual(['connection.disconnected', 'sync.paused'])
    await stage.browser().goThrough(stage.simulator.control, PERSON)
    expect((await received()).at(-1)).toBe('sync.resumed')
    await books().syncs.run(id, async ({ resumeFrom }) => expect(resumeFrom).toBe('kept'))
  })

  it('whose process died is ended by the background job, and its checkpoint stays', async () => {
    await leaveDeadRun()
    await expect(books().syncs.run(id, async () => {})).rejects.toMatchObject({ code: 'sync_running' })
    stage.simulator.control.clock.advance(2 * MINUTE)
    expect(await received()).toEqual(['sync.failed'])
    expect(await sync()).toMatchObject({ state: 'failed' })
    await books().syncs.run(id, async ({ resumeFrom }) => expect(resumeFrom).toBe('kept'))
  })

  it('in another process refuses this one until it is killed and its silence is long enough', async () => {
    const other = await startHost(stage, { kind: 'sync', tenantId: 'harbor', connectionId: id })
    await until(() => other.reports.includes('checkpoint'), 'the other process reports its checkpoint')
    await expect(books().syncs.run(id, async () => {})).rejects.toMatchObject({ code: 'sync_running' })
    other.kill()
    await other.ended
    await expect(books().syncs.run(id, async () => {})).rejects.toMatchObject({ code: 'sync_running' })
    stage.simulator.control.clock.advance(3 * MINUTE)
    await stage.adapter.runDueWork()
    expect(await sync()).toMatchObject({ state: 'failed', progress: { completed: 1 } })
    await books().syncs.run(id, async ({ resumeFrom }) => expect(resumeFrom).toEqual({ page: 1 }))
  })

  it('of another tenant’s connection, or an unconfirmed one, is refused', async () => {
    await expect(stage.adapter.forTenant('other').syncs.run(id, async () => {})).rejects.toMatchObject({
      code: 'not_found',
    })
    const { attempt } = await stage
      .browser()
      .goThrough(stage.simulator.control, { user: 'ada', company: 'Harbor Tea Wholesale' })
    const unconfirmed = books().syncs.run(attempt.connectionId ?? '', async () => {})
    await expect(unconfirmed).rejects.toMatchObject({
      code: 'company_unconfirmed',
      action: 'confirm_company',
    })
  })
})
