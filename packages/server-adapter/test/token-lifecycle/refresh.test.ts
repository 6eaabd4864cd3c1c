// Refreshes through the host's API: one call at a time, every failure told apart, a person asked only when needed.
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE, SECOND } from '../../src/platform/clock.ts'
import { HARBOR, openStage, type Stage } from '../stage.ts'
import { LATE, until } from '../until.ts'
import { openTestDeps } from './open-test-deps.ts'
import { KEY } from './test-deps.ts'

const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }

let stage: Stage
let id: string
beforeEach(async () => {
  stage = await openStage({ encryptionKeys: [KEY] })
  id = (await stage.browser().connect(stage.simulator.control, HARBOR_TEA)).id
  await stage.adapter.runDueWork()
  stage.events.length = 0
  stage.simulator.control.clearRequests()
})
afterEach(async () => {
  await stage.close()
})

const control = () => stage.simulator.control
const books = () => stage.adapter.forTenant('harbor')
const connection = () => books().connections.get(id)
const later = (ms: number) => void control().clock.advance(ms)
const tokenCalls = () => control().requests({ route: 'token' }).length
/** What the host hears besides that a refresh failed and that Mooring finds out why. */
const received = () =>
  stage.events
    .map((event) => event.type)
    .filter((type) => type !== 'connection.refresh_failed' && type !== 'connection.checking')
const expireToken = () => later(61 * MINUTE)

describe('an expired token', () => {
  it('is renewed by one call for all who ask at once', async () => {
    expireToken()
    const tokens = await Promise.all(Array.from({ length: 50 }, () => books().tokens.get(id)))
    expect(new Set(tokens.map((token) => token.accessToken)).size).toBe(1)
    expect(tokenCalls()).toBe(1)
    expect(Date.parse(tokens[0]?.expiresAt ?? '')).toBeGreaterThan(control().clock.now() + 50 * MINUTE)
    expect(await connection()).toMatchObject({ status: 'connected', proof: { kind: 'token_refresh' } })
  })

  it('has a history without values and an intact chain', async () => {
    expireToken()
    const { accessToken } = await books().tokens.get(id)
    const page = await stage
      .browser()
      .get<{ entries: { type: string; data: object }[] }>(`/connections/${id}/history`)
    expect(page.body.entries[0]).toMatchObject({ type: 'token.rotated', data: { cause: 'expired' } })
    expect(page.text).not.toContain(accessToken)
    expect(await books().history.verify(id)).toMatchObject({ valid: true })
  })

  it('of another tenant is not found', async () => {
    await expect(stage.adapter.forTenant('other').tokens.get(id)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('a refused grant', () => {
  it('is tried once more after a minute and comes back without a word to the host', async () => {
    expireToken()
    control().fault({ route: 'token', kind: 'invalid_grant', times: 1 })
    const refused = { code: 'connection_unavailable', reason: 'refresh_outcome_unknown', action: 'wait' }
    await expect(books().tokens.get(id)).rejects.toMatchObject(refused)
    await expect(books().tokens.get(id)).rejects.toMatchObject(refused)
    expect(tokenCalls()).toBe(1)
    expect(await connection()).toMatchObject({ status: 'checking', usable: false })
    later(MINUTE)
    await stage.adapter.runDueWork()
    expect(await connection()).toMatchObject({ status: 'connected', usable: true })
    expect(received()).toEqual([])
  })

  it('that stays refused asks for a re-authorization, once, and is never asked about again', async () => {
    expireToken()
    control().disconnectInQuickBooks(HARBOR)
    await expect(books().tokens.get(id)).rejects.toMatchObject({ reason: 'refresh_outcome_unknown' })
    later(MINUTE)
    await stage.adapter.runDueWork()
    expect(await connection()).toMatchObject({ status: 'reauthorization_required', reason: 'revoked' })
    expect(received()).toEqual(['connection.reauthorization_required'])
    control().clearRequests()
    for (let day = 0; day < 30; day++) {
      later(DAY)
      await stage.adapter.runDueWork()
      await expect(books().tokens.get(id)).rejects.toMatchObject({ reason: 'revoked', action: 'reauthorize' })
    }
    expect(tokenCalls()).toBe(0)
    expect(received()).toEqual(['connection.reauthorization_required'])
  })

  it('whose access token still lives is not taken for proven by a company read', async () => {
    control().fault({ route: 'query', kind: 'lower-case-401', times: 1 })
    control().fault({ route: 'token', kind: 'invalid_grant', times: 1 })
    expect((await books().request(id, '/query?query=select')).status).toBe(401)
    expect(await connection()).toMatchObject({
      status: 'checking',
      reason: 'refresh_outcome_unknown',
      usable: true,
    })
    later(MINUTE)
    await stage.adapter.runDueWork()
    expect(await connection()).toMatchObject({ status: 'connected', proof: { kind: 'token_refresh' } })
    expect(control().requests({ route: 'company' })).toHaveLength(0)
  })

  describe('of three connections of three tenants', () => {
    const PEOPLE = [
      ['harbor', 'ada', 'Harbor Tea Wholesale'],
      ['northwind', 'cleo', 'Northwind Bakery'],
      ['third', 'cleo', 'Maple & Pine Supply'],
    ] as const

    /** Three of three tenants, their tokens ended, and every refresh refused. @returns their tenants' connections */
    async function refusedEverywhere() {
      const held: { tenantId: string; id: string }[] = []
      for (const [tenantId, user, company] of PEOPLE)
        held.push({ tenantId, id: (await stage.browser(tenantId).connect(control(), { user, company })).id })
      expireToken()
      const lift = control().fault({ route: 'token', kind: 'invalid_grant' })
      for (const one of held)
        await expect(stage.adapter.forTenant(one.tenantId).tokens.get(one.id)).rejects.toMatchObject({
          action: 'wait',
        })
      return { held, lift }
    }

    type Held = Awaited<ReturnType<typeof refusedEverywhere>>['held']
    const standings = (held: Held) =>
      Promise.all(
        held.map(async (one) => {
          const { status, reason } = await stage.adapter.forTenant(one.tenantId).connections.get(one.id)
          return [status, reason]
        }),
      )
    const incidents = () => stage.events.filter((event) => event.type === 'operations.incident')

    it('is an incident that ends with the first refresh', async () => {
      const { held, lift } = await refusedEverywhere()
      for (let minutes = 0; minutes < 5; minutes++) {
        later(MINUTE)
        await stage.adapter.runDueWork()
      }
      expect(await standings(held)).toEqual(Array(3).fill(['checking', 'intuit_unavailable']))
      expect(incidents()).toMatchObject([
        { tenantId: null, connectionId: null, data: { state: 'began', connections: 3 } },
      ])
      lift()
      later(HOUR)
      await stage.adapter.runDueWork()
      expect(await standings(held)).toEqual(Array(3).fill(['connected', null]))
      expect(received().filter((type) => type === 'connection.reauthorization_required')).toEqual([])
      expect(incidents()).toMatchObject([{ data: { state: 'began' } }, { data: { state: 'ended' } }])
    })

    it('is over after six hours, and each gets its own verdict', async () => {
      const { held } = await refusedEverywhere()
      for (let hours = 0; hours < 8; hours++) {
        later(HOUR)
        await stage.adapter.runDueWork()
      }
      expect(await standings(held)).toEqual(Array(3).fill(['reauthorization_required', 'revoked']))
      expect(incidents().map(({ data }) => data.state)).toEqual(['began', 'ended'])
      expect((await stage.adapter.operations.health()).incident).toBeNull()
    })

    it('is over when the operator says so', async () => {
      const { held } = await refusedEverywhere()
      expect((await stage.adapter.operations.health()).incident).not.toBeNull()
      await stage.adapter.operations.endIncident()
      later(MINUTE)
      await stage.adapter.runDueWork()
      expect(await standings(held)).toEqual(Array(3).fill(['reauthorization_required', 'revoked']))
      expect(incidents().map(({ data }) => data.state)).toEqual(['began', 'ended'])
    })

    it('is over when another connection refreshes', async () => {
      const { held, lift } = await refusedEverywhere()
      lift()
      for (const one of held) {
        const { company } = await stage.adapter.forTenant(one.tenantId).connections.get(one.id)
        control().disconnectInQuickBooks(company.realmId)
      }
      await books().tokens.get(id)
      later(HOUR)
      await stage.adapter.runDueWork()
      expect(await standings(held)).toEqual(Array(3).fill(['reauthorization_required', 'revoked']))
    })
  })

  it('of three connections of one tenant is their own', async () => {
    const ids = [id]
    for (const [user, company] of [
      ['ada', 'Harbor Tea Wholesale'],
      ['cleo', 'Northwind Bakery'],
    ] as const)
      ids.push((await stage.browser().connect(control(), { user, company })).id)
    expireToken()
    control().fault({ route: 'token', kind: 'invalid_grant' })
    for (const one of ids) await expect(books().tokens.get(one)).rejects.toMatchObject({ action: 'wait' })
    later(2 * MINUTE)
    await stage.adapter.runDueWork()
    const after = await books().connections.list()
    expect(after.map(({ reason }) => reason)).toEqual(Array(3).fill('revoked'))
    expect(stage.events.filter(({ type }) => type === 'operations.incident')).toEqual([])
  })
})

describe("Intuit's trouble", () => {
  it.each([
    { fault: { kind: 'html-503' }, reason: 'intuit_unavailable' },
    { fault: { kind: 'garbage-200' }, reason: 'refresh_outcome_unknown' },
    { fault: { kind: 'redirect-307' }, reason: 'refresh_outcome_unknown' },
    { fault: { kind: 'error-200' }, reason: null },
  ] as const)('$fault.kind is waited for and leaves the grant as it was', async ({ fault, reason }) => {
    expireToken()
    const lift = control().fault({ route: 'token', ...fault })
    const failure = await books()
      .tokens.get(id)
      .catch((error: unknown) => error)
    expect(failure).toMatchObject({ action: 'wait', retryable: true, ...(reason === null ? {} : { reason }) })
    expect(await connection()).toMatchObject({ status: 'checking', action: 'wait' })
    lift()
    later(HOUR)
    await stage.adapter.runDueWork()
    expect(await connection()).toMatchObject({ status: 'connected', usable: true })
    expect(received()).toEqual([])
  })

  it.runIf(process.env.MOORING_TEST_LONG === '1')(
    'a silence is asked into once more, then told within 30 s',
    async () => {
      expireToken()
      control().fault({ route: 'token', kind: 'silent' })
      const waiting = { code: 'connection_unavailable', reason: 'refresh_outcome_unknown', action: 'wait' }
      await expect(books().tokens.get(id)).rejects.toMatchObject(waiting)
      expect(tokenCalls()).toBe(2)
      control().clearFaults()
      later(HOUR)
      await stage.adapter.runDueWork()
      expect(await connection()).toMatchObject({ status: 'connected' })
    },
    30_000,
  )

  it('a throttle asks no one, and Intuit is not asked again within its minute', async () => {
    expireToken()
    control().fault({ route: 'token', kind: 'xml-429', times: 1 })
    const unavailable = { code: 'connection_unavailable', reason: 'intuit_unavailable', retryable: true }
    await expect(books().tokens.get(id)).rejects.toMatchObject(unavailable)
    await expect(books().tokens.get(id)).rejects.toMatchObject(unavailable)
    expect(tokenCalls()).toBe(1)
    expect(await connection()).toMatchObject({ status: 'checking', action: 'wait' })
    later(MINUTE)
    await expect(books().tokens.get(id)).resolves.toMatchObject({ realmId: HARBOR })
    expect(await connection()).toMatchObject({ status: 'connected', reason: null })
  })

  it('a wrong client secret is the app’s fault: blocked, then back by itself', async () => {
    expireToken()
    const lift = control().fault({ route: 'token', kind: 'invalid_client' })
    await expect(books().tokens.get(id)).rejects.toMatchObject({
      reason: 'app_misconfigured',
      action: 'fix_configuration',
    })
    expect(await connection()).toMatchObject({ status: 'blocked', usable: false })
    lift()
    later(HOUR)
    await stage.adapter.runDueWork()
    expect(await connection()).toMatchObject({ status: 'connected' })
    expect(received()).toEqual(['connection.blocked', 'connection.recovered'])
  })

  it.each([
    { rotation: 'grace-24h', lost: false },
    { rotation: 'strict', lost: true },
  ] as const)('an answer lost under $rotation costs one more call', async ({ rotation, lost }) => {
    control().behave({ rotation })
    later(25 * HOUR)
    control().fault({ route: 'token', kind: 'reset-after-rotation', times: 1 })
    const outcome = await books()
      .tokens.get(id)
      .catch((error: { reason: string }) => error.reason)
    expect(tokenCalls()).toBe(2)
    if (lost) expect(outcome).toBe('token_lost')
    else expect(outcome).toMatchObject({ realmId: HARBOR })
  })
})

describe('a hint that the company was disconnected inside QuickBooks', () => {
  it.each([
    {
      name: 'true',
      disconnect: true,
      status: 'disconnected',
      reason: 'in_quickbooks',
      events: ['connection.disconnected'],
    },
    { name: 'false', disconnect: false, status: 'connected', reason: null, events: [] },
  ])('is $name when a refresh says so', async ({ disconnect, status, reason, events }) => {
    const deps = openTestDeps(stage)
    await deps.store.write(async ({ connections }) => {
      const row = await connections.get(id)
      if (row !== null)
        await connections.update({ ...row, disconnectHintAt: control().clock.now(), dueAt: 0 })
    })
    if (disconnect) control().disconnectInQuickBooks(HARBOR)
    await stage.adapter.runDueWork()
    expect(await connection()).toMatchObject({ status, reason })
    expect(received()).toEqual(events)
    expect(tokenCalls()).toBe(1)
    await deps.store.close()
  })
})

describe('time', () => {
  it('does not end a connection that no one uses for 300 days', async () => {
    for (let day = 0; day < 300; day += 5) {
      later(5 * DAY)
      await stage.adapter.runDueWork()
    }
    expect(await connection()).toMatchObject({ status: 'connected', usable: true })
    expect(tokenCalls()).toBeLessThan(62)
    expect(received()).toEqual([])
  })

  it('warns at 30, 14, 7 and 1 days before five years are over, then says so, and a person brings it back', async () => {
    for (let day = 0; day < 5 * 365 + 2; day += day < 1_790 ? 30 : 1) {
      later(day < 1_790 ? 30 * DAY : DAY)
      await stage.adapter.runDueWork()
    }
    const warnings = stage.events.filter(({ type }) => type === 'connection.expiring')
    expect(warnings.map(({ data }) => data)).toEqual(
      [30, 14, 7, 1].map(() => expect.objectContaining({ clock: 'hard' })),
    )
    expect(await connection()).toMatchObject({ status: 'reauthorization_required', reason: 'hard_expired' })
    const { attempt } = await stage.browser().goThrough(control(), HARBOR_TEA, { connectionId: id })
    expect(attempt).toMatchObject({ outcome: 'reauthorized', connectionId: id })
    expect(await connection()).toMatchObject({ id, status: 'connected' })
  }, 60_000)

  it('spent without any process ends the idle clock, and that is said', async () => {
    later(120 * DAY)
    expect(await connection()).toMatchObject({
      status: 'reauthorization_required',
      reason: 'idle_expired',
      usable: false,
    })
    await stage.adapter.runDueWork()
    expect(received()).toEqual(['connection.reauthorization_required'])
    expect(tokenCalls()).toBe(0)
  })
})

describe('a disconnect during a refresh', () => {
  it('is not undone by its answer, whose token is revoked too', async () => {
    control().behave({ rotation: 'strict' })
    expireToken()
    const answer = control().fault({ route: 'token', kind: 'slow', ms: LATE, times: 1 })
    const asked = books()
      .tokens.get(id)
      .catch((error: unknown) => error)
    await until(() => tokenCalls() > 0, 'Intuit is asked for a token')
    await books().connections.disconnect(id)
    answer()
    expect(await asked).toMatchObject({ code: 'connection_unavailable', reason: 'by_host' })
    later(10 * SECOND)
    await stage.adapter.runDueWork()
    expect(await connection()).toMatchObject({ status: 'disconnected' })
    expect(
      control()
        .grants()
        .some((grant) => grant.live),
    ).toBe(false)
  })
})

describe('the log', () => {
  const lastTid = (route: 'token' | 'company' | 'revoke') => control().requests({ route }).at(-1)?.intuitTid

  it('names the reference of each refused caller and Intuit’s id of each failed call (K22)', async () => {
    expireToken()
    control().fault({ route: 'token', kind: 'html-503', times: 1 })
    const reference = await books()
      .tokens.get(id)
      .catch((refused: { reference: string }) => refused.reference)
    expect(stage.log).toContainEqual(expect.objectContaining({ connectionId: id, reference }))
    expect(stage.log).toContainEqual(
      expect.objectContaining({ connectionId: id, intuitTid: lastTid('token') }),
    )
    later(HOUR)
    await stage.adapter.runDueWork()
    control().fault({ route: 'company', kind: 'html-503', times: 1 })
    await books().verify(id)
    expect(stage.log).toContainEqual(
      expect.objectContaining({ connectionId: id, intuitTid: lastTid('company') }),
    )
    control().fault({ route: 'revoke', kind: 'html-503', times: 1 })
    await books().connections.disconnect(id)
    expect(stage.log).toContainEqual(
      expect.objectContaining({ connectionId: id, intuitTid: lastTid('revoke') }),
    )
  })
})

describe('secrets', () => {
  it('are in no log, event or error, whatever fails', async () => {
    const errors: unknown[] = []
    const faults = [
      'invalid_grant',
      'html-503',
      'invalid_client',
      'garbage-200',
      'error-200',
      'xml-429',
    ] as const
    for (const kind of faults) {
      expireToken()
      control().fault({ route: 'token', kind, times: 1 })
      errors.push(
        await books()
          .tokens.get(id)
          .catch((error: unknown) => inspect(error, { depth: null, showHidden: true })),
      )
      later(HOUR)
      await stage.adapter.runDueWork()
    }
    await books().tokens.get(id)
    const said = JSON.stringify([errors, stage.log, stage.events])
    expect(errors.join()).toContain('ConnectionUnavailableError')
    for (const { value } of control().tokens()) expect(said).not.toContain(value)
    for (const secret of ['test-secret-canary', KEY.secret, HARBOR]) expect(said).not.toContain(secret)
  })
})
