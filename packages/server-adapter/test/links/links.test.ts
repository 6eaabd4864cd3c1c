// Links for people without a login: made, shown, followed, used up.
import { linkListSchema, linkReplySchema, linkSchema } from '@mooring/contract/schemas'
import { describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/platform/clock.ts'
import { ALL } from '../stage.ts'
import { BUTTON, FORM, HARBOR_TEA, STORES, useLinkStages } from './link-ground.ts'

const open = useLinkStages()

describe.each(STORES)('on %s', (store) => {
  it('someone without a login re-authorizes, and the connection says with which link', async () => {
    const at = await (await open(store)).needy()
    const made = await at.make({
      recipient: { name: 'Grace Okafor', email: 'grace@ledgerworks.example' },
      note: 'Before Friday, please.',
    })
    linkReplySchema.parse({ link: made.link, url: made.url })
    expect(made.link).toMatchObject({ state: 'created', connectionId: at.id, createdBy: { userId: 'ada' } })
    expect(Date.parse(made.link.expiresAt) - Date.parse(made.link.createdAt)).toBe(3 * DAY)
    const grace = at.stranger()
    const page = await grace.get(made.path)
    expect(page.status).toBe(200)
    for (const words of ['Teabooks', 'Harbor HQ', 'ADA', 'Harbor Tea Co.', 'Before Friday, please.'])
      expect(page.text).toContain(words)
    expect(page.text).not.toMatch(/\.\u2069?\./)
    const back = await at.toIntuit(grace, made)
    expect(await at.stateOf(made)).toBe('at_intuit')
    expect(await at.comeBack(grace, back)).toContain('Done, thank you')
    const [link] = linkListSchema.parse({ links: await at.links() }).links
    expect(link).toEqual({ ...made.link, state: 'used' })
    expect(await at.connection()).toMatchObject({
      status: 'connected',
      authorizedBy: { userId: `link:${made.link.id}`, displayName: 'Grace Okafor' },
    })
    expect((await at.tenant.request(at.id, '/query?query=select * from Invoice')).ok).toBe(true)
    const types = await at.typesOf()
    expect(types.filter((type) => type.startsWith('link.'))).toEqual([
      'link.created',
      'link.started',
      'link.used',
    ])
    const received = at.stage.events.find(({ type }) => type === 'connection.reauthorized')
    expect(received).toMatchObject({
      actor: { userId: `link:${made.link.id}` },
      data: { linkId: made.link.id },
    })
    const entry = (await at.history()).find(({ type }) => type === 'connection.reauthorized')
    expect(entry).toMatchObject({
      actor: { userId: `link:${made.link.id}`, displayName: 'Grace Okafor' },
      data: { linkId: made.link.id, createdBy: { userId: 'ada' } },
    })
    expect(await at.tenant.history.verify(at.id)).toMatchObject({ valid: true })
  })

  it('a recipient’s name is shown as every person’s name is, and a note without invisible characters', async () => {
    const at = await (await open(store)).needy()
    const made = await at.make({
      recipient: { name: ' Grace\u0000 \ud800O\u202ekafor ' },
      note: 'Before\u0007 Friday,\r\n\u202eplease.',
    })
    expect(made.link.recipient).toEqual({ name: 'Grace Okafor' })
    expect((await at.stranger().get(made.path)).text).toContain('<p>Before Friday,\nplease.</p>')
    expect((await at.make({ recipient: { name: '\u2069' } })).link.recipient).toBeNull()
    await at.follow(at.stranger(), made)
    expect((await at.connection()).authorizedBy?.displayName).toBe('Grace Okafor')
    expect(await at.links()).toContainEqual({ ...made.link, state: 'used' })
  })

  it('a used link is over, for everybody, and its page says so', async () => {
    const at = await (await open(store)).needy()
    const made = await at.make()
    const grace = at.stranger()
    await at.follow(grace, made)
    for (const browser of [grace, at.stranger()]) {
      const page = await browser.get(made.path)
      expect([page.status, page.text.includes('This link was used')]).toEqual([410, true])
      expect(page.text).toContain('link_ended')
      expect(page.text).not.toContain('Harbor')
      expect((await at.press(browser, made)).status).toBe(410)
    }
    expect((await at.ada.post(`/links/${made.link.id}/revoke`)).body).toMatchObject({ state: 'used' })
  })

  it('opening it changes nothing, however often and by whom', async () => {
    const at = await (await open(store)).needy()
    const made = await at.make()
    await at.stage.adapter.runDueWork()
    const before = await at.ada.list()
    const scanners: Record<string, string>[] = [
      {},
      { 'sec-purpose': 'prefetch;prerender' },
      { 'user-agent': 'SafeLinks', accept: '*/*' },
      { cookie: 'mooring-att_1=x' },
    ]
    for (const headers of scanners) {
      const page = await at.stranger().get(made.path, headers)
      expect([page.status, page.headers.getSetCookie()]).toEqual([200, []])
    }
    const head = await at.stranger().send('HEAD', made.path)
    expect([head.status, head.text]).toEqual([200, ''])
    expect((await at.stranger().get(`${made.path}/start`)).status).toBe(405)
    expect(await at.stateOf(made)).toBe('created')
    expect(await at.ada.list()).toEqual(before)
    expect(await at.follow(at.stranger(), made)).toContain('Done')
  })

  it('is made for a connection that a re-authorization helps, and no other', async () => {
    const at = await open(store)
    at.id = (await at.ada.connect(at.control, HARBOR_TEA)).id
    const path = `/connections/${at.id}/links`
    expect(await at.ada.post(path, {})).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
    await at.refuse()
    expect((await at.ada.post(path, {})).status).toBe(201)
    await at.ada.post(`/connections/${at.id}/disconnect`)
    expect(await at.ada.post(path, {})).toMatchObject({
      status: 409,
      body: { code: 'connection_unavailable' },
    })
  })

  it('is made for one whose end is near, and for one whose admin lost the right', async () => {
    const at = await open(store, { warnBeforeDays: [120] })
    at.id = (await at.ada.connect(at.control, HARBOR_TEA)).id
    expect(await at.connection()).toMatchObject({ status: 'expiring', action: 'reauthorize' })
    const made = await at.make({})
    expect((await at.stranger().get(made.path)).text).toContain('still works')
    at.control.setAdmin('ada', '9130355377388383', false)
    at.control.clock.advance(10 * MINUTE)
    await at.ada.post(`/connections/${at.id}/verify`)
    expect(await at.connection()).toMatchObject({ reason: 'admin_access_lost', action: 'contact_admin' })
    expect(await at.stateOf(made)).toBe('created')
    expect(await at.follow(at.stranger(), await at.make(), { ...HARBOR_TEA, user: 'cleo' })).toContain('Done')
    expect((await at.links()).map(({ state }) => state)).toEqual(['used', 'withdrawn'])
  })

  it('ends when its time is over, by background work and before it', async () => {
    const at = await (await open(store)).needy()
    const made = await at.make({ hours: 1 })
    at.control.clock.advance(HOUR)
    expect((await at.stranger().get(made.path)).text).toContain('The time of this link is over')
    expect((await at.press(at.stranger(), made)).status).toBe(410)
    expect(await at.stateOf(made)).toBe('expired')
    await at.typesOf()
    const received = at.stage.events.filter(({ type }) => type === 'link.ended')
    expect(received).toMatchObject([{ actor: null, data: { linkId: made.link.id, state: 'expired' } }])
    await at.stage.adapter.runDueWork()
    expect(await at.stateOf(made)).toBe('expired')
  })

  it('the host makes, lists and revokes links of its own', async () => {
    const at = await (await open(store)).needy()
    const { link, url } = await at.tenant.links.create(at.id, { recipient: { name: 'Grace' }, hours: 168 })
    expect(linkSchema.parse(link)).toMatchObject({ createdBy: null, recipient: { name: 'Grace' } })
    expect(url).toMatch(/^http:\/\/localhost:\d+\/api\/quickbooks\/link\/[\w-]{43}$/)
    expect(await at.tenant.links.list(at.id)).toEqual([link])
    expect(await at.tenant.links.revoke(link.id)).toEqual({ ...link, state: 'revoked' })
    const notFound = { code: 'not_found' }
    const other = at.stage.adapter.forTenant('northwind')
    await expect(other.links.revoke(link.id)).rejects.toMatchObject(notFound)
    await expect(other.links.list(at.id)).rejects.toMatchObject(notFound)
    await expect(other.links.create(at.id)).rejects.toMatchObject(notFound)
    const hours = at.tenant.links.create(at.id, { hours: 169 })
    await expect(hours).rejects.toMatchObject({ code: 'invalid_request' })
  })
})

describe('the routes of links', () => {
  it('ask for the right to re-authorize, and know no other tenant’s links', async () => {
    const at = await (await open('SQLite')).needy()
    const { link } = await at.make()
    const routes: [string, string][] = [
      ['POST', `/connections/${at.id}/links`],
      ['GET', `/connections/${at.id}/links`],
      ['POST', `/links/${link.id}/revoke`],
    ]
    const others = ALL.filter((right) => right !== 'reauthorize')
    for (const [method, path] of routes) {
      expect((await at.stranger().send(method, path)).status).toBe(401)
      expect((await at.stage.browser('harbor', 'mia', others).send(method, path)).status).toBe(403)
      expect((await at.stage.browser('northwind', 'noor').send(method, path)).status).toBe(404)
    }
    expect((await at.ada.post('/links/lnk_missing/revoke')).status).toBe(404)
    expect(await at.links()).toMatchObject([{ state: 'created' }])
  })

  it.each([
    ['an unknown field', { token: 'x' }],
    ['no whole hours', { hours: 1.5 }],
    ['too few hours', { hours: 0 }],
    ['too many hours', { hours: 169 }],
    ['no address', { recipient: { email: 'grace' } }],
    ['an empty name', { recipient: { name: ' ' } }],
    ['a long note', { note: 'x'.repeat(501) }],
  ])('refuse %s', async (_, body) => {
    const at = await (await open('SQLite')).needy()
    const answer = await at.ada.post(`/connections/${at.id}/links`, body)
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
    expect(await at.links()).toEqual([])
  })

  it('have no more than fifty open links of a connection', async () => {
    const at = await (await open('SQLite')).needy()
    for (let index = 0; index < 50; index++) await at.make({})
    const one = await at.ada.post(`/connections/${at.id}/links`, {})
    expect(one).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
    await at.ada.post(`/links/${(await at.links())[0]?.id}/revoke`)
    expect((await at.ada.post(`/connections/${at.id}/links`, {})).status).toBe(201)
  })
})

describe('the button of a link', () => {
  it.each<[string, Record<string, string>, number]>([
    ['its own page, in a browser that says so', BUTTON, 303],
    ['its own page, in a browser that names its origin alone', { ...FORM, origin: 'OWN' }, 303],
    ['another site', { ...FORM, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, 403],
    ['another site that hides its origin', { ...BUTTON, 'sec-fetch-site': 'cross-site' }, 403],
    ['a neighbour of the same site', { ...BUTTON, 'sec-fetch-site': 'same-site' }, 403],
    ['a person who typed it', { ...FORM, origin: 'null', 'sec-fetch-site': 'none' }, 403],
    ['an old browser on another site', { ...FORM, origin: 'https://evil.example' }, 403],
    ['an old browser that hides its origin', { ...FORM, origin: 'null' }, 403],
    ['a program that names no origin', FORM, 403],
    ['a script', { ...BUTTON, 'content-type': 'application/json' }, 415],
    ['an upload', { ...BUTTON, 'content-type': 'multipart/form-data' }, 415],
  ])('pressed by %s', async (_, headers, status) => {
    const at = await (await open('SQLite')).needy()
    const made = await at.make()
    const sent = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value === 'OWN' ? at.stage.origin : value]),
    )
    const answer = await fetch(`${made.url}/start`, { method: 'POST', redirect: 'manual', headers: sent })
    expect(answer.status).toBe(status)
    expect(answer.headers.getSetCookie()).toHaveLength(status === 303 ? 1 : 0)
    expect(await at.stateOf(made)).toBe(status === 303 ? 'at_intuit' : 'created')
  })

  it('leads from a page whose policy lets it go to QuickBooks and nowhere else', async () => {
    const at = await (await open('SQLite')).needy()
    const { headers, text } = await at.stranger().get((await at.make()).path)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain(`form-action 'self' ${at.stage.simulator.origin};`)
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-robots-tag')).toContain('noindex')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(text).not.toContain('<script')
  })

  it('answers 429 once it was pressed too often, and no other link with it', async () => {
    const at = await (await open('SQLite', { rateLimits: { authorize: 2, other: 40 } })).needy()
    const [one, other] = [await at.make(), await at.make()]
    for (let presses = 0; presses < 2; presses++)
      expect((await at.press(at.stranger(), one)).status).toBe(303)
    const refused = await at.press(at.stranger(), one)
    expect([refused.status, refused.headers.get('content-type')]).toEqual([429, 'text/html; charset=utf-8'])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await at.press(at.stranger(), other)).status).toBe(303)
    const unknown = `/link/${'x'.repeat(43)}`
    for (let opened = 0; opened < 40; opened++) expect((await at.stranger().get(unknown)).status).toBe(404)
    expect((await at.stranger().get(unknown)).status).toBe(429)
    expect((await at.stranger().get(other.path)).status).toBe(200)
  })
})
