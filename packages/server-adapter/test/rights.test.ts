// Who may do what, beyond one right per route: switches, wrong companies, who else can, other tenants.
import type { Connection, ConnectionList, HistoryPage } from '@mooring/contract'
import { connectionListSchema } from '@mooring/contract/schemas'
import { afterEach, describe, expect, it } from 'vitest'
import { ALL, openStage, type Stage } from './stage.ts'

let stage: Stage
afterEach(async () => {
  await stage.close()
})

const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }

describe('a switch on purpose', () => {
  it('needs the rights to connect and to disconnect, and no others', async () => {
    stage = await openStage()
    const { id } = await stage.browser().connect(stage.simulator.control, HARBOR_TEA)
    const body = { mode: 'popup', connectionId: id, allowCompanyChange: true }
    const asked = async (permissions: ('view' | 'connect' | 'disconnect' | 'reauthorize')[]) =>
      (await stage.browser('harbor', 'ben', permissions).post('/connections/authorize', body)).status
    expect(await asked(['view', 'connect', 'disconnect'])).toBe(201)
    expect(await asked(['view', 'reauthorize', 'connect'])).toBe(403)
    expect(await asked(['view', 'reauthorize', 'disconnect'])).toBe(403)
  })

  it('that comes back with the same company needs the right to re-authorize it', async () => {
    stage = await openStage()
    const { id } = await stage.browser().connect(stage.simulator.control, HARBOR_TEA)
    const ben = stage.browser('harbor', 'ben', ['view', 'connect', 'disconnect'])
    const switching = { connectionId: id, allowCompanyChange: true }
    const { attempt } = await ben.goThrough(stage.simulator.control, HARBOR_TEA, switching)
    expect(attempt).toMatchObject({ outcome: 'failed', problem: { code: 'forbidden' } })
    expect((await ben.get<Connection>(`/connections/${id}`)).body).toMatchObject({
      status: 'connected',
      reauthorizedAt: null,
    })
  })
})

describe('a company no one has confirmed', () => {
  it('is given back as the wrong one by anyone who may connect, and disconnected for other reasons by no one else', async () => {
    stage = await openStage()
    const helper = stage.browser('harbor', 'ben', ['view', 'connect'])
    const { attempt } = await helper.goThrough(stage.simulator.control, HARBOR_TEA)
    const path = `/connections/${attempt.connectionId}`
    expect((await helper.get<Connection>(path)).body.can).toMatchObject({ confirm: true, disconnect: false })
    expect((await helper.post(`${path}/disconnect`, { why: 'other' })).status).toBe(403)
    expect((await helper.post(`${path}/disconnect`)).status).toBe(403)
    expect((await helper.post(`${path}/disconnect`, { why: 'wrong_company' })).status).toBe(200)
  })
})

describe('a re-authorization', () => {
  it('of what was disconnected meanwhile needs the right to connect', async () => {
    stage = await openStage()
    const { id } = await stage.browser().connect(stage.simulator.control, HARBOR_TEA)
    const ben = stage.browser('harbor', 'ben', ['view', 'reauthorize'])
    const started = await ben.authorize({ connectionId: id })
    const back = await stage.simulator.control.authorize(started.authorizeUrl, HARBOR_TEA)
    await stage.browser().post(`/connections/${id}/disconnect`)
    await ben.get(back)
    expect((await ben.get(`/attempts/${started.attemptId}`)).body).toMatchObject({
      outcome: 'failed',
      problem: { code: 'forbidden' },
    })
    expect((await ben.get<Connection>(`/connections/${id}`)).body.status).toBe('disconnected')
  })
})

describe('who else can', () => {
  const ada = { displayName: 'Ada', contact: 'ada@harbor.example', phone: 'not for browsers' }

  it('is named for the rights a person lacks, and for no others', async () => {
    const asked: string[] = []
    stage = await openStage({
      whoCan: (tenantId, permission) => {
        asked.push(`${tenantId} ${permission}`)
        return permission === 'disconnect' ? [] : [ada]
      },
    })
    const answer = await stage.browser('harbor', 'mia', ['view', 'connect']).get('/connections')
    expect(connectionListSchema.parse(answer.body).whoCan).toEqual({
      reauthorize: [{ displayName: 'Ada', contact: 'ada@harbor.example' }],
      disconnect: [],
    })
    expect(asked.sort()).toEqual(['harbor disconnect', 'harbor reauthorize'])
    expect((await stage.browser().list()).whoCan).toEqual({})
  })

  it('never fails the list: a host that throws or hangs names no one', async () => {
    stage = await openStage({
      whoCan: (_, permission) => {
        if (permission === 'connect') throw new Error('directory is away')
        return permission === 'disconnect' ? new Promise(() => {}) : [ada]
      },
    })
    const answer = await stage.browser('harbor', 'mia', ['view']).get<ConnectionList>('/connections')
    expect(answer.status).toBe(200)
    expect(Object.keys(answer.body.whoCan ?? {})).toEqual(['reauthorize'])
  })
})

describe('an operator', () => {
  it('sees all tenants’ connections, with no right in those that are not theirs', async () => {
    stage = await openStage()
    const { id } = await stage.browser().connect(stage.simulator.control, HARBOR_TEA)
    const page = async (tenant: string) =>
      (await stage.browser(tenant, 'olga').get<{ connections: Connection[] }>('/operations/connections')).body
        .connections[0]
    expect(await page('operators')).toMatchObject({
      id,
      tenantId: 'harbor',
      company: { realmId: null, realmIdLast4: '8383' },
      can: { reauthorize: false, disconnect: false, confirm: false, audit: false },
    })
    expect((await page('harbor'))?.can.disconnect).toBe(true)
  })
})

describe('someone who acts for a customer', () => {
  it('is distinguished from the customer in the history and in events (F15)', async () => {
    const actingFor = { userId: 'ada', displayName: 'Ada Martin' }
    const identify = () => ({
      ...{ tenantId: 'harbor', userId: 'sue', displayName: 'Sue of Support', actingFor },
      permissions: ALL,
    })
    stage = await openStage({ identify })
    const { id } = await stage.browser().connect(stage.simulator.control, HARBOR_TEA)
    const { body } = await stage.browser().get<HistoryPage>(`/connections/${id}/history`)
    const actor = { userId: 'sue', displayName: 'Sue of Support', actingFor }
    expect(body.entries.length).toBeGreaterThan(1)
    for (const entry of body.entries) expect(entry.actor).toEqual(actor)
    await stage.adapter.runDueWork()
    expect(stage.events[0]?.actor).toEqual(actor)
  })
})
