// A re-authorization that came back from Intuit holds what may be the connection's only living grant: it is finished.
import { DatabaseSync } from 'node:sqlite'
import type { Attempt } from '@mooring/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HOUR, MINUTE, SECOND } from '../src/platform/clock.ts'
import { usePostgres } from './instances/postgres-stage.ts'
import { HARBOR, openStage, type Stage } from './stage.ts'
import { LATE, until } from './until.ts'

const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }

const ground = usePostgres()

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(async () => {
  await stage.close()
})

const control = () => stage.simulator.control
const tenant = () => stage.adapter.forTenant('harbor')
const living = () =>
  control()
    .grants()
    .filter(({ live }) => live)

/** A connection whose re-authorization waits, since its company can't be read. */
async function waitingReauthorization(given = HARBOR_TEA) {
  const browser = stage.browser()
  const { id } = await browser.connect(control(), HARBOR_TEA)
  control().fault({ route: 'company', kind: 'html-503' })
  const { attempt } = await browser.goThrough(control(), given, { connectionId: id })
  expect(attempt).toMatchObject({ kind: 'reauthorize', step: 'exchanged', outcome: 'pending' })
  const read = async () => (await browser.get<Attempt>(`/attempts/${attempt.id}`)).body
  const cancel = async () => (await browser.post<Attempt>(`/attempts/${attempt.id}/cancel`)).body
  return { id, read, cancel }
}

describe.each(['a file', 'Postgres'])('on %s, a re-authorization that waits for its company', (store) => {
  beforeEach(async () => {
    if (store === 'a file') return
    await stage.close()
    stage = await ground.open()
  })

  it('is not cancelled, and is stored once the company can be read', async () => {
    const { id, read, cancel } = await waitingReauthorization()
    expect(await cancel()).toMatchObject({ outcome: 'pending', step: 'exchanged' })
    control().clearFaults()
    control().clock.advance(MINUTE)
    await stage.adapter.runDueWork()
    expect(await read()).toMatchObject({ outcome: 'reauthorized', connectionId: id })
    expect((await tenant().request(id, '/query?query=select * from Invoice')).ok).toBe(true)
  })

  it('goes on beyond the end of its time and of its access token', async () => {
    const { id, read } = await waitingReauthorization()
    for (let passed = 0; passed < 4; passed++) {
      control().clock.advance(HOUR)
      await stage.adapter.runDueWork()
    }
    expect(await read()).toMatchObject({ outcome: 'pending', step: 'exchanged' })
    control().clearFaults()
    control().clock.advance(2 * HOUR)
    await stage.adapter.runDueWork()
    expect(await read()).toMatchObject({ outcome: 'reauthorized' })
    control().clock.advance(2 * HOUR)
    expect((await tenant().request(id, '/query?query=select * from Invoice')).ok).toBe(true)
    expect((await tenant().connections.get(id)).reauthorizedAt).not.toBeNull()
  })

  it('is over once Intuit refuses its grant', async () => {
    const { id, read } = await waitingReauthorization()
    control().disconnectInQuickBooks(HARBOR)
    control().clearFaults()
    for (let tries = 0; tries < 6; tries++) {
      control().clock.advance(HOUR)
      await stage.adapter.runDueWork()
    }
    expect(await read()).toMatchObject({ outcome: 'failed', problem: { code: 'company_unreadable' } })
    expect((await tenant().connections.get(id)).reauthorizedAt).toBeNull()
  })

  it('is dropped where it is proven to be of another company', async () => {
    const other = { user: 'ada', company: 'Harbor Tea Wholesale' }
    const { id, read } = await waitingReauthorization(other)
    control().clearFaults()
    control().clock.advance(MINUTE)
    await stage.adapter.runDueWork()
    expect(await read()).toMatchObject({ outcome: 'failed', problem: { code: 'company_mismatch' } })
    expect((await tenant().request(id, '/query?query=select * from Invoice')).ok).toBe(true)
  })

  it('survives a refusal that a fresh token should not meet', async () => {
    const browser = stage.browser()
    const { id } = await browser.connect(control(), HARBOR_TEA)
    control().fault({ route: 'company', kind: 'lower-case-401', times: 2 })
    const { attempt } = await browser.goThrough(control(), HARBOR_TEA, { connectionId: id })
    for (let tries = 0; tries < 2; tries++) {
      control().clock.advance(MINUTE)
      await stage.adapter.runDueWork()
    }
    expect((await browser.get<Attempt>(`/attempts/${attempt.id}`)).body.outcome).toBe('reauthorized')
  })
})

it.each([
  ['two re-authorizations', true],
  ['two first connects', false],
])('of %s at once, the living grant of the later consent stays', async (_what, isConnected) => {
  const browser = stage.browser()
  const given = isConnected ? { connectionId: (await browser.connect(control(), HARBOR_TEA)).id } : {}
  const [one, two] = [await browser.authorize(given), await browser.authorize(given)]
  const back = await control().authorize(one.authorizeUrl, HARBOR_TEA)
  const later = await control().authorize(two.authorizeUrl, HARBOR_TEA)
  const lift = control().fault({ route: 'company', kind: 'slow', ms: LATE, times: 1 })
  const seen = control().requests({ route: 'company' }).length
  const callback = browser.get(back)
  await until(() => control().requests({ route: 'company' }).length > seen, 'the company is read')
  await browser.get(later)
  lift()
  await callback
  const read = async (id: string) => (await browser.get<Attempt>(`/attempts/${id}`)).body
  const { connectionId } = await read(two.attemptId)
  expect(await read(one.attemptId)).toMatchObject({ outcome: 'reauthorized', connectionId })
  await browser.post(`/connections/${connectionId}/confirm-company`, {})
  control().clock.advance(2 * HOUR)
  const answer = await tenant().request(connectionId ?? '', '/query?query=select * from Invoice')
  expect(answer.ok).toBe(true)
})

it.each([
  ['the first to come back', 0],
  ['the last to come back', 1],
])(
  'of two codes on their way to Intuit at once, the grant of the last exchanged stays: that of %s',
  async (_, late) => {
    // The connect’s own is the first.
    let codes = -1
    const held = Promise.withResolvers<void>()
    /** Holds one exchange up before Intuit hears of it; the other goes through, and its company is read slowly. */
    const slowly: typeof fetch = async (input, init) => {
      if (String(init?.body).includes('authorization_code') && codes++ === late) await held.promise
      return await fetch(input, init)
    }
    await using opened = await openStage({ fetch: slowly })
    const browser = opened.browser()
    const { id } = await browser.connect(opened.simulator.control, HARBOR_TEA)
    const one = await browser.authorize({ connectionId: id })
    const two = await browser.authorize({ connectionId: id })
    const back = await opened.simulator.control.authorize(one.authorizeUrl, HARBOR_TEA)
    const later = await opened.simulator.control.authorize(two.authorizeUrl, HARBOR_TEA)
    const first = browser.get(back)
    await until(() => codes === 1, 'the first code is on its way')
    opened.simulator.control.clock.advance(SECOND)
    const second = browser.get(later)
    await until(() => codes === 2, 'the second code is on its way')
    opened.simulator.control.clock.advance(SECOND)
    await (late === 0 ? second : first)
    held.resolve()
    await Promise.all([first, second])
    for (const { attemptId } of [one, two]) {
      const { body } = await browser.get<Attempt>(`/attempts/${attemptId}`)
      expect(body).toMatchObject({ outcome: 'reauthorized', connectionId: id })
    }
    opened.simulator.control.clock.advance(2 * HOUR)
    const books = opened.adapter.forTenant('harbor')
    const answer = await books.request(id, '/query?query=select * from Invoice')
    expect(answer.ok).toBe(true)
    expect((await books.connections.get(id)).status).toBe('connected')
  },
)

it('a grant that waits and no longer opens is given up, and the operator finds it in the log', async () => {
  const { read } = await waitingReauthorization()
  control().clearFaults()
  const raw = new DatabaseSync(stage.databasePath)
  raw.exec(`update attempts set waiting_grant = substr(waiting_grant, 1, length(waiting_grant) - 6) || 'AAAAAA'
    where waiting_grant is not null`)
  raw.close()
  control().clock.advance(HOUR)
  await stage.adapter.runDueWork()
  expect(await read()).toMatchObject({ outcome: 'failed', problem: { code: 'company_unreadable' } })
  const lines = stage.log.filter(({ message }) => String(message).includes('cannot be opened'))
  expect(lines).toMatchObject([{ tenantId: 'harbor', code: 'company_unreadable' }])
})

describe('a re-authorization whose code is exchanged', () => {
  /** Its code is exchanged slowly, `passed` ms after it was started. @returns what waits for the callback's end */
  async function exchangedSlowly(passed: number) {
    const browser = stage.browser()
    const { id } = await browser.connect(control(), HARBOR_TEA)
    const answer = control().fault({ route: 'token', kind: 'slow', ms: LATE, times: 1 })
    const started = await browser.authorize({ connectionId: id })
    control().clock.advance(passed)
    const back = await control().authorize(started.authorizeUrl, HARBOR_TEA)
    const seen = control().requests({ route: 'token' }).length
    const callback = browser.get(back)
    await until(() => control().requests({ route: 'token' }).length > seen, 'the code is exchanged')
    const read = async () => (await browser.get<Attempt>(`/attempts/${started.attemptId}`)).body
    const end = () => {
      answer()
      return callback
    }
    return { id, read, end }
  }

  it.each([
    ['as its time ends', 29.5 * MINUTE, MINUTE / 2],
    ['while it is taken for lost', MINUTE, 2 * MINUTE],
    ['while it is taken for lost and its time ends', 29 * MINUTE, 2 * MINUTE],
  ])('%s is stored', async (_when, before, meanwhile) => {
    const { id, read, end } = await exchangedSlowly(before)
    control().clock.advance(meanwhile)
    await stage.adapter.runDueWork()
    await end()
    expect(await read()).toMatchObject({ outcome: 'reauthorized', problem: null, connectionId: id })
    control().clock.advance(2 * HOUR)
    expect((await tenant().request(id, '/query?query=select * from Invoice')).ok).toBe(true)
  })
})

describe("a re-authorization whose company can't be used", () => {
  it.each([
    ['150', { status: 'blocked', reason: 'company_locked' }],
    ['6190', { status: 'blocked', reason: 'subscription_ended' }],
    ['120', { status: 'reauthorization_required', reason: 'admin_access_lost' }],
  ])('by fault %s is stored, and its connection says so until it can', async (code, standing) => {
    const browser = stage.browser()
    const { id } = await browser.connect(control(), HARBOR_TEA)
    await browser.post(`/connections/${id}/confirm-company`, {})
    const Fault = { Error: [{ Message: 'No', Detail: 'No', code }], type: 'AUTHORIZATION' }
    const headers = { 'content-type': 'application/json' }
    const lift = control().fault({
      route: 'company',
      kind: 'status',
      status: 403,
      body: JSON.stringify({ Fault }),
      headers,
    })
    const { attempt } = await browser.goThrough(control(), HARBOR_TEA, { connectionId: id })
    expect(attempt).toMatchObject({ outcome: 'reauthorized', connectionId: id })
    expect(await tenant().connections.get(id)).toMatchObject(standing)
    lift()
    expect(await tenant().verify(id)).toMatchObject({
      status: 'connected',
      company: { name: 'Harbor Tea Co.' },
    })
    control().clock.advance(2 * HOUR)
    expect((await tenant().request(id, '/query?query=select * from Invoice')).ok).toBe(true)
  })
})

describe('a first connect that is cancelled', () => {
  it('while it waits for its company has its grant revoked once the company is proven', async () => {
    const browser = stage.browser()
    const lift = control().fault({ route: 'company', kind: 'html-503' })
    const { attempt } = await browser.goThrough(control(), HARBOR_TEA)
    const cancelled = await browser.post<Attempt>(`/attempts/${attempt.id}/cancel`)
    expect(cancelled.body.outcome).toBe('cancelled')
    await stage.adapter.runDueWork()
    expect(living()).toHaveLength(1)
    lift()
    control().clock.advance(5 * MINUTE)
    await stage.adapter.runDueWork()
    await stage.adapter.runDueWork()
    expect(living()).toEqual([])
    expect((await browser.list()).connections).toEqual([])
  })

  it.each([
    ['cancelled', true],
    ['expired', false],
  ])(
    'or runs out of time (%s) while Intuit is away for hours has its grant revoked then',
    async (outcome, isCancelled) => {
      const browser = stage.browser()
      const lift = control().fault({ route: 'company', kind: 'html-503' })
      const { attempt } = await browser.goThrough(control(), HARBOR_TEA)
      if (isCancelled) await browser.post(`/attempts/${attempt.id}/cancel`)
      for (let hours = 0; hours < 4; hours++) {
        control().clock.advance(HOUR)
        await stage.adapter.runDueWork()
      }
      expect((await browser.get<Attempt>(`/attempts/${attempt.id}`)).body.outcome).toBe(outcome)
      expect(living()).toHaveLength(1)
      lift()
      control().clock.advance(HOUR)
      await stage.adapter.runDueWork()
      await stage.adapter.runDueWork()
      expect(living()).toEqual([])
      expect((await browser.list()).connections).toEqual([])
      expect((await browser.get<Attempt>(`/attempts/${attempt.id}`)).body.outcome).toBe(outcome)
    },
  )

  it('while its code is exchanged has its grant revoked', async () => {
    const browser = stage.browser()
    const answer = control().fault({ route: 'token', kind: 'slow', ms: LATE })
    const started = await browser.authorize()
    const callback = browser.get(await control().authorize(started.authorizeUrl, HARBOR_TEA))
    await until(() => control().requests({ route: 'token' }).length > 0, 'the code is exchanged')
    await browser.post(`/attempts/${started.attemptId}/cancel`)
    answer()
    await callback
    await stage.adapter.runDueWork()
    await stage.adapter.runDueWork()
    expect(living()).toEqual([])
    expect((await browser.get<Attempt>(`/attempts/${started.attemptId}`)).body.outcome).toBe('cancelled')
  })
})
