// Runs that begin by themselves: on occasions and by the clock, once in all processes, on either store.
import { describe, expect, it } from 'vitest'
import type { ScheduledTools, ScheduleOptions } from '../src/index.ts'
import { DAY, HOUR, MINUTE } from '../src/platform/clock.ts'
import { HARBOR, openStage, type Stage } from './stage.ts'
import { useStores } from './together/together-ground.ts'

const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }
const WHOLESALE = { user: 'ada', company: 'Harbor Tea Wholesale' }
const TOKEN = 'verifier-canary'
const HOURLY = { every: '1h' } as const

type Ran = Pick<ScheduledTools, 'name' | 'cause' | 'resumeFrom'> & { company: string | null }

/** Work that notes that it ran. */
function noting(work: (tools: ScheduledTools) => Promise<unknown> = async () => {}) {
  const ran: Ran[] = []
  return {
    ran,
    causes: () => ran.map(({ cause }) => cause),
    work: async (tools: ScheduledTools) => {
      const { name, cause, resumeFrom, connection } = tools
      ran.push({ name, cause, resumeFrom, company: connection.company.name })
      await work(tools)
    },
  }
}

async function pass(stage: Stage, ms: number): Promise<void> {
  stage.simulator.control.clock.advance(ms)
  await stage.adapter.runDueWork()
}

const connect = (stage: Stage, person = HARBOR_TEA, tenant = 'harbor') =>
  stage.browser(tenant).connect(stage.simulator.control, person)

describe.each(useStores())('a schedule on %s', (_store, open) => {
  it('runs once its company is confirmed, not before, and then by the clock', async () => {
    const stage = await open()
    const { ran, causes, work } = noting()
    stage.adapter.syncs.schedule('invoices', HOURLY, work)
    const { attempt } = await stage.browser().goThrough(stage.simulator.control, HARBOR_TEA)
    await pass(stage, 2 * HOUR)
    expect(ran).toEqual([])
    await stage.browser().post(`/connections/${attempt.connectionId}/confirm-company`)
    await pass(stage, 0)
    expect(ran).toEqual([{ name: 'invoices', cause: 'confirm', resumeFrom: null, company: 'Harbor Tea Co.' }])
    await pass(stage, HOUR - MINUTE)
    expect(ran).toHaveLength(1)
    await pass(stage, MINUTE)
    expect(causes()).toEqual(['confirm', 'every'])
  })

  it('makes one run of all that was missed', async () => {
    const stage = await open()
    const { causes, work } = noting()
    stage.adapter.syncs.schedule('invoices', HOURLY, work)
    await connect(stage)
    await pass(stage, 0)
    await pass(stage, 5 * DAY)
    expect(causes()).toEqual(['confirm', 'every'])
    await pass(stage, 59 * MINUTE)
    expect(causes()).toHaveLength(2)
  })

  it('runs when Intuit reports changes; many at once are one run', async () => {
    const stage = await open({ webhookVerifierTokens: [TOKEN] })
    const { causes, work } = noting()
    stage.adapter.syncs.schedule('invoices', { on: ['webhook'] }, work)
    await connect(stage)
    await pass(stage, 0)
    expect(causes()).toEqual([])
    const url = `${stage.origin}/api/quickbooks/webhooks`
    for (const id of ['1', '2', '3']) {
      const events = [{ realmId: HARBOR, name: 'Invoice', id, operation: 'Create' as const }]
      await stage.simulator.control.sendWebhook({ url, verifierToken: TOKEN, shape: 'cloudevents', events })
    }
    await pass(stage, MINUTE)
    await pass(stage, MINUTE)
    expect(causes()).toEqual(['webhook'])
  })

  it('is paused with its connection, says since when, and goes on by itself from its checkpoint', async () => {
    const stage = await open()
    const { control } = stage.simulator
    let fails = true
    const { ran, work } = noting(async ({ progress }) => {
      if (!fails) return
      await progress({ completed: 2, total: 9, label: 'Invoices', checkpoint: { page: 2 } })
      throw new Error('not this time')
    })
    stage.adapter.syncs.schedule('invoices', HOURLY, work)
    const { id } = await connect(stage)
    await pass(stage, 0)
    fails = false
    control.disconnectInQuickBooks(HARBOR)
    await stage.adapter.forTenant('harbor').verify(id)
    await pass(stage, 2 * MINUTE)
    await pass(stage, 2 * HOUR)
    const paused = await stage.adapter.forTenant('harbor').connections.get(id)
    expect(paused).toMatchObject({
      status: 'reauthorization_required',
      sync: { state: 'paused', pausedAt: expect.any(String) },
    })
    expect(ran).toHaveLength(1)
    await stage.browser().goThrough(control, HARBOR_TEA, { connectionId: id })
    await pass(stage, 0)
    expect(ran.slice(1)).toEqual([
      { name: 'invoices', cause: 'resume', resumeFrom: { page: 2 }, company: 'Harbor Tea Co.' },
    ])
    const { sync } = await stage.adapter.forTenant('harbor').connections.get(id)
    expect(sync).toMatchObject({ state: 'idle', missedSince: expect.any(String) })
  })

  it('is paused by a disconnect during its run, and goes on from its checkpoint after a reconnect', async () => {
    const stage = await open()
    const { ran, work } = noting(async ({ connection, progress, resumeFrom, signal }) => {
      if (resumeFrom !== null) return
      await progress({ completed: 2, total: 9, label: 'Invoices', checkpoint: { page: 2 } })
      await stage.adapter.forTenant('harbor').connections.disconnect(connection.id)
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
    })
    stage.adapter.syncs.schedule('invoices', { on: ['confirm', 'resume'] }, work)
    await connect(stage)
    await pass(stage, 0)
    await pass(stage, DAY)
    expect(ran).toMatchObject([{ cause: 'confirm', resumeFrom: null }])
    await connect(stage)
    await pass(stage, 0)
    await pass(stage, DAY)
    expect(ran.slice(1)).toMatchObject([{ resumeFrom: { page: 2 } }])
  })

  it.each([
    ['throws', async (signal: AbortSignal) => signal.throwIfAborted()],
    ['returns', async () => {}],
  ])(
    'is begun by one process of several; another takes over from one that closes and %s',
    async (_how, end) => {
      const stage = await open()
      const first = stage.adapter
      const started = Promise.withResolvers<void>()
      const held = noting(async ({ progress, signal }) => {
        await progress({ completed: 1, total: 3, label: 'Invoices', checkpoint: 'one' })
        started.resolve()
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
        await end(signal)
      })
      first.syncs.schedule('invoices', HOURLY, held.work)
      const second = await stage.restart()
      const other = noting()
      second.syncs.schedule('invoices', HOURLY, other.work)
      const { id } = await connect(stage)
      const working = first.runDueWork()
      await started.promise
      await second.runDueWork()
      expect([held.causes(), other.causes()]).toEqual([['confirm'], []])
      await Promise.all([first.close(), working.catch(() => {})])
      const ranLater = async () => {
        await pass(stage, 3 * MINUTE)
        return other.ran
      }
      await expect.poll(ranLater).toMatchObject([{ cause: 'again', resumeFrom: 'one' }])
      const { entries } = (
        await stage.browser().get<{ entries: { type: string }[] }>(`/connections/${id}/history`)
      ).body
      expect(entries.filter(({ type }) => /^sync\.(failed|succeeded)$/.test(type))).toHaveLength(1)
    },
    60_000,
  )

  it('is begun once where two processes check at the same time', async () => {
    const stage = await open()
    const one = noting()
    const first = stage.adapter
    first.syncs.schedule('invoices', HOURLY, one.work)
    const second = await stage.restart()
    second.syncs.schedule('invoices', HOURLY, one.work)
    await connect(stage)
    for (let tick = 1; tick <= 5; tick++) {
      stage.simulator.control.clock.advance(tick === 1 ? 0 : HOUR)
      await Promise.all([first.runDueWork(), second.runDueWork()])
      await Promise.all([first.runDueWork(), second.runDueWork()])
      expect(one.ran).toHaveLength(tick)
    }
  })

  it('tries a run that failed again, less and less often, and by the clock all the same', async () => {
    const stage = await open()
    const { causes, work } = noting(async () => {
      throw new Error('a canary of the host’s')
    })
    stage.adapter.syncs.schedule('invoices', { every: '10m' }, work)
    await connect(stage)
    await pass(stage, 0)
    await pass(stage, MINUTE)
    expect(causes()).toEqual(['confirm', 'again'])
    await pass(stage, MINUTE)
    expect(causes()).toHaveLength(2)
    await pass(stage, MINUTE)
    expect(causes()).toHaveLength(3)
    await pass(stage, 4 * MINUTE)
    expect(causes()).toHaveLength(4)
    await pass(stage, 10 * MINUTE)
    expect(causes()).toHaveLength(5)
  })

  it('has failed where its work is refused a run of its own', async () => {
    const stage = await open()
    const { causes, work } = noting(async ({ connection }) => {
      await stage.adapter.forTenant('harbor').syncs.run(connection.id, async () => {})
    })
    stage.adapter.syncs.schedule('invoices', HOURLY, work)
    await connect(stage)
    await pass(stage, 0)
    expect(causes()).toEqual(['confirm'])
    await pass(stage, MINUTE)
    expect(causes()).toEqual(['confirm', 'again'])
  })

  it('takes turns with others of its connection, each with its own checkpoint', async () => {
    const stage = await open()
    let fails = true
    const invoices = noting(async ({ progress }) => {
      await progress({ completed: 1, total: 2, label: 'Invoices', checkpoint: 'invoices' })
      if (fails) throw new Error('not this time')
    })
    const customers = noting(async ({ progress }) => {
      await progress({ completed: 1, total: 2, label: 'Customers', checkpoint: 'customers' })
    })
    stage.adapter.syncs.schedule('invoices', HOURLY, invoices.work)
    stage.adapter.syncs.schedule('customers', HOURLY, customers.work)
    const { id } = await connect(stage)
    await pass(stage, 0)
    await pass(stage, 0)
    expect([invoices.ran, customers.ran].map(([run]) => run?.resumeFrom)).toEqual([null, null])
    let own: unknown = 'nothing yet'
    await stage.adapter.forTenant('harbor').syncs.run(id, async ({ resumeFrom }) => {
      own = resumeFrom
    })
    expect(own).toBeNull()
    fails = false
    await pass(stage, MINUTE)
    expect(invoices.causes()).toEqual(['confirm', 'again'])
  })

  it('hands a run that was interrupted its own checkpoint, also after another’s success', async () => {
    const stage = await open()
    let fails = true
    const invoices = noting(async ({ progress }) => {
      if (fails) {
        await progress({ completed: 1, total: 2, label: 'Invoices', checkpoint: 'invoices' })
        throw new Error('not this time')
      }
    })
    const customers = noting()
    stage.adapter.syncs.schedule('invoices', { on: ['confirm'] }, invoices.work)
    await connect(stage)
    await pass(stage, 0)
    stage.adapter.syncs.schedule('customers', { on: ['confirm'] }, customers.work)
    await stage.adapter.runDueWork()
    expect(customers.ran).toMatchObject([{ resumeFrom: null }])
    fails = false
    await pass(stage, MINUTE)
    expect(invoices.ran.at(-1)).toMatchObject({ cause: 'again', resumeFrom: 'invoices' })
  })

  it('begins for companies that are connected already, of its tenant alone where it is a tenant’s', async () => {
    const stage = await open({ sharedCompanies: 'allow' })
    // First, since each consent to a shared company has the grants of the others refreshed meanwhile.
    await connect(stage, HARBOR_TEA, 'northwind')
    await connect(stage)
    await connect(stage, WHOLESALE)
    const { ran, work } = noting()
    stage.adapter.forTenant('harbor').syncs.schedule('invoices', HOURLY, work)
    await stage.adapter.runDueWork()
    expect(ran.map(({ company }) => company).sort()).toEqual(['Harbor Tea Co.', 'Harbor Tea Wholesale'])
    await pass(stage, HOUR)
    expect(ran).toHaveLength(4)
  })

  it('waits for the set-up, and leaves a disconnected connection alone until it is connected again', async () => {
    const imported = Promise.withResolvers<void>()
    const stage = await open({ setup: { import: () => imported.promise } })
    const { causes, work } = noting()
    stage.adapter.syncs.schedule('invoices', HOURLY, work)
    const { id } = await connect(stage)
    const working = stage.adapter.runDueWork()
    const setup = async () => (await stage.adapter.forTenant('harbor').connections.get(id)).setup.state
    await expect.poll(setup).toBe('importing')
    expect(causes()).toEqual([])
    imported.resolve()
    await working
    await pass(stage, MINUTE)
    expect(causes()).toEqual(['confirm'])
    await stage.adapter.forTenant('harbor').connections.disconnect(id)
    await pass(stage, DAY)
    expect(causes()).toHaveLength(1)
    await connect(stage)
    await pass(stage, 0)
    expect(causes()).toEqual(['confirm', 'confirm'])
  })
})

describe('syncs.schedule', () => {
  it('begins nothing once it is stopped, nor after close', async () => {
    await using stage = await openStage()
    const { ran, work } = noting()
    const schedule = stage.adapter.syncs.schedule('invoices', HOURLY, work)
    await connect(stage)
    schedule.stop()
    schedule.stop()
    await pass(stage, DAY)
    stage.adapter.syncs.schedule('invoices', HOURLY, work)
    await stage.adapter.close()
    expect(ran).toEqual([])
  })

  it.each<[unknown, ScheduleOptions, string]>([
    ['', {}, 'name must be'],
    ['__proto__', {}, 'name must be'],
    ['a', { every: '1 fortnight' }, 'every must be from 1 s'],
    ['a', { every: 10 }, 'every must be from 1 s'],
    ['a', { every: Number.NaN }, 'every must be from 1 s'],
    ['a', { on: ['confirmed'] as never }, 'on must be a list of'],
    ['a', { on: [] }, 'on is empty and every is missing'],
    ['a', { each: 5 } as never, 'each is not known'],
  ])('refuses %o with %o', async (name, options, sentence) => {
    await using stage = await openStage()
    expect(() => stage.adapter.syncs.schedule(name as string, options, async () => {})).toThrow(sentence)
  })

  it('refuses a name that is taken, and work that is none', async () => {
    await using stage = await openStage()
    const { syncs } = stage.adapter
    syncs.schedule('invoices', {}, async () => {})
    expect(() => syncs.schedule('invoices', {}, async () => {})).toThrow('"invoices" is scheduled already')
    expect(() => syncs.schedule('others', {}, 'work' as never)).toThrow('the work is not a function')
  })
})
