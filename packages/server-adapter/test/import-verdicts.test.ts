// What an import makes of tokens and dates that are not what they seem, and that it loses none that Intuit has renewed.
import { randomBytes } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import type { Connection } from '@mooring/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE } from '../src/platform/clock.ts'
import { HARBOR, openStage, type Stage } from './stage.ts'
import { handWrittenTokens } from './token-lifecycle/hand-written.ts'

const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }
/** What a JavaScript number makes of a long realm id: no company's. */
const ROUNDED = '9341453397421384'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
  stage.simulator.control.behave({ rotation: 'strict' })
})
afterEach(async () => {
  await stage.close()
})

const control = () => stage.simulator.control
const tenant = () => stage.adapter.forTenant('harbor')
const inMs = (ms: number) => new Date(control().clock.now() + ms).toISOString()
const tokenCalls = () => control().requests({ route: 'token' }).length
const listed = async () =>
  (await stage.browser().get<{ connections: Connection[] }>('/connections')).body.connections
const eventTypes = async () => {
  await stage.adapter.runDueWork()
  return stage.events.map(({ type }) => type)
}

/** Tokens that a read of the company can't prove: then an import renews them. */
async function refreshTokenOnly(scope?: string) {
  const { refreshToken } = await handWrittenTokens(stage, HARBOR, scope)
  return { refreshToken }
}

describe('tokens with the realm id of another company', () => {
  it('are refused by name, and the right import takes up what Intuit has renewed', async () => {
    const tokens = await refreshTokenOnly()
    const wrong = tenant().connections.import({ realmId: ROUNDED, ...tokens })
    await expect(wrong).rejects.toMatchObject({ code: 'company_token_mismatch', retryable: false })
    expect(await tenant().connections.list()).toEqual([])
    const right = await tenant().connections.import({ realmId: HARBOR, ...tokens })
    expect(right).toMatchObject({ status: 'connected', company: { realmId: HARBOR } })
    control().clock.advance(2 * HOUR)
    expect((await tenant().tokens.get(right.id)).realmId).toBe(HARBOR)
    expect(await eventTypes()).toEqual(['connection.connected'])
  })

  it('are stored with their tenant alone', async () => {
    const tokens = await refreshTokenOnly()
    await expect(tenant().connections.import({ realmId: ROUNDED, ...tokens })).rejects.toThrow()
    const elsewhere = stage.adapter.forTenant('northwind').connections.import({ realmId: HARBOR, ...tokens })
    await expect(elsewhere).rejects.toMatchObject({ reason: 'revoked' })
    expect(await tenant().connections.import({ realmId: HARBOR, ...tokens })).toMatchObject({
      status: 'connected',
    })
  })

  it('are stored for a day', async () => {
    const tokens = await refreshTokenOnly()
    await expect(tenant().connections.import({ realmId: ROUNDED, ...tokens })).rejects.toThrow()
    control().clock.advance(DAY + HOUR)
    await stage.adapter.runDueWork()
    const late = tenant().connections.import({ realmId: HARBOR, ...tokens })
    await expect(late).rejects.toMatchObject({ code: 'connection_unavailable', reason: 'revoked' })
  })

  it('are not renewed where a living access token answers', async () => {
    const tokens = await handWrittenTokens(stage, HARBOR)
    const calls = tokenCalls()
    const given = { ...tokens, accessTokenExpiresAt: inMs(50 * MINUTE) }
    const wrong = tenant().connections.import({ realmId: ROUNDED, ...given })
    await expect(wrong).rejects.toMatchObject({ code: 'company_token_mismatch' })
    expect(tokenCalls()).toBe(calls)
  })

  it('are refused where a connection has taken the same token for another company', async () => {
    const tokens = await refreshTokenOnly()
    await tenant().connections.import({ realmId: HARBOR, ...tokens, verify: 'later' })
    const second = tenant().connections.import({ realmId: ROUNDED, ...tokens, verify: 'later' })
    await expect(second).rejects.toMatchObject({ code: 'company_token_mismatch' })
    expect(await tenant().connections.list()).toHaveLength(1)
  })
})

it('names a scope that does not reach the books', async () => {
  const tokens = await refreshTokenOnly('com.intuit.quickbooks.payment')
  const refused = tenant().connections.import({ realmId: HARBOR, ...tokens })
  await expect(refused).rejects.toMatchObject({ code: 'connection_unavailable', reason: 'scope_missing' })
})

describe('the dates of an import', () => {
  it('end no token that lives', async () => {
    const tokens = await handWrittenTokens(stage, HARBOR)
    const stale = { accessTokenExpiresAt: inMs(50 * MINUTE), refreshTokenExpiresAt: inMs(-40 * DAY) }
    const { id, usable } = await tenant().connections.import({ realmId: HARBOR, ...tokens, ...stale })
    expect(usable).toBe(true)
    await stage.adapter.runDueWork()
    expect((await tenant().tokens.get(id)).realmId).toBe(HARBOR)
    expect(await tenant().connections.get(id)).toMatchObject({ status: 'connected', reason: null })
  })

  it('end nothing when they pass before Intuit was asked', async () => {
    const tokens = await refreshTokenOnly()
    const given = { ...tokens, refreshTokenExpiresAt: inMs(2 * DAY), verify: 'later' as const }
    const { id } = await tenant().connections.import({ realmId: HARBOR, ...given })
    control().clock.advance(3 * DAY)
    expect((await tenant().connections.get(id)).usable).toBe(true)
    expect((await tenant().tokens.get(id)).realmId).toBe(HARBOR)
    expect(await tenant().connections.get(id)).toMatchObject({ status: 'connected', reason: null })
  })

  it('are asked of Intuit in the background when they are near', async () => {
    const tokens = await refreshTokenOnly()
    const given = { ...tokens, refreshTokenExpiresAt: inMs(4 * DAY), verify: 'later' as const }
    const { id } = await tenant().connections.import({ realmId: HARBOR, ...given })
    control().clock.advance(30 * HOUR)
    await stage.adapter.runDueWork()
    expect(await tenant().connections.get(id)).toMatchObject({ proof: { kind: 'token_refresh' } })
  })

  it('hand out an access token for no longer than Intuit lets it live', async () => {
    const tokens = await handWrittenTokens(stage, HARBOR)
    const ahead = { ...tokens, accessTokenExpiresAt: inMs(10 * HOUR) }
    const { id } = await tenant().connections.import({ realmId: HARBOR, ...ahead })
    control().clock.advance(61 * MINUTE)
    const token = await tenant().tokens.get(id)
    expect(token.accessToken).not.toBe(tokens.accessToken)
    expect((await tenant().request(id, '/query?query=select * from Invoice')).ok).toBe(true)
  })
})

describe('a company that is connected already', () => {
  it('is left alone while its connection lives, and nothing of the other token is spent', async () => {
    const { id } = await stage.browser().connect(control(), HARBOR_TEA)
    const before = await tenant().connections.get(id)
    control().behave({ secondConsentKillsEarlier: false })
    const tokens = await refreshTokenOnly()
    const calls = tokenCalls()
    expect(await tenant().connections.import({ realmId: HARBOR, ...tokens })).toEqual(before)
    expect(tokenCalls()).toBe(calls)
  })

  it('takes a newer token where its own is dead', async () => {
    const { id } = await stage.browser().connect(control(), HARBOR_TEA)
    await stage.browser().post(`/connections/${id}/confirm-company`, {})
    control().disconnectInQuickBooks(HARBOR)
    await tenant().verify(id)
    control().clock.advance(2 * MINUTE)
    expect(await tenant().verify(id)).toMatchObject({ status: 'reauthorization_required' })
    const tokens = await refreshTokenOnly()
    const authorizedBy = { userId: 'grace', displayName: 'Grace' }
    const taken = await tenant().connections.import({ realmId: HARBOR, ...tokens, authorizedBy })
    expect(taken).toMatchObject({ id, status: 'connected', authorizedBy })
    expect(await eventTypes()).toContain('connection.recovered')
    expect((await tenant().request(id, '/query?query=select * from Invoice')).ok).toBe(true)
  })

  it('stays as it is where the newer token is dead too', async () => {
    const { id } = await stage.browser().connect(control(), HARBOR_TEA)
    const tokens = await refreshTokenOnly()
    control().disconnectInQuickBooks(HARBOR)
    await tenant().verify(id)
    control().clock.advance(2 * MINUTE)
    const dead = await tenant().verify(id)
    const refused = tenant().connections.import({ realmId: HARBOR, ...tokens })
    await expect(refused).rejects.toMatchObject({ code: 'connection_unavailable', reason: 'revoked' })
    expect(await tenant().connections.get(id)).toEqual(dead)
  })
})

describe('while Intuit is away', () => {
  it('takes nothing over and spends nothing where the tokens were not renewed', async () => {
    const tokens = await refreshTokenOnly()
    control().fault({ route: 'token', kind: 'html-503' })
    const refused = tenant().connections.import({ realmId: HARBOR, ...tokens })
    await expect(refused).rejects.toMatchObject({ code: 'intuit_unavailable', retryable: true })
    expect(await tenant().connections.list()).toEqual([])
    control().clearFaults()
    expect(await tenant().connections.import({ realmId: HARBOR, ...tokens })).toMatchObject({
      status: 'connected',
    })
  })

  it('shows a company whose tokens were renewed as checking, and reports it once it is proven', async () => {
    const tokens = await refreshTokenOnly()
    control().fault({ route: 'company', kind: 'html-503' })
    await expect(tenant().connections.import({ realmId: HARBOR, ...tokens })).rejects.toMatchObject({
      code: 'intuit_unavailable',
    })
    const [shown] = await listed()
    expect(shown).toMatchObject({ status: 'checking', reason: 'intuit_unavailable', usable: false })
    const refused = tenant().tokens.get(shown?.id ?? '')
    await expect(refused).rejects.toMatchObject({ name: 'ConnectionUnavailableError' })
    expect(await eventTypes()).toEqual([])
    control().clearFaults()
    control().clock.advance(2 * MINUTE)
    expect(await eventTypes()).toEqual(['connection.connected'])
    expect(await listed()).toMatchObject([
      { id: shown?.id, status: 'connected', proof: { kind: 'company_read' } },
    ])
  })

  it('gives up after a day, and the company is free', async () => {
    const tokens = await refreshTokenOnly()
    control().fault({ route: 'company', kind: 'html-503' })
    await expect(tenant().connections.import({ realmId: HARBOR, ...tokens })).rejects.toThrow()
    control().clock.advance(25 * HOUR)
    await stage.adapter.runDueWork()
    expect(await listed()).toEqual([])
    control().clearFaults()
    expect((await stage.browser().connect(control(), HARBOR_TEA)).status).toBe('connected')
  })

  it('lets a person connect the company that waits', async () => {
    const tokens = await refreshTokenOnly()
    const lift = control().fault({ route: 'company', kind: 'html-503' })
    await expect(tenant().connections.import({ realmId: HARBOR, ...tokens })).rejects.toThrow()
    lift()
    const connected = await stage.browser().connect(control(), HARBOR_TEA)
    control().clock.advance(5 * MINUTE)
    await stage.adapter.runDueWork()
    expect(await listed()).toMatchObject([{ id: connected.id, usable: true }])
    expect((await tenant().request(connected.id, '/query?query=select * from Invoice')).ok).toBe(true)
  })

  it('revokes what waits where a person disconnects the company', async () => {
    const tokens = await refreshTokenOnly()
    const lift = control().fault({ route: 'company', kind: 'html-503' })
    await expect(tenant().connections.import({ realmId: HARBOR, ...tokens })).rejects.toThrow()
    lift()
    const [shown] = await listed()
    await stage.browser().post(`/connections/${shown?.id}/disconnect`, {})
    control().clock.advance(5 * MINUTE)
    await stage.adapter.runDueWork()
    await stage.adapter.runDueWork()
    expect(control().requests({ route: 'revoke' })).toHaveLength(1)
    expect(await listed()).toEqual([])
  })
})

it.each([
  ['a field it does not know', { refresh_token: 'x' }, 'refresh_token'],
  ['a realm id that went through a number', { realmId: Number(HARBOR) }, 'realmId'],
  ['a person without an id', { authorizedBy: { userId: '' } }, 'authorizedBy'],
])('names %s', async (_what, given, path) => {
  const request = { realmId: HARBOR, refreshToken: 'x', ...given } as never
  await expect(tenant().connections.import(request)).rejects.toMatchObject({
    code: 'invalid_request',
    problem: { fields: [{ path }] },
  })
})

it('renews a token once, though it is imported twice at once', async () => {
  const tokens = await refreshTokenOnly()
  const calls = tokenCalls()
  const both = await Promise.all([
    tenant().connections.import({ realmId: HARBOR, ...tokens }),
    tenant().connections.import({ realmId: HARBOR, ...tokens }),
  ])
  expect(both[0]).toEqual(both[1])
  expect(tokenCalls()).toBe(calls + 1)
})

it('that waits is tried again later where its key is missing, and delays nothing else', async () => {
  const one = { id: 'one', secret: randomBytes(32).toString('base64') }
  const two = { id: 'two', secret: randomBytes(32).toString('base64') }
  await using own = await openStage({ encryptionKeys: [one, two] })
  const { control: intuit } = own.simulator
  const { refreshToken } = await handWrittenTokens(own, HARBOR)
  const other = await own.restart({ encryptionKeys: [two, one] })
  intuit.fault({ route: 'company', kind: 'html-503' })
  await expect(
    other.forTenant('harbor').connections.import({ realmId: HARBOR, refreshToken }),
  ).rejects.toThrow()
  await other.close()
  // As if an instance with a third key had sealed it: ids stand in sealed texts in base64.
  const raw = new DatabaseSync(own.databasePath)
  raw.exec(`update imports set sealed = replace(sealed, '.dHdv.', '.c2l4.'), key_id = 'six'`)
  raw.close()
  const third = await own.restart({ encryptionKeys: [two, one] })
  intuit.clock.advance(5 * MINUTE)
  await third.runDueWork()
  expect(own.log.filter(({ message }) => message === 'An import could not be taken further.')).toHaveLength(1)
})
