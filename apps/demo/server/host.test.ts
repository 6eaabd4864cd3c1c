// The host through its own routes: a real adapter on a real simulator, and no browser.
import { describe, expect, it } from 'vitest'
import { connect, eventTypes, openBrowser, reauthorize, withHost } from './host-stage.ts'

const demo = withHost()

describe('the host', () => {
  it('lets no one in without a session', async () => {
    const browser = await openBrowser()
    expect((await browser.visit('/api/invoices')).status).toBe(401)
    expect((await browser.visit('/api/quickbooks/connections')).status).toBe(401)
    expect((await browser.visit('/api/simulator/state')).status).toBe(401)
  })

  it('takes no session that it did not sign, and none once signed out', async () => {
    const browser = await openBrowser('ada')
    const forged = await browser.visit('/api/session', { headers: { cookie: 'harborline_session=ada.1.x' } })
    expect(await forged.json()).toMatchObject({ person: null })
    expect(await browser.get('/session')).toMatchObject({ person: { name: 'Ada Martin' } })
    await browser.post('/session/end')
    expect(await browser.get('/session')).toMatchObject({ person: null })
  })

  it('takes no change from another site', async () => {
    const browser = await openBrowser('ada')
    const foreign: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'https://elsewhere.example' },
      { origin: 'null' },
    ]
    for (const headers of foreign) {
      const reply = await browser.post('/session/end', {}, headers)
      expect([reply.status, (await reply.json()).code]).toEqual([403, 'origin_not_allowed'])
    }
  })

  it('connects, copies invoices, and deletes them with the connection when asked', async () => {
    const browser = await openBrowser('ada')
    const id = await connect(browser)
    const run = await (await browser.post(`/sync/${id}`)).json()
    expect(run).toEqual({ outcome: 'succeeded', result: { invoices: 120 } })
    expect((await browser.get('/invoices')).invoices).toMatchObject([{ connectionId: id, count: 120 }])
    const impact = await browser.get(`/quickbooks/connections/${id}/disconnect-impact`)
    expect(impact).toMatchObject({ deletes: ['120 invoices copied to Harborline'], canDeleteData: true })
    await browser.post(`/quickbooks/connections/${id}/disconnect`, { deleteData: true })
    expect(await eventTypes(browser, 'connection.disconnected')).toEqual(
      expect.arrayContaining(['connection.connected', 'connection.confirmed', 'sync.succeeded']),
    )
    expect((await browser.get('/invoices')).invoices).toEqual([])
  })

  it('separates tenants', async () => {
    const id = await connect(await openBrowser('ada'))
    const noor = await openBrowser('noor')
    expect((await noor.get('/quickbooks/connections')).connections).toEqual([])
    expect((await noor.post(`/sync/${id}`)).status).toBe(404)
    expect((await noor.get('/activity')).events).toEqual([])
  })

  it('lets a viewer see everything and run nothing', async () => {
    const id = await connect(await openBrowser('ada'))
    const mia = await openBrowser('mia')
    expect((await mia.get('/quickbooks/connections')).connections).toHaveLength(1)
    expect((await mia.post(`/sync/${id}`)).status).toBe(403)
  })

  it('says that QuickBooks is down, and copies the rest once it is back', async () => {
    const browser = await openBrowser('ada')
    const id = await connect(browser)
    await browser.post('/simulator/faults', { route: 'query', kind: 'html-503' })
    const failed = await browser.post(`/sync/${id}`)
    expect([failed.status, (await failed.json()).message]).toEqual([
      502,
      expect.stringContaining('try again'),
    ])
    await browser.post('/simulator/faults/clear')
    expect(await (await browser.post(`/sync/${id}`)).json()).toMatchObject({ outcome: 'succeeded' })
  })

  it('writes one mail when a person is needed, and none for a hiccup', async () => {
    const browser = await openBrowser('ada')
    const id = await connect(browser)
    const mails = async () => (await browser.get('/activity')).mails
    await browser.post('/simulator/faults', { route: 'any', kind: 'html-503' })
    await browser.post(`/quickbooks/connections/${id}/verify`)
    await browser.post('/simulator/faults/clear')
    expect(await mails()).toEqual([])
    await browser.post('/simulator/clock', { advanceMs: 101 * 86_400_000 })
    await eventTypes(browser, 'connection.reauthorization_required')
    await browser.post('/simulator/clock', { advanceMs: 86_400_000 })
    const needed = (await mails()).filter(({ title }: { title: string }) => title.includes('needs'))
    expect(needed).toMatchObject([
      {
        connectionId: id,
        to: expect.stringContaining('ada@harbor.example'),
        subject: 'Re-authorization needed – Harbor Tea Co. – QuickBooks',
        title: 'Harbor Tea Co. needs to be re-authorized.',
        body: 'The authorization was not used for too long and has ended.',
        action: 'Re-authorize',
        link: `/connections/${id}?mooring-connection=${id}&mooring-open=reauthorize`,
      },
    ])
  })

  it('finishes a paused sync by itself once it is re-authorized, and only once', async () => {
    const browser = await openBrowser('ada')
    const id = await connect(browser)
    const { setAdmin } = demo.simulator.control
    const [harbor] = demo.simulator.control.companies.list().filter(({ name }) => name === 'Harbor Tea Co.')
    setAdmin('ada', harbor?.realmId ?? '', false)
    expect(await (await browser.post(`/sync/${id}`)).json()).toEqual({ outcome: 'paused' })
    setAdmin('ada', harbor?.realmId ?? '', true)
    await reauthorize(browser, id)
    await eventTypes(browser, 'sync.succeeded')
    expect(await (await browser.post(`/sync/${id}`, { finish: true })).json()).toEqual({
      outcome: 'succeeded',
      result: { invoices: 120 },
    })
    const types = (await browser.get('/activity')).events.map(({ type }: { type: string }) => type)
    expect(types.filter((type: string) => type === 'sync.succeeded')).toHaveLength(1)
  })

  it('imports customers after a first connect, and asks once how invoices are checked', async () => {
    const browser = await openBrowser('ada')
    const id = await connect(browser)
    const setup = async () => (await browser.get(`/quickbooks/connections/${id}`)).setup.state
    await expect.poll(setup).toBe('configuration_required')
    const { customers, settings } = await browser.get(`/configuration/${id}`)
    expect([customers.length, settings]).toEqual([120, null])
    const wrong = [{}, { closingDay: 6, cashCustomer: null }, { closingDay: 5, cashCustomer: 'nobody' }]
    for (const body of wrong) expect((await browser.post(`/configuration/${id}`, body)).status).toBe(400)
    const chosen = { closingDay: 5, cashCustomer: customers[0].id }
    expect((await browser.post(`/configuration/${id}`, chosen)).status).toBe(200)
    await browser.post(`/quickbooks/connections/${id}/setup/complete`)
    await browser.post(`/quickbooks/connections/${id}/disconnect`)
    expect(await connect(browser)).toBe(id)
    expect([await setup(), (await browser.get(`/configuration/${id}`)).settings]).toEqual(['done', chosen])
    expect((await (await openBrowser('noor')).visit(`/api/configuration/${id}`)).status).toBe(404)
    expect((await (await openBrowser('mia')).post(`/configuration/${id}`, chosen)).status).toBe(403)
  })

  it('shows operators what has stopped, and lets them give up an event', async () => {
    const browser = await openBrowser('ada')
    expect((await browser.post('/operations/refusal', { isOn: true })).status).toBe(200)
    expect(await browser.get('/operations/refusal')).toEqual({ isRefusing: true })
    const id = await connect(browser)
    const queues = async () => (await browser.get('/quickbooks/operations/board/queues')).queues
    for (let hour = 0; hour < 21; hour++) await browser.post('/simulator/clock', { advanceMs: 3_600_000 })
    const [queue] = await queues()
    expect(queue).toMatchObject({ connectionId: id, type: 'connection.connected', tries: 20 })
    await browser.post('/operations/refusal', { isOn: false })
    const skip = `/quickbooks/operations/board/events/${queue.eventId}/skip`
    expect((await browser.post(skip)).status).toBe(200)
    await expect.poll(queues).toEqual([])
    await eventTypes(browser, 'connection.confirmed')
    expect((await browser.get('/activity')).events.map(({ type }: { type: string }) => type)).not.toContain(
      'connection.connected',
    )
  })

  it('opens the operators’ board and the switch to those who may operate alone', async () => {
    const [ada, ben] = [await openBrowser('ada'), await openBrowser('ben')]
    expect((await ada.get('/quickbooks/operations/board')).operator).toEqual({
      id: 'ada',
      displayName: 'Ada Martin',
    })
    expect((await ben.visit('/api/quickbooks/operations/board')).status).toBe(401)
    expect((await ben.visit('/api/operations/refusal')).status).toBe(403)
  })

  it('lets operators ask everyone for a new authorization within 30 days, and no one else', async () => {
    const browser = await openBrowser('ada')
    const id = await connect(browser)
    const status = async () => (await browser.get(`/quickbooks/connections/${id}`)).status
    const campaigns = '/quickbooks/operations/board/campaigns'
    expect((await browser.post('/operations/campaigns')).status).toBe(200)
    expect(await browser.get(`${campaigns}/new-authorization-1`)).toMatchObject({
      ...{ selected: 1, asked: 1, done: 0, ended: false },
    })
    expect(await status()).toBe('expiring')
    const second = await browser.post('/operations/campaigns')
    expect([second.status, (await second.json()).message]).toEqual([409, expect.stringContaining('end it')])
    await browser.post('/simulator/clock', { advanceMs: 31 * 86_400_000 })
    expect(await status()).toBe('reauthorization_required')
    expect((await browser.post(`${campaigns}/new-authorization-1/end`)).status).toBe(200)
    expect(await status()).toBe('connected')
    expect((await (await openBrowser('ben')).post('/operations/campaigns')).status).toBe(403)
  })

  it('follows the clock of the simulator', async () => {
    const browser = await openBrowser('ada')
    const id = await connect(browser)
    const ahead = 6 * 365 * 86_400_000
    expect((await browser.post('/simulator/clock', { advanceMs: ahead })).status).toBe(200)
    const connection = await browser.get(`/quickbooks/connections/${id}`)
    expect(connection).toMatchObject({ status: 'reauthorization_required', usable: false })
  })

  it('passes on why the simulator refuses a change', async () => {
    const browser = await openBrowser('ada')
    const reply = await browser.post('/simulator/clock', { advanceMs: 'soon' })
    expect([reply.status, (await reply.json()).message]).toEqual([400, expect.stringContaining('advanceMs')])
  })
})
