// First connect, confirm, re-authorize and the company's rules, over HTTP against the simulated Intuit.
import type { Attempt, Connection } from '@mooring/contract'
import {
  attemptSchema,
  authorizeReplySchema,
  connectionListSchema,
  connectionSchema,
} from '@mooring/contract/schemas'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HARBOR, openStage, type Stage } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(async () => {
  await stage.close()
})

const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }
const WHOLESALE = { user: 'ada', company: 'Harbor Tea Wholesale' }

describe('a first connect', () => {
  it('names the address at Intuit of who consented, where the scopes ask for it', async () => {
    const scopes = ['com.intuit.quickbooks.accounting', 'openid', 'email']
    await stage.restart({ scopes })
    const connection = await stage.browser().connect(stage.simulator.control, HARBOR_TEA)
    const authorizedBy = { userId: 'ada', displayName: 'ADA', intuitEmail: 'ada@example.com' }
    expect(connectionSchema.parse(connection)).toMatchObject({ authorizedBy })
    const host = await stage.adapter.forTenant('harbor').connections.get(connection.id)
    expect(host.authorizedBy).toEqual(authorizedBy)
  })

  it('names the company, waits for its confirmation, and is connected once it is given', async () => {
    const browser = stage.browser()
    const started = await browser.authorize({ mode: 'popup', intent: { sync: 'invoices' } })
    expect(authorizeReplySchema.parse(started)).toEqual(started)
    const address = new URL(started.authorizeUrl)
    expect(address.pathname).toBe('/connect/oauth2')
    expect(address.searchParams.get('scope')).toBe('com.intuit.quickbooks.accounting')

    const callback = await browser.get(
      await stage.simulator.control.authorize(started.authorizeUrl, HARBOR_TEA),
    )
    expect(callback.status).toBe(302)
    expect(callback.text).toBe('')
    expect(callback.headers.get('location')).toBe(
      `/api/quickbooks/callback/done?attempt=${started.attemptId}`,
    )

    const attempt = (await browser.get<Attempt>(`/attempts/${started.attemptId}`)).body
    expect(attemptSchema.parse(attempt)).toMatchObject({
      kind: 'connect',
      step: 'saved',
      outcome: 'connected',
      problem: null,
      intent: { sync: 'invoices' },
    })

    const list = connectionListSchema.parse(await browser.list())
    expect(list.attempts).toEqual([])
    const [connection] = list.connections
    expect(connection).toMatchObject({
      id: attempt.connectionId,
      status: 'awaiting_confirmation',
      usable: false,
      action: 'confirm_company',
      company: { realmId: HARBOR, name: 'Harbor Tea Co.', country: 'US' },
      authorizedBy: { userId: 'ada', displayName: 'ADA' },
      proof: { kind: 'company_read' },
      can: { confirm: true, disconnect: true, reauthorize: true, audit: true },
    })
    await expect(stage.adapter.forTenant('harbor').tokens.get(connection?.id ?? '')).rejects.toMatchObject({
      code: 'company_unconfirmed',
      action: 'confirm_company',
    })

    const confirmed = await browser.post<Connection>(`/connections/${connection?.id}/confirm-company`)
    expect(connectionSchema.parse(confirmed.body)).toMatchObject({
      status: 'connected',
      usable: true,
      action: null,
    })
    const token = await stage.adapter.forTenant('harbor').tokens.get(connection?.id ?? '')
    expect(token).toMatchObject({ realmId: HARBOR })
    await stage.adapter.runDueWork()
    expect(stage.events.map((event) => event.type)).toEqual(['connection.connected', 'connection.confirmed'])
    expect(stage.events.map((event) => event.sequence)).toEqual([1, 2])
  })

  it('masks the realm id for those who may not audit', async () => {
    await stage.browser().connect(stage.simulator.control, HARBOR_TEA)
    const list = await stage.browser('harbor', 'mia', ['view']).list()
    expect(list.connections[0]).toMatchObject({
      company: { realmId: null, realmIdLast4: '8383' },
      can: { confirm: false, disconnect: false, reauthorize: false, audit: false },
    })
    expect(list.can).toEqual({ connect: false })
  })

  it('shows the realm id to who has to say that it is the right company, and in no support bundle', async () => {
    const { attempt } = await stage.browser().goThrough(stage.simulator.control, HARBOR_TEA)
    const confirming = stage.browser('harbor', 'ada', ['view', 'connect'])
    const shown = async (browser = confirming) => (await browser.list()).connections[0]?.company
    expect(await shown()).toMatchObject({ realmId: HARBOR, realmIdLast4: '8383' })
    expect(await shown(stage.browser('harbor', 'mia', ['view']))).toMatchObject({ realmId: null })
    for (const path of [`/connections/${attempt.connectionId}/support`, `/attempts/${attempt.id}/support`])
      expect((await stage.browser().get(path)).text).not.toContain(HARBOR)
    await confirming.post(`/connections/${attempt.connectionId}/confirm-company`)
    expect(await shown()).toMatchObject({ realmId: null })
  })

  it('returns to the page it came from in redirect mode, with attempt and outcome', async () => {
    const { callback, attempt } = await stage.browser().goThrough(stage.simulator.control, HARBOR_TEA, {
      mode: 'redirect',
      returnTo: '/settings?tab=books#row',
    })
    expect(callback.status).toBe(302)
    expect(callback.headers.get('location')).toBe(
      `${stage.origin}/settings?tab=books&attempt=${attempt.id}&outcome=connected#row`,
    )
  })

  it('asks no one to confirm where the host says never', async () => {
    await stage.restart({ confirmCompany: 'never' })
    const browser = stage.browser()
    await browser.goThrough(stage.simulator.control, HARBOR_TEA)
    expect((await browser.list()).connections[0]).toMatchObject({ status: 'connected', usable: true })
  })

  it('goes through with the expiry that Intuit sent, both clocks', async () => {
    const connection = await stage.browser().connect(stage.simulator.control, HARBOR_TEA)
    expect(connection.expiry.daysLeft).toBe(100)
    const years =
      (Date.parse(connection.expiry.hardExpiresAt ?? '') - stage.simulator.control.clock.now()) / 86_400_000
    expect(Math.round(years / 365)).toBe(5)
    expect(connection.expiry.reauthorizeBy).toBe(connection.expiry.idleExpiresAt)
  })
})

describe('a company that is connected already', () => {
  it('is re-authorized under its id when connected again', async () => {
    const browser = stage.browser()
    const before = await browser.connect(stage.simulator.control, HARBOR_TEA)
    const { attempt } = await browser.goThrough(stage.simulator.control, HARBOR_TEA)
    expect(attempt).toMatchObject({ outcome: 'reauthorized', connectionId: before.id })
    expect((await browser.list()).connections).toHaveLength(1)
  })

  it('is not re-authorized by someone who may only connect', async () => {
    const before = await stage.browser().connect(stage.simulator.control, HARBOR_TEA)
    const helper = stage.browser('harbor', 'ben', ['view', 'connect'])
    const { attempt } = await helper.goThrough(stage.simulator.control, HARBOR_TEA)
    expect(attempt).toMatchObject({ outcome: 'failed', problem: { code: 'forbidden' } })
    expect((await stage.browser().list()).connections[0]).toMatchObject({
      id: before.id,
      reauthorizedAt: null,
    })
  })

  it('of another tenant is in use, and nothing says whose', async () => {
    const holder = await stage.browser().connect(stage.simulator.control, HARBOR_TEA)
    const other = stage.browser('northwind', 'noor')
    const { attempt } = await other.goThrough(stage.simulator.control, HARBOR_TEA)
    expect(attempt).toMatchObject({
      outcome: 'failed',
      connectionId: null,
      problem: { code: 'company_in_use' },
    })
    expect(JSON.stringify(attempt)).not.toMatch(/harbor|ada|8383/i)
    expect((await other.list()).connections).toEqual([])
    expect(stage.simulator.control.requests({ route: 'revoke' })).toEqual([])
    expect((await stage.browser().get(`/connections/${holder.id}`)).status).toBe(200)
  })

  it('of another tenant may be shared where the host allows it', async () => {
    await stage.restart({ sharedCompanies: 'allow' })
    await stage.browser().connect(stage.simulator.control, HARBOR_TEA)
    const other = await stage.browser('northwind', 'noor').connect(stage.simulator.control, HARBOR_TEA)
    expect(other.status).toBe('connected')
  })

  it('refuses a second one where the host wants only one', async () => {
    await stage.restart({ multipleConnections: false })
    const browser = stage.browser()
    await browser.connect(stage.simulator.control, HARBOR_TEA)
    const { attempt } = await browser.goThrough(stage.simulator.control, WHOLESALE)
    expect(attempt).toMatchObject({ outcome: 'failed', problem: { code: 'already_connected' } })
    expect((await browser.list()).connections).toHaveLength(1)
  })
})

describe('a re-authorization', () => {
  it('renews the grant and leaves the id as it is', async () => {
    const browser = stage.browser()
    const before = await browser.connect(stage.simulator.control, HARBOR_TEA)
    const { attempt } = await browser.goThrough(stage.simulator.control, HARBOR_TEA, {
      connectionId: before.id,
    })
    expect(attempt).toMatchObject({ kind: 'reauthorize', outcome: 'reauthorized', connectionId: before.id })
    const after = (await browser.get<Connection>(`/connections/${before.id}`)).body
    expect(after).toMatchObject({ status: 'connected', reauthorizedAt: expect.any(String) })
    await stage.adapter.runDueWork()
    expect(stage.events.at(-1)?.type).toBe('connection.reauthorized')
  })

  it('refuses another company, names both, revokes the stray grant and leaves everything as it was', async () => {
    const browser = stage.browser()
    const before = await browser.connect(stage.simulator.control, HARBOR_TEA)
    const { attempt } = await browser.goThrough(stage.simulator.control, WHOLESALE, {
      connectionId: before.id,
    })
    expect(attempt).toMatchObject({
      outcome: 'failed',
      problem: {
        code: 'company_mismatch',
        action: 'choose_other_company',
        expectedCompany: 'Harbor Tea Co.',
        authorizedCompany: 'Harbor Tea Wholesale',
      },
    })
    await stage.adapter.runDueWork()
    expect((await browser.get<Connection>(`/connections/${before.id}`)).body).toEqual(before)
    const stray = stage.simulator.control.grants().find((grant) => grant.realmId !== HARBOR)
    expect(stray?.live).toBe(false)
    expect(
      (await stage.adapter.forTenant('harbor').request(before.id, '/companyinfo/x')).status,
    ).toBeLessThan(500)
  })

  it('distinguishes a refused company of the same name by the last four digits of the ids', async () => {
    const browser = stage.browser()
    const { control } = stage.simulator
    const before = await browser.connect(control, { user: 'ada', company: HARBOR })
    const other = control.companies.list().find(({ name }) => name === WHOLESALE.company)?.realmId ?? ''
    control.companies.update(other, { name: 'Harbor Tea Co.' })
    const target = { connectionId: before.id }
    const { attempt } = await browser.goThrough(control, { user: 'ada', company: other }, target)
    expect(attempt.problem).toMatchObject({
      code: 'company_mismatch',
      expectedCompany: `Harbor Tea Co. (•••• ${HARBOR.slice(-4)})`,
      authorizedCompany: `Harbor Tea Co. (•••• ${other.slice(-4)})`,
    })
  })

  it('needs more rights to switch companies', async () => {
    const before = await stage.browser().connect(stage.simulator.control, HARBOR_TEA)
    const helper = stage.browser('harbor', 'sam', ['view', 'reauthorize'])
    const refused = await helper.post('/connections/authorize', {
      mode: 'popup',
      connectionId: before.id,
      allowCompanyChange: true,
    })
    expect(refused).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  })
})

describe('a disconnected company', () => {
  it('is taken up again under its id, history intact', async () => {
    const browser = stage.browser()
    const before = await browser.connect(stage.simulator.control, HARBOR_TEA)
    await browser.post(`/connections/${before.id}/disconnect`, { why: 'not_working' })
    const { attempt } = await browser.goThrough(stage.simulator.control, HARBOR_TEA)
    expect(attempt).toMatchObject({ outcome: 'connected', connectionId: before.id })
    expect((await browser.get<Connection>(`/connections/${before.id}`)).body).toMatchObject({
      status: 'connected',
      disconnect: null,
    })
    expect(await stage.adapter.forTenant('harbor').history.verify(before.id)).toMatchObject({
      valid: true,
      brokenAt: null,
    })
  })

  it('awaits confirmation after the business was sold, whatever the host says', async () => {
    await stage.restart({ confirmCompany: 'never' })
    const browser = stage.browser()
    const { attempt } = await browser.goThrough(stage.simulator.control, HARBOR_TEA)
    await browser.post(`/connections/${attempt.connectionId}/disconnect`, { why: 'business_sold' })
    await browser.goThrough(stage.simulator.control, HARBOR_TEA)
    expect((await browser.list()).connections[0]).toMatchObject({
      status: 'awaiting_confirmation',
      confirmedAt: null,
    })
  })

  it.each(['first', 'never'] as const)(
    'asks again after the business was sold and someone has said no (companies are confirmed: %s)',
    async (confirmCompany) => {
      await stage.restart({ confirmCompany })
      const browser = stage.browser()
      const { control } = stage.simulator
      const { id } = await browser.connect(control, HARBOR_TEA)
      await browser.post(`/connections/${id}/disconnect`, { why: 'business_sold' })
      await browser.goThrough(control, HARBOR_TEA)
      const refused = await browser.post(`/connections/${id}/disconnect`, { why: 'wrong_company' })
      expect(connectionSchema.parse(refused.body).disconnect).toMatchObject({ why: 'wrong_company' })
      const { attempt } = await browser.goThrough(control, HARBOR_TEA)
      expect(attempt).toMatchObject({ outcome: 'connected', connectionId: id })
      const again = await browser.get<Connection>(`/connections/${id}`)
      expect(again.body).toMatchObject({ status: 'awaiting_confirmation' })
      await browser.post(`/connections/${id}/confirm-company`)
      await browser.post(`/connections/${id}/disconnect`, { why: 'not_working' })
      await browser.goThrough(control, HARBOR_TEA)
      expect((await browser.list()).connections).toMatchObject([{ id, status: 'connected' }])
    },
  )
})

describe('redirect mode', () => {
  it('returns with its outcome where the person said no at Intuit, and to the default page where none was asked for', async () => {
    await stage.restart({ returnTo: { default: '/data-sources?tab=books' } })
    const { callback, attempt } = await stage
      .browser()
      .goThrough(stage.simulator.control, { user: 'ada', deny: true }, { mode: 'redirect' })
    expect(attempt.outcome).toBe('cancelled')
    expect(callback.headers.get('location')).toBe(
      `${stage.origin}/data-sources?tab=books&attempt=${attempt.id}&outcome=cancelled`,
    )
  })

  it('ignores a returnTo that comes back with the callback', async () => {
    const started = await stage.browser().authorize({ mode: 'redirect', returnTo: '/here' })
    const browser = stage.browser()
    const { attemptId, authorizeUrl } = await browser.authorize({ mode: 'redirect', returnTo: '/here#part' })
    expect(attemptId).not.toBe(started.attemptId)
    const back = await stage.simulator.control.authorize(authorizeUrl, HARBOR_TEA)
    const answer = await browser.get(`${back}&returnTo=https://evil.example/`)
    expect(answer.headers.get('location')).toBe(
      `${stage.origin}/here?attempt=${attemptId}&outcome=connected#part`,
    )
  })
})

describe('addresses Intuit sends people to', () => {
  it.each([
    [
      'the page that lists connections',
      { reconnectUrl: 'https://app.example.com/books' },
      'https://app.example.com/books',
    ],
    ['a path of the product', { reconnectUrl: '/books' }, 'ORIGIN/books'],
    [
      'another origin’s default page',
      { returnTo: { default: 'https://app.example.com/x', allowedOrigins: ['https://app.example.com'] } },
      'https://app.example.com/x',
    ],
    ['nothing the host has said', {}, 'ORIGIN/'],
  ])('lead to %s', async (_, options, expected) => {
    await stage.restart(options)
    const page = expected.replace('ORIGIN', stage.origin)
    const answer = await stage.browser().get('/reconnect?realmId=1')
    expect([answer.status, answer.headers.get('location')]).toEqual([302, page])
    expect((await stage.browser().get('/disconnected')).text).toContain(`href="${page}"`)
    expect((await stage.browser().get('/callback/done?problem=state_invalid')).text).toContain(
      `href="${page}"`,
    )
  })
})
