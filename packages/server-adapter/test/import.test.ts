// Taking over the tokens of a hand-written integration.
import { inspect } from 'node:util'
import type { Connection } from '@mooring/contract'
import { hostConnectionSchema } from '@mooring/contract/schemas'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HOUR, MINUTE } from '../src/platform/clock.ts'
import { HARBOR, openStage, type Stage } from './stage.ts'
import { LATE, until } from './until.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(async () => {
  await stage.close()
})

interface Tokens {
  readonly access_token: string
  readonly refresh_token: string
}

/** What a hand-written integration has in its table: a grant Intuit gave it, not us. */
async function handWritten(): Promise<Tokens> {
  const redirectUri = `${stage.origin}/api/quickbooks/callback`
  const query = new URLSearchParams({
    client_id: 'test-client',
    scope: 'com.intuit.quickbooks.accounting',
    redirect_uri: redirectUri,
    response_type: 'code',
    state: 'old',
  })
  const back = await stage.simulator.control.authorize(`${stage.simulator.origin}/connect/oauth2?${query}`, {
    user: 'ada',
    company: 'Harbor Tea Co.',
  })
  const answer = await fetch(`${stage.simulator.origin}/oauth2/v1/tokens/bearer`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from('test-client:test-secret-canary').toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: new URL(back).searchParams.get('code') ?? '',
      redirect_uri: redirectUri,
    }),
  })
  return (await answer.json()) as Tokens
}

const books = () => stage.adapter.forTenant('harbor')
const reads = () => stage.simulator.control.requests({ route: 'company' }).length

it('is usable at once, proven by one read', async () => {
  const { refresh_token: refreshToken } = await handWritten()
  const connection = await books().connections.import({
    realmId: HARBOR,
    refreshToken,
    authorizedBy: { userId: 'ada', displayName: 'Ada' },
  })
  expect(hostConnectionSchema.parse(connection)).toMatchObject({
    status: 'connected',
    usable: true,
    company: { realmId: HARBOR, name: 'Harbor Tea Co.' },
    authorizedBy: { userId: 'ada' },
    proof: { kind: 'company_read' },
  })
  expect(reads()).toBe(1)
  expect((await books().tokens.get(connection.id)).realmId).toBe(HARBOR)
  expect((await stage.browser().list()).connections).toHaveLength(1)
  await stage.adapter.runDueWork()
  expect(stage.events).toMatchObject([{ type: 'connection.connected', data: { imported: true } }])
})

it('shows who authorized it as every person is shown', async () => {
  const displayName = ` A\u202ed\u0000a ${'é'.repeat(300)}`
  const { authorizedBy } = await books().connections.import({
    realmId: HARBOR,
    refreshToken: 'later',
    verify: 'later',
    authorizedBy: { userId: 'ada', displayName },
  })
  expect(authorizedBy).toEqual({ userId: 'ada', displayName: `Ada ${'é'.repeat(251)}` })
})

it('uses a live access token without a refresh', async () => {
  const { refresh_token: refreshToken, access_token: accessToken } = await handWritten()
  const accessTokenExpiresAt = new Date(stage.simulator.control.clock.now() + 3_000_000).toISOString()
  stage.simulator.control.clearRequests()
  const { id } = await books().connections.import({
    realmId: HARBOR,
    refreshToken,
    accessToken,
    accessTokenExpiresAt,
  })
  expect((await books().tokens.get(id)).accessToken).toBe(accessToken)
  expect(stage.simulator.control.requests({ route: 'token' })).toEqual([])
})

it('asks Intuit nothing where it is to be proven later, and refreshes at the first use', async () => {
  const { refresh_token: refreshToken } = await handWritten()
  stage.simulator.control.clearRequests()
  const connection = await books().connections.import({ realmId: HARBOR, refreshToken, verify: 'later' })
  expect(connection).toMatchObject({ status: 'connected', proof: null })
  expect(stage.simulator.control.requests()).toEqual([])
  expect((await books().tokens.get(connection.id)).realmId).toBe(HARBOR)
})

describe('proven later, at the first use,', () => {
  const OTHER = '9130355377388384'
  const importLater = async (realmId: string) => {
    const { refresh_token: refreshToken } = await handWritten()
    return await books().connections.import({ realmId, refreshToken, verify: 'later' })
  }

  it('tokens of another company are not handed out', async () => {
    const { id } = await importLater(OTHER)
    const refused = { code: 'connection_unavailable', action: 'reauthorize' }
    await expect(books().tokens.get(id)).rejects.toMatchObject(refused)
    await expect(books().tokens.get(id)).rejects.toMatchObject(refused)
    expect(await books().connections.get(id)).toMatchObject({
      status: 'reauthorization_required',
      usable: false,
    })
    await stage.adapter.runDueWork()
    const received = stage.events.map(({ type }) => type)
    expect(received).toEqual(['connection.connected', 'connection.reauthorization_required'])
  })

  it('the company is read once, and named', async () => {
    const { id } = await importLater(HARBOR)
    const before = reads()
    await books().tokens.get(id)
    await books().tokens.get(id)
    stage.simulator.control.clock.advance(2 * HOUR)
    await books().tokens.get(id)
    await (await stage.restart()).forTenant('harbor').tokens.get(id)
    expect(reads() - before).toBe(1)
    expect((await books().connections.get(id)).company.name).toBe('Harbor Tea Co.')
  })

  it('a living token is handed out while the company cannot be read, which is tried again', async () => {
    const { id } = await importLater(HARBOR)
    const lift = stage.simulator.control.fault({ route: 'company', kind: 'html-503' })
    const { accessToken } = await books().tokens.get(id)
    expect((await books().tokens.get(id)).accessToken).toBe(accessToken)
    lift()
    stage.simulator.control.clock.advance(2 * MINUTE)
    await stage.adapter.runDueWork()
    await books().tokens.get(id)
    const name = 'Harbor Tea Co.'
    expect(await books().connections.get(id)).toMatchObject({ status: 'connected', company: { name } })
  })
})

it.each([
  { what: 'read', route: 'company', given: true },
  { what: 'renewed', route: 'token', given: false },
] as const)(
  'leaves nothing of a tenant that is forgotten while its tokens are $what',
  async ({ route, given }) => {
    const { refresh_token: refreshToken, access_token: accessToken } = await handWritten()
    const accessTokenExpiresAt = new Date(stage.simulator.control.clock.now() + 3_000_000).toISOString()
    const access = given ? { accessToken, accessTokenExpiresAt } : {}
    stage.simulator.control.clearRequests()
    const answer = stage.simulator.control.fault({ route, kind: 'slow', ms: LATE, times: 1 })
    const importing = books().connections.import({ realmId: HARBOR, refreshToken, ...access })
    const refused = expect(importing).rejects.toMatchObject({
      code: 'connection_unavailable',
      reason: 'by_host',
    })
    await until(() => stage.simulator.control.requests({ route }).length > 0, 'Intuit is asked')
    await books().forget()
    answer()
    await refused
    await stage.adapter.runDueWork()
    expect(await books().connections.list()).toEqual([])
    expect(stage.events).toEqual([])
  },
)

it('changes nothing when it comes again', async () => {
  const { refresh_token: refreshToken } = await handWritten()
  const first = await books().connections.import({ realmId: HARBOR, refreshToken })
  expect(await books().connections.import({ realmId: HARBOR, refreshToken })).toEqual(first)
})

it('rejects dead tokens with their reason, takes nothing over, and lets a person connect', async () => {
  const { refresh_token: refreshToken } = await handWritten()
  stage.simulator.control.disconnectInQuickBooks(HARBOR)
  const refused = books().connections.import({ realmId: HARBOR, refreshToken })
  await expect(refused).rejects.toMatchObject({
    code: 'connection_unavailable',
    reason: 'revoked',
    action: 'reauthorize',
  })
  expect(inspect(await refused.catch((error: unknown) => error), { showHidden: true })).not.toContain(
    refreshToken,
  )
  expect((await stage.browser().list()).connections).toEqual([])
  const connected = await stage
    .browser()
    .connect(stage.simulator.control, { user: 'ada', company: 'Harbor Tea Co.' })
  expect(connected.status).toBe('connected')
  await stage.adapter.runDueWork()
  expect(stage.events.map((event) => event.type)).toEqual(['connection.connected', 'connection.confirmed'])
})

it('stores the tokens while Intuit is down, and is well once it is back', async () => {
  const { refresh_token: refreshToken } = await handWritten()
  stage.simulator.control.fault({ route: 'company', kind: 'html-503' })
  await expect(books().connections.import({ realmId: HARBOR, refreshToken })).rejects.toMatchObject({
    code: 'intuit_unavailable',
    retryable: true,
  })
  stage.simulator.control.clearFaults()
  stage.simulator.control.clock.advance(3_600_000)
  await stage.adapter.runDueWork()
  const [connection] = (await stage.browser().get<{ connections: Connection[] }>('/connections')).body
    .connections
  expect(connection).toMatchObject({ status: 'connected' })
})

it('is refused where another tenant has connected the company', async () => {
  await stage.browser().connect(stage.simulator.control, { user: 'ada', company: 'Harbor Tea Co.' })
  const theirs = stage.adapter
    .forTenant('northwind')
    .connections.import({ realmId: HARBOR, refreshToken: 'x' })
  await expect(theirs).rejects.toMatchObject({ code: 'company_in_use' })
})

it.each([
  ['realmId', { realmId: '12/3', refreshToken: 'x' }],
  ['refreshToken', { realmId: '1', refreshToken: '' }],
  ['refreshTokenExpiresAt', { realmId: '1', refreshToken: 'x', refreshTokenExpiresAt: 'tomorrow' }],
  ['authorizedBy', { realmId: '1', refreshToken: 'x', authorizedBy: { userId: 'a\0da' } }],
])('names a wrong %s', async (path, request) => {
  await expect(books().connections.import(request)).rejects.toMatchObject({
    code: 'invalid_request',
    problem: { fields: [{ path }] },
  })
})
