// Guarded runs that Intuit refuses while no one knows why: held until it is known, never ended as a fault of the app.
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCompanyRequests } from '../../src/company-api/company-requests.ts'
import type { RunTools } from '../../src/config/options.ts'
import { MINUTE } from '../../src/platform/clock.ts'
import { createSyncs } from '../../src/syncs/run-guard.ts'
import { createRefreshCoordinator } from '../../src/tokens/refresh-coordinator.ts'
import { HARBOR, openStage, type Stage } from '../stage.ts'
import { until } from '../until.ts'
import { openTestDeps } from './open-test-deps.ts'
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

const control = () => stage.simulator.control
const books = () => stage.adapter.forTenant('harbor')
const connection = () => books().connections.get(id)
const received = async () => {
  await stage.adapter.runDueWork()
  return stage.events.map(({ type }) => type)
}
const isChecking = async () => (await connection()).status === 'checking'

/** The minute after which a lone refusal is looked at again goes by. */
async function aMinuteLater(): Promise<void> {
  await until(isChecking, 'the connection is being checked')
  control().clock.advance(MINUTE + 1_000)
  await stage.adapter.runDueWork()
}

/** Refused once by the company and once by the token endpoint, for no reason of its own. */
function hiccup(): void {
  control().fault({ route: 'query', kind: 'lower-case-401', times: 1 })
  control().fault({ route: 'token', kind: 'invalid_grant', times: 1 })
}

describe('a run that meets a revoke', () => {
  it.each([
    ['throws what its request rejects with', async (answer: Promise<Response>) => void (await answer)],
    ['swallows it', async (answer: Promise<Response>) => void (await answer.catch(() => {}))],
    [
      'throws an error of its own',
      async (answer: Promise<Response>) => {
        const { status } = await answer.catch(() => ({ status: 'none' }))
        throw new Error(`HTTP ${status}`)
      },
    ],
  ])('is paused where its work %s, and resumed after a re-authorization', async (_, work) => {
    control().disconnectInQuickBooks(HARBOR)
    const signals: AbortSignal[] = []
    const run = books().syncs.run(id, async ({ request, progress, signal }) => {
      signals.push(signal)
      await progress({ completed: 1, total: 3, label: 'Invoices', checkpoint: 'one' })
      await work(request(INVOICES))
    })
    await aMinuteLater()
    await expect(run).resolves.toEqual({ outcome: 'paused' })
    expect(signals[0]?.aborted).toBe(true)
    expect(await connection()).toMatchObject({
      reason: 'revoked',
      sync: { state: 'paused', error: null, pausedAt: expect.any(String) },
    })
    await stage.browser().goThrough(control(), PERSON, { connectionId: id })
    expect((await received()).filter((type) => type.startsWith('sync.'))).toEqual([
      'sync.started',
      'sync.progressed',
      'sync.paused',
      'sync.resumed',
    ])
    await books().syncs.run(id, async ({ resumeFrom }) => expect(resumeFrom).toBe('one'))
  })

  it('by a call of its own waits for the verdict, and is paused', async () => {
    control().disconnectInQuickBooks(HARBOR)
    const run = books().syncs.run(id, async () => {
      expect((await books().request(id, INVOICES)).status).toBe(401)
      throw new Error('HTTP 401')
    })
    await aMinuteLater()
    await expect(run).resolves.toEqual({ outcome: 'paused' })
  })

  it('asks Intuit for its tokens no more often the more of its requests are refused', async () => {
    control().disconnectInQuickBooks(HARBOR)
    control().clearRequests()
    const run = books().syncs.run(id, async ({ request }) => {
      await Promise.allSettled([request(INVOICES), request(INVOICES)])
      await request(INVOICES)
    })
    await aMinuteLater()
    await run
    expect(control().requests({ route: 'token' })).toHaveLength(2)
  })

  it('gets the event that it can go on where a person was quicker than its work', async () => {
    const leaving = Promise.withResolvers<void>()
    control().disconnectInQuickBooks(HARBOR)
    let isAborted = () => false
    const run = books().syncs.run(id, async ({ request, signal }) => {
      isAborted = () => signal.aborted
      await request(INVOICES).catch(() => {})
      await leaving.promise
    })
    await aMinuteLater()
    await until(isAborted, 'the run is stopped')
    await stage.browser().goThrough(control(), PERSON, { connectionId: id })
    leaving.resolve()
    await expect(run).resolves.toEqual({ outcome: 'paused' })
    expect((await received()).slice(-2)).toEqual(['sync.paused', 'sync.resumed'])
  })
})

describe('a run that meets a hiccup', () => {
  it('waits for the verdict and repeats its call', async () => {
    hiccup()
    const run = books().syncs.run(id, async ({ request }) => (await request(INVOICES)).status)
    await aMinuteLater()
    await expect(run).resolves.toEqual({ outcome: 'succeeded', result: 200 })
    expect(await received()).toEqual([
      'sync.started',
      'connection.refresh_failed',
      'connection.checking',
      'sync.succeeded',
    ])
  })

  it('is handed the refusal of a body that can be read once', async () => {
    control().fault({ route: 'entity', kind: 'lower-case-401', times: 1 })
    control().fault({ route: 'token', kind: 'invalid_grant', times: 1 })
    const run = books().syncs.run(id, async ({ request }) => {
      const body = Readable.from(['{"DocNumber":"Once"}']) as unknown as BodyInit
      const answer = await request('/invoice', { method: 'POST', body })
      return answer.status
    })
    await aMinuteLater()
    await expect(run).resolves.toEqual({ outcome: 'succeeded', result: 401 })
  })

  it('is paused where nothing is known for two minutes, and resumed once it is', async () => {
    let elapsed = 0
    const deps = openTestDeps(stage, { elapsed: () => elapsed })
    const syncs = createSyncs(deps, createCompanyRequests(deps, createRefreshCoordinator(deps)))
    control().disconnectInQuickBooks(HARBOR)
    const seen: unknown[] = []
    const run = syncs.run('harbor', id, async ({ request, signal }: RunTools) => {
      await request(INVOICES).catch((error: unknown) => void seen.push(error))
      seen.push(signal.aborted)
      throw new Error('of the host')
    })
    await until(isChecking, 'the connection is being checked')
    elapsed = 2 * MINUTE
    await expect(run).resolves.toEqual({ outcome: 'paused' })
    expect(seen).toMatchObject([{ name: 'SyncPausedError', action: 'wait' }, true])
    expect((await connection()).sync.state).toBe('paused')
    await stage.browser().goThrough(control(), PERSON, { connectionId: id })
    expect((await received()).at(-1)).toBe('sync.resumed')
  })
})

it('a run is answered however often Intuit asks it to be slower', async () => {
  control().fault({ route: 'query', kind: 'json-429', retryAfter: '0', times: 4 })
  const run = books().syncs.run(id, async ({ request }) => (await request(INVOICES)).status)
  await expect(run).resolves.toEqual({ outcome: 'succeeded', result: 200 })
})
