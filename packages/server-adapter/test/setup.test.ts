// Set-up after a first connect: an import in the background, then a person's configuration.
import type { Connection, Problem } from '@mooring/contract'
import { connectionSchema } from '@mooring/contract/schemas'
import { afterEach, describe, expect, it } from 'vitest'
import type { SetupOptions } from '../src/config/options.ts'
import { SyncError } from '../src/index.ts'
import { DAY, HOUR, MINUTE } from '../src/platform/clock.ts'
import { HARBOR, openStage, type Stage } from './stage.ts'
import { handWrittenTokens } from './token-lifecycle/hand-written.ts'
import { until } from './until.ts'

const PERSON = { user: 'ada', company: 'Harbor Tea Co.' }
const INVOICES = `/query?query=${encodeURIComponent('select * from Invoice')}`

type Import = NonNullable<SetupOptions['import']>

let stage: Stage
afterEach(async () => {
  await stage.close()
})

const open = async (setup: SetupOptions, more = {}) => {
  stage = await openStage({ setup, ...more })
}
const connect = async () => (await stage.browser().connect(stage.simulator.control, PERSON)).id
const connection = async (id: string) =>
  connectionSchema.parse((await stage.browser().get<Connection>(`/connections/${id}`)).body)
const setupOf = async (id: string) => (await connection(id)).setup
const work = async (wait = 0) => {
  stage.simulator.control.clock.advance(wait)
  await stage.adapter.runDueWork()
}
const received = () => stage.events.map(({ type }) => type).filter((type) => type.startsWith('setup.'))
const complete = <T = Problem>(id: string) => stage.browser().post<T>(`/connections/${id}/setup/complete`)

/** Fails as often as it is told to, then imports. */
function failing(times: number) {
  const seen: { tries: number; from: unknown[] } = { tries: 0, from: [] }
  const run: Import = async ({ progress, resumeFrom }) => {
    seen.tries++
    seen.from.push(resumeFrom)
    await progress({ completed: seen.tries, total: 9, label: 'Customers', checkpoint: seen.tries })
    if (seen.tries <= times) throw new Error('secret words of the host')
  }
  return { seen, run }
}

describe('an import', () => {
  it('begins once the company is confirmed, and not before', async () => {
    const seen: unknown[] = []
    await open({
      import: async ({ connection: subject, request, progress, signal, resumeFrom }) => {
        await progress({ completed: 1, total: 2, label: 'Customers' })
        const during = await stage.adapter.forTenant('harbor').connections.get(subject.id)
        seen.push(subject.company.realmId, during.setup, (await request(INVOICES)).status)
        seen.push(signal.aborted, resumeFrom)
      },
    })
    const { attempt } = await stage.browser().goThrough(stage.simulator.control, PERSON)
    const id = attempt.connectionId ?? ''
    await work()
    expect([await setupOf(id), seen]).toEqual([{ state: 'none', progress: null, error: null }, []])
    const confirmed = await stage.browser().post<Connection>(`/connections/${id}/confirm-company`)
    expect(confirmed.body.setup.state).toBe('importing')
    await work()
    const progress = { completed: 1, total: 2, label: 'Customers' }
    expect(seen).toEqual([HARBOR, { state: 'importing', progress, error: null }, 200, false, null])
    expect(await setupOf(id)).toEqual({ state: 'done', progress: null, error: null })
    expect((await connection(id)).proof?.kind).toBe('sync')
    expect(received()).toEqual(['setup.started', 'setup.completed'])
  })

  it('begins at once where no one has to confirm', async () => {
    const { run, seen } = failing(0)
    await open({ import: run }, { confirmCompany: 'never' })
    const { attempt } = await stage.browser().goThrough(stage.simulator.control, PERSON)
    await work()
    expect([seen.tries, (await setupOf(attempt.connectionId ?? '')).state]).toEqual([1, 'done'])
  })

  it('is tried three times before it counts as failed, each from the last checkpoint', async () => {
    const { run, seen } = failing(3)
    await open({ import: run })
    const id = await connect()
    await work()
    expect([seen.tries, (await setupOf(id)).state]).toEqual([1, 'importing'])
    await work()
    expect(seen.tries).toBe(1)
    await work(MINUTE)
    expect([seen.tries, (await setupOf(id)).state]).toEqual([2, 'importing'])
    await work(MINUTE)
    const { state, progress, error } = await setupOf(id)
    expect([seen.tries, state, progress?.completed, error?.code]).toEqual([3, 'failed', 3, 'internal'])
    expect(seen.from).toEqual([null, 1, 2])
    expect(JSON.stringify([error, stage.events])).not.toContain('secret words')
    expect(received()).toEqual(['setup.started', 'setup.failed'])
    await work(HOUR)
    expect([seen.tries, (await setupOf(id)).state]).toEqual([4, 'done'])
    expect(received()).toEqual(['setup.started', 'setup.failed', 'setup.completed'])
  })

  it('that throws a SyncError says its sentence as it is', async () => {
    const sentence = 'Line 42: the customer has no tax code.'
    await open({ import: () => Promise.reject(new SyncError(sentence)) })
    const id = await connect()
    for (let tries = 0; tries < 3; tries++) await work(MINUTE)
    const { state, error } = await setupOf(id)
    expect({ state, ...error }).toMatchObject({ state: 'failed', code: 'sync_failed', detail: sentence })
  })

  it('that goes on failing is tried once an hour, and reported once', async () => {
    const { run, seen } = failing(99)
    await open({ import: run })
    const id = await connect()
    for (let hour = 0; hour < 6; hour++) await work(HOUR)
    expect([seen.tries, (await setupOf(id)).state]).toEqual([6, 'failed'])
    expect(received()).toEqual(['setup.started', 'setup.failed'])
  })

  it('that failed is tried anew after a re-authorization', async () => {
    const { run, seen } = failing(3)
    await open({ import: run })
    const id = await connect()
    for (let tries = 0; tries < 3; tries++) await work(MINUTE)
    expect((await setupOf(id)).state).toBe('failed')
    await stage.browser().goThrough(stage.simulator.control, PERSON, { connectionId: id })
    await work()
    expect([seen.tries, (await setupOf(id)).state]).toEqual([4, 'done'])
  })

  it('that failed is tried anew at once when someone who may connect asks for it', async () => {
    const { run, seen } = failing(3)
    await open({ import: run })
    const id = await connect()
    for (let tries = 0; tries < 3; tries++) await work(MINUTE)
    const path = `/connections/${id}/setup/retry`
    const viewer = stage.browser('harbor', 'eve', ['view'])
    expect((await viewer.post<Problem>(path)).body.code).toBe('forbidden')
    expect((await stage.browser('other', 'bob').post(path)).status).toBe(404)
    expect((await setupOf(id)).state).toBe('failed')
    const asked = await stage.browser().post<Connection>(path)
    expect([asked.status, asked.body.setup.state, asked.body.setup.error]).toEqual([200, 'importing', null])
    await work()
    expect([seen.tries, seen.from.at(-1), (await setupOf(id)).state]).toEqual([4, 3, 'done'])
    expect((await stage.adapter.forTenant('harbor').setup.retry(id)).setup.state).toBe('done')
    expect(received()).toEqual(['setup.started', 'setup.failed', 'setup.completed'])
  })

  it('that failed is not tried anew while the company is disconnected', async () => {
    await open({ import: failing(99).run })
    const id = await connect()
    for (let tries = 0; tries < 3; tries++) await work(MINUTE)
    await stage.browser().post(`/connections/${id}/disconnect`)
    const refused = await stage.browser().post<Problem>(`/connections/${id}/setup/retry`)
    expect([refused.body.code, (await setupOf(id)).state]).toEqual(['connection_unavailable', 'failed'])
  })

  it('waits for a person where one is needed, which is no failure', async () => {
    const from: unknown[] = []
    await open({
      import: async ({ request, progress, resumeFrom }) => {
        from.push(resumeFrom)
        await progress({ completed: 1, total: 2, label: 'Customers', checkpoint: 'one' })
        if (from.length === 1) stage.simulator.control.setAdmin('ada', HARBOR, false)
        await request(INVOICES)
        await request(INVOICES)
      },
    })
    const id = await connect()
    await work()
    expect(await connection(id)).toMatchObject({
      status: 'reauthorization_required',
      setup: { state: 'importing', progress: { completed: 1 }, error: null },
    })
    for (let days = 0; days < 3; days++) await work(DAY)
    expect(from).toEqual([null])
    expect((await connection(id)).sync).toMatchObject({ state: 'idle', pausedAt: expect.any(String) })
    stage.simulator.control.setAdmin('ada', HARBOR, true)
    await stage.browser().goThrough(stage.simulator.control, PERSON, { connectionId: id })
    await work()
    expect([from, (await setupOf(id)).state]).toEqual([[null, 'one'], 'done'])
    expect((await connection(id)).sync.pausedAt).toBeNull()
    expect(received()).toEqual(['setup.started', 'setup.paused', 'setup.resumed', 'setup.completed'])
  })

  it('that meets a revoke waits for the verdict, pauses for a person, and has lost no try', async () => {
    const seen: unknown[] = []
    await open({
      import: async ({ request, progress, resumeFrom }) => {
        await progress({ completed: 1, total: 2, label: 'Customers', checkpoint: 'one' })
        if (resumeFrom === null) stage.simulator.control.disconnectInQuickBooks(HARBOR)
        const answer = await request(INVOICES).catch((error: Error) => error)
        seen.push(answer instanceof Response ? answer.status : answer.name)
        if (!(answer instanceof Response && answer.ok)) throw new Error('HTTP 401')
        if (seen.length < 4) throw new Error('of the host')
      },
    })
    const id = await connect()
    const round = stage.adapter.runDueWork()
    await until(async () => (await connection(id)).status === 'checking', 'the company is being checked')
    await work(MINUTE + 1_000)
    await round
    expect(await connection(id)).toMatchObject({
      reason: 'revoked',
      sync: { state: 'idle', pausedAt: expect.any(String) },
      setup: { state: 'importing', progress: { completed: 1 }, error: null },
    })
    await work()
    const paused = stage.events.find(({ type }) => type === 'setup.paused')
    expect(paused?.data).toMatchObject({ reason: 'revoked', action: 'reauthorize' })
    await stage.browser().goThrough(stage.simulator.control, PERSON, { connectionId: id })
    for (let tries = 0; tries < 3; tries++) await work(MINUTE)
    expect(seen).toEqual(['SyncPausedError', 200, 200, 200])
    expect((await setupOf(id)).state).toBe('done')
    expect(received()).toEqual(['setup.started', 'setup.paused', 'setup.resumed', 'setup.completed'])
  })

  it('goes on by itself once a blocked company works again', async () => {
    const answers: number[] = []
    await open({
      import: async ({ request }) => {
        if (answers.length === 0) stage.simulator.control.companies.update(HARBOR, { locked: true })
        answers.push((await request(INVOICES)).status)
        answers.push((await request(INVOICES)).status)
      },
    })
    const id = await connect()
    await work()
    expect(await connection(id)).toMatchObject({
      status: 'blocked',
      setup: { state: 'importing', error: null },
    })
    stage.simulator.control.companies.update(HARBOR, { locked: false })
    await stage.browser().post(`/connections/${id}/verify`)
    await work()
    expect([answers.slice(1), (await setupOf(id)).state]).toEqual([[200, 200], 'done'])
  })

  it('is let go when the adapter closes, and taken up at once by the next', async () => {
    const from: unknown[] = []
    let begun = () => {}
    const running = new Promise<void>((resolve) => {
      begun = resolve
    })
    await open({
      import: async ({ progress, resumeFrom, signal }) => {
        from.push(resumeFrom)
        await progress({ completed: 1, total: 2, label: 'Customers', checkpoint: 'one' })
        begun()
        if (resumeFrom === null)
          await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
      },
    })
    const id = await connect()
    const first = stage.adapter
    const round = first.runDueWork()
    await running
    await first.close()
    await round.catch(() => {})
    await stage.restart()
    await work()
    expect([from, (await setupOf(id)).state]).toEqual([[null, 'one'], 'done'])
  })

  it('that is done stays done through disconnect and reconnect', async () => {
    const { run, seen } = failing(0)
    await open({ import: run })
    const id = await connect()
    await work()
    await stage.browser().post(`/connections/${id}/disconnect`)
    expect((await setupOf(id)).state).toBe('done')
    const { attempt } = await stage.browser().goThrough(stage.simulator.control, PERSON)
    await work()
    expect([attempt.connectionId, seen.tries, (await setupOf(id)).state]).toEqual([id, 1, 'done'])
  })

  it('is left aside by a disconnect, and goes on after the reconnect', async () => {
    const { run, seen } = failing(1)
    await open({ import: run })
    const id = await connect()
    await work()
    await stage.browser().post(`/connections/${id}/disconnect`)
    for (let days = 0; days < 3; days++) await work(DAY)
    expect(seen.tries).toBe(1)
    await stage.browser().goThrough(stage.simulator.control, PERSON)
    await work()
    expect([seen.from, (await setupOf(id)).state]).toEqual([[null, 1], 'done'])
  })

  it.each([
    [
      'a confirmation, where the company was sold',
      'business_sold',
      async (id: string) => {
        await stage.browser().goThrough(stage.simulator.control, PERSON)
        await work()
        await stage.browser().post(`/connections/${id}/confirm-company`)
      },
    ],
    [
      'a reconnect with tokens of the host',
      'other',
      async () => {
        const { refreshToken } = await handWrittenTokens(stage, HARBOR)
        await stage.adapter.forTenant('harbor').connections.import({ realmId: HARBOR, refreshToken })
      },
    ],
  ] as const)('that a disconnect has paused goes on after %s', async (_, why, reconnect) => {
    const { run, seen } = failing(1)
    await open({ import: run })
    const id = await connect()
    await work()
    await stage.adapter.forTenant('harbor').connections.disconnect(id, { why })
    await work(HOUR)
    await reconnect(id)
    await work()
    expect([seen.from, (await setupOf(id)).state]).toEqual([[null, 1], 'done'])
    expect(received()).toEqual(['setup.started', 'setup.paused', 'setup.resumed', 'setup.completed'])
  })

  it('is not begun for tokens that were taken over: their integration is set up', async () => {
    const { run, seen } = failing(0)
    await open({ import: run })
    const { refreshToken } = await handWrittenTokens(stage, HARBOR)
    const { id } = await stage.adapter
      .forTenant('harbor')
      .connections.import({ realmId: HARBOR, refreshToken })
    await work()
    await stage.browser().goThrough(stage.simulator.control, PERSON, { connectionId: id })
    await work()
    expect([seen.tries, (await setupOf(id)).state]).toEqual([0, 'none'])
  })

  it('that another adapter runs is not begun here as well', async () => {
    let tries = 0
    let finish = () => {}
    const finished = new Promise<void>((resolve) => {
      finish = resolve
    })
    await open({
      import: async () => {
        tries++
        await finished
      },
    })
    const id = await connect()
    const round = stage.adapter.runDueWork()
    await until(() => tries > 0, 'the import begins')
    const second = await stage.restart()
    await second.runDueWork()
    finish()
    await round
    expect([tries, (await setupOf(id)).state]).toEqual([1, 'done'])
  })

  it('whose process dies is taken over, and counts as a try', async () => {
    let tries = 0
    await open({
      import: async ({ progress }) => {
        await progress({ completed: tries + 1, total: 9, label: 'Customers' })
        // Only now: what is stored after the clock was set would be a sign of life.
        tries++
        await new Promise(() => {})
      },
    })
    const id = await connect()
    for (let expected = 1; expected <= 3; expected++) {
      // The clock of a process that has died does not go on either.
      const at = stage.simulator.control.clock.now()
      void (await stage.restart({ now: () => at })).runDueWork()
      await until(() => tries === expected, `try ${expected} of the import begins`)
      stage.simulator.control.clock.advance(MINUTE)
    }
    await (await stage.restart()).runDueWork()
    expect(tries).toBe(3)
    const { state, progress, error } = await setupOf(id)
    expect([state, progress?.completed, error?.detail]).toEqual([
      'failed',
      3,
      expect.stringMatching(/exited/),
    ])
  })

  it('that does not end delays nothing but itself', async () => {
    await open({
      import: ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', reject)),
    })
    await stage.adapter.start()
    const id = await connect()
    await until(() => stage.events.some(({ type }) => type === 'setup.started'), 'the set-up starts')
    expect((await setupOf(id)).state).toBe('importing')
    await expect(stage.adapter.forTenant('harbor').tokens.get(id)).resolves.toMatchObject({ realmId: HARBOR })
  })
})

describe('a configuration', () => {
  it('follows the import, and is completed once, by someone who may connect', async () => {
    await open({ import: failing(0).run, configuration: true })
    const id = await connect()
    expect((await complete(id)).body).toMatchObject({ code: 'sync_running', action: 'wait' })
    await work()
    expect(await setupOf(id)).toEqual({ state: 'configuration_required', progress: null, error: null })
    const viewer = stage.browser('harbor', 'eve', ['view'])
    expect((await viewer.post<Problem>(`/connections/${id}/setup/complete`)).body.code).toBe('forbidden')
    const stranger = stage.browser('other', 'bob')
    expect((await stranger.post(`/connections/${id}/setup/complete`)).status).toBe(404)
    const done = await complete<Connection>(id)
    expect([done.status, done.body.setup.state]).toEqual([200, 'done'])
    expect((await complete(id)).status).toBe(200)
    await work()
    const events = stage.events.filter(({ type }) => type.startsWith('setup.'))
    expect(events.map(({ type, actor }) => [type, actor?.userId])).toEqual([
      ['setup.started', 'ada'],
      ['setup.completed', 'ada'],
    ])
  })

  it('alone is asked for at once, and the host’s server can complete it', async () => {
    await open({ configuration: true })
    const id = await connect()
    expect((await setupOf(id)).state).toBe('configuration_required')
    const { setup } = await stage.adapter.forTenant('harbor').setup.complete(id)
    expect(setup.state).toBe('done')
    await expect(stage.adapter.forTenant('other').setup.complete(id)).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  it('cannot be completed where its import failed, or while it is disconnected', async () => {
    await open({ import: failing(99).run, configuration: true })
    const id = await connect()
    for (let tries = 0; tries < 3; tries++) await work(MINUTE)
    expect((await complete(id)).body).toMatchObject({ code: 'invalid_request' })
    await stage.browser().post(`/connections/${id}/disconnect`)
    expect((await complete(id)).body).toMatchObject({ code: 'connection_unavailable' })
  })

  it('survives off and on', async () => {
    await open({ configuration: true })
    const id = await connect()
    await complete(id)
    await stage.browser().post(`/connections/${id}/disconnect`)
    await stage.browser().goThrough(stage.simulator.control, PERSON)
    expect((await setupOf(id)).state).toBe('done')
  })
})

it('is nothing where the host plans nothing', async () => {
  stage = await openStage()
  const id = await connect()
  expect((await complete<Connection>(id)).body.setup).toEqual({ state: 'none', progress: null, error: null })
  await work()
  expect(received()).toEqual([])
})
