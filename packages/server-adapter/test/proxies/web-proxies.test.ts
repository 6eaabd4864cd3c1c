// A whole host behind real proxies of Debian's, each as docs/proxies.md shows it, under the address that browsers see.
import { createHmac } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Connection, ConnectionList } from '@mooring/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Browser } from '../browser.ts'
import { openEvents } from '../event-stream.ts'
import { reasonToSkip } from '../programs.ts'
import { ALL, HARBOR } from '../stage.ts'
import { inTime } from '../until.ts'
import { openBehind, type Site, TOKEN } from './behind.ts'
import { accessLogOf, shownFile, WEB_PROXIES, type WebProxyName } from './web-proxies.ts'

const PERSON = { user: 'ada', company: 'Harbor Tea Co.' }
/** Runs in every run where it is installed: it starts in a tenth of a second. */
const QUICK: WebProxyName = 'nginx'
const START_MS = 60_000

const NAMES = Object.keys(WEB_PROXIES) as WebProxyName[]
const BLOCK = /^\[`([^`]+)`\]\(proxies\/[^)]+\)\n\n```\w*\n(.*?)^```$/gms

it('are shown as they are run here', async () => {
  const page = await readFile(new URL('../../../../docs/proxies.md', import.meta.url), 'utf8')
  const shown = new Map([...page.matchAll(BLOCK)].map(([, file = '', text = '']) => [file, text]))
  for (const name of NAMES) expect.soft(shown.get(WEB_PROXIES[name].shown.file), name).toBe(shownFile(name))
})

const reasonFor = (name: WebProxyName) => reasonToSkip(WEB_PROXIES[name].program, { quick: name === QUICK })

describe.each(NAMES.filter((name) => reasonFor(name) !== null))('%s', (name) => {
  it.skip(`is left out: ${reasonFor(name)}`, () => {})
})

describe.each(NAMES.filter((name) => reasonFor(name) === null))('behind %s', (name) => {
  let site: Site
  beforeAll(async () => {
    site = await openBehind(name)
  }, START_MS)
  afterAll(() => site?.[Symbol.asyncDispose]())

  const as = (tenantId: string, userId = 'ada') =>
    new Browser(site.origin, `${tenantId}/${userId}/${ALL.join(',')}`)
  const ids = ({ seen }: { seen: readonly { id: string }[] }) => seen.map(({ id }) => Number(id))

  it('a connect goes through the address that browsers see, whatever else a client says of it', async () => {
    const { origin, stage } = site
    const browser = as('harbor')
    const forged = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'ftp', forwarded: 'host=evil' }
    const foreign = { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site', ...forged }
    const refused = await browser.post('/connections/authorize', { mode: 'popup' }, foreign)
    expect(refused).toMatchObject({ status: 403, body: { code: 'origin_not_allowed' } })
    const asked = await browser.post<{ authorizeUrl: string }>(
      '/connections/authorize',
      { mode: 'popup' },
      forged,
    )
    const redirectUri = new URL(asked.body.authorizeUrl).searchParams.get('redirect_uri')
    expect(redirectUri).toBe(`${origin}/api/quickbooks/callback`)

    const { attempt, callback, callbackUrl } = await browser.goThrough(stage.simulator.control, PERSON)
    expect(callbackUrl).toContain(`${redirectUri}?`)
    expect([callback.status, callback.headers.get('location')]).toEqual([
      302,
      `/api/quickbooks/callback/done?attempt=${attempt.id}`,
    ])
    expect((await browser.get('/callback/done')).headers.get('content-security-policy')).toContain(
      "default-src 'none'",
    )
    const confirmed = await browser.post<Connection>(`/connections/${attempt.connectionId}/confirm-company`)
    expect(confirmed.body.status).toBe('connected')

    const log = await accessLogOf(name, site.proxy)
    if (log === null) return
    await expect.poll(() => accessLogOf(name, site.proxy)).toContain('/api/quickbooks/callback')
    const { searchParams } = new URL(callbackUrl)
    for (const secret of ['code', 'state'])
      expect(await accessLogOf(name, site.proxy)).not.toContain(searchParams.get(secret))
  })

  it('a list that has not changed is 304, and each sees only what is theirs', async () => {
    const browser = as('tea')
    await browser.connect(site.stage.simulator.control, { user: 'ada', company: 'Harbor Tea Wholesale' })
    const { headers } = await browser.get('/connections')
    const etag = headers.get('etag') ?? ''
    const again = await browser.get('/connections', { 'if-none-match': etag })
    expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag])
    const nobody = new Browser(site.origin, null)
    expect((await nobody.get('/connections', { 'if-none-match': etag })).status).toBe(401)
    expect((await as('bakery').list()).connections).toEqual([])
  })

  it('events arrive while the stream is open, and those that were missed once each, in order', async () => {
    const browser = as('events')
    const reading = await openEvents(browser)
    const first = await browser.authorize()
    const { id: cursor } = await reading.until(({ data }) => (data as { id: string }).id === first.attemptId)
    reading.close()
    const missed = await Promise.all(Array.from({ length: 40 }, () => browser.authorize()))
    const late = await openEvents(browser, { 'last-event-id': cursor })
    for (const { attemptId } of missed)
      await late.until(({ data }) => (data as { id: string }).id === attemptId)
    expect(ids(late)).toEqual([...new Set(ids(late))].toSorted((one, other) => one - other))
    late.close()
  })

  it('of a client that has left no stream stays open', async () => {
    const browser = as('leaving')
    const reading = await openEvents(browser)
    expect(site.streams('leaving')).toBe(1)
    reading.close()
    // Some notice only when there is something to send.
    const one = async () => {
      await browser.authorize()
      return site.streams('leaving')
    }
    await expect.poll(one).toBe(0)
  })

  it('a webhook’s bytes arrive as they were signed', async () => {
    const entity = `{ "name":"Invoice",\t"id":"\\u00e9☕",  "operation":"Create","lastUpdated":"2026-11-21T12:00:00.000Z" }`
    const body = `{"eventNotifications":[ {"realmId":"${HARBOR}","dataChangeEvent":{"entities":[${entity}]}}]}\r\n`
    const deliver = async (signed: string) => {
      const signature = createHmac('sha256', TOKEN).update(signed).digest('base64')
      const headers = { 'content-type': 'application/json', 'intuit-signature': signature }
      return (await fetch(`${site.origin}/api/quickbooks/webhooks`, { method: 'POST', headers, body })).status
    }
    expect([await deliver(body), await deliver(body.trim())]).toEqual([200, 401])
  })

  it('HEAD has no body, and a large answer is whole', async () => {
    const head = await fetch(`${site.origin}/api/quickbooks/operations/live`, { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
    const { connections } = site.stage.adapter.forTenant('large')
    for (let index = 0; index < 100; index++)
      await connections.import({
        ...{ realmId: String(4_620_000_000_000_000 + index), refreshToken: `AB11-${index}` },
        verify: 'later',
      })
    const { body, text } = await as('large').get<ConnectionList>('/connections')
    expect(body.connections).toHaveLength(100)
    expect(text.length).toBeGreaterThan(64_000)
  })

  it('the end of the server’s side ends the stream', async () => {
    const reading = await openEvents(as('last'))
    await site.stage.adapter.close()
    await inTime(reading.ended, 'the stream ends')
  })
})
