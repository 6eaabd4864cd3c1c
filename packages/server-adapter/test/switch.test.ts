// A switch to another company: the old connection goes on until a person has confirmed the new one.
import type { Attempt, Connection, HistoryPage, Problem } from '@mooring/contract'
import { describe, expect, it } from 'vitest'
import type { Browser } from './browser.ts'
import { usePostgres } from './instances/postgres-stage.ts'
import { type ALL, HARBOR, type openStage, type Stage } from './stage.ts'

const postgres = usePostgres()

const TEA = { user: 'ada', company: 'Harbor Tea Co.' }
const WHOLESALE = { user: 'ada', company: 'Harbor Tea Wholesale' }
const THIRD = { user: 'cleo', company: 'Northwind Bakery' }
const DAY = 86_400_000

type StageOptions = Parameters<typeof openStage>[0]
type Permissions = typeof ALL

const STORES: [string, (options?: StageOptions) => Promise<Stage>][] = [
  ['SQLite', (options) => postgres.openOnFile(options)],
  ['Postgres', (options) => postgres.open(options)],
]

/** A stage with one connected company. */
async function atHarbor(open: (options?: StageOptions) => Promise<Stage>, options: StageOptions = {}) {
  const stage = await open(options)
  const { control } = stage.simulator
  const ada = stage.browser()
  const old = await ada.connect(control, TEA)
  return { stage, control, ada, old }
}

const switching = (old: Connection, more: object = {}) => ({
  connectionId: old.id,
  allowCompanyChange: true,
  ...more,
})

const at = async (browser: Browser, id: string | null) =>
  (await browser.get<Connection>(`/connections/${id}`)).body

/** Whether the host's own work with a connection reaches Intuit. */
async function isUsable(stage: Stage, id: string): Promise<boolean> {
  const answer = await stage.adapter.forTenant('harbor').request(id, `/companyinfo/${HARBOR}`)
  return answer.status === 200
}

const isLiveAtIntuit = (stage: Stage, realmId: string) =>
  stage.simulator.control.grants().some((grant) => grant.realmId === realmId && grant.live)

const eventsOf = (stage: Stage, id: string | null) =>
  stage.events.filter(({ connectionId }) => connectionId === id).map(({ type, data }) => ({ type, data }))

describe.each(STORES)('a switch on %s', (_, open) => {
  it('leaves the old connection at work until the new company is confirmed, then ends it for the reason given', async () => {
    const { stage, control, ada, old } = await atHarbor(open)
    const { attempt } = await ada.goThrough(control, WHOLESALE, switching(old, { why: 'business_sold' }))
    expect(attempt).toMatchObject({ outcome: 'connected', problem: null })
    const fresh = await at(ada, attempt.connectionId)
    expect(fresh).toMatchObject({
      status: 'awaiting_confirmation',
      replaces: old.id,
      company: { name: WHOLESALE.company },
      can: { confirm: true },
    })
    expect(await at(ada, old.id)).toEqual(old)
    expect(await isUsable(stage, old.id)).toBe(true)

    const answer = await ada.post<Connection>(`/connections/${fresh.id}/confirm-company`)
    expect(answer).toMatchObject({ status: 200, body: { status: 'connected', replaces: old.id } })
    expect(await at(ada, old.id)).toMatchObject({
      status: 'disconnected',
      reason: 'by_user',
      disconnect: { why: 'business_sold', dataDeleted: false, revoke: 'done' },
    })
    expect(isLiveAtIntuit(stage, HARBOR)).toBe(false)
    await stage.adapter.runDueWork()
    expect(eventsOf(stage, fresh.id).map(({ type }) => type)).toEqual([
      'connection.connected',
      'connection.confirmed',
    ])
    expect(eventsOf(stage, old.id).at(-1)).toEqual({
      type: 'connection.disconnected',
      data: { reason: 'by_user', why: 'business_sold', deleteData: false },
    })
    const { body } = await ada.get<HistoryPage>(`/connections/${old.id}/history`)
    const ended = body.entries.find(({ type }) => type === 'connection.disconnected')
    expect(ended).toMatchObject({ actor: { userId: 'ada' }, data: { why: 'business_sold' } })
  })

  it('ends with a "No", and nothing has changed for the old connection', async () => {
    const { stage, control, ada, old } = await atHarbor(open)
    const { attempt } = await ada.goThrough(control, WHOLESALE, switching(old))
    const path = `/connections/${attempt.connectionId}`
    expect(await ada.post(`${path}/disconnect`, { why: 'wrong_company' })).toMatchObject({ status: 200 })
    expect(await at(ada, old.id)).toEqual(old)
    expect((await ada.list()).connections).toEqual([old])
    expect(await isUsable(stage, old.id)).toBe(true)
    const grants = control.grants().filter(({ live }) => live)
    expect(grants.map(({ realmId }) => realmId)).toEqual([HARBOR])
    expect(await ada.post<Problem>(`${path}/confirm-company`)).toMatchObject({
      body: { code: 'connection_unavailable' },
    })
    expect(await at(ada, old.id)).toEqual(old)
  })

  it('that no one answers ends after seven days, also after a restart, and leaves the old connection as it was', async () => {
    const { stage, control, ada, old } = await atHarbor(open)
    const { attempt } = await ada.goThrough(control, WHOLESALE, switching(old))
    await stage.restart()
    control.clock.advance(7 * DAY - 60_000)
    await stage.adapter.runDueWork()
    expect(await at(ada, attempt.connectionId)).toMatchObject({ status: 'awaiting_confirmation' })
    control.clock.advance(60_000)
    await stage.adapter.runDueWork()
    expect(await at(ada, attempt.connectionId)).toMatchObject({
      status: 'disconnected',
      reason: 'by_host',
      disconnect: { why: null, revoke: 'done' },
    })
    expect((await ada.list()).connections.map(({ id, status }) => [id, status])).toEqual([
      [old.id, 'connected'],
    ])
    expect(await isUsable(stage, old.id)).toBe(true)
  })

  it('begun once more ends the company of the first one when its own is stored, and no earlier', async () => {
    const { control, ada, old } = await atHarbor(open)
    const first = await ada.goThrough(control, WHOLESALE, switching(old))
    const started = await ada.authorize(switching(old, { why: 'wrong_company' }))
    expect(await at(ada, first.attempt.connectionId)).toMatchObject({ status: 'awaiting_confirmation' })
    await ada.get(await control.authorize(started.authorizeUrl, THIRD))
    const second = (await ada.get<Attempt>(`/attempts/${started.attemptId}`)).body
    expect(await at(ada, first.attempt.connectionId)).toMatchObject({
      status: 'disconnected',
      disconnect: { why: 'wrong_company' },
    })
    expect((await ada.list()).connections.map(({ id }) => id)).toEqual([old.id, second.connectionId])
    await ada.post(`/connections/${second.connectionId}/confirm-company`)
    expect(await at(ada, old.id)).toMatchObject({ disconnect: { why: 'wrong_company' } })
  })

  it('answered "Yes" and "No" at once leaves one company at work', async () => {
    const { stage, control, ada, old } = await atHarbor(open)
    const { attempt } = await ada.goThrough(control, WHOLESALE, switching(old))
    const path = `/connections/${attempt.connectionId}`
    const other = stage.browser()
    await Promise.all([
      ada.post(`${path}/confirm-company`),
      other.post(`${path}/disconnect`, { why: 'wrong_company' }),
    ])
    const live = (await ada.list()).connections.filter(({ status }) => status !== 'disconnected')
    expect(live).toHaveLength(1)
    expect(live[0]).toMatchObject({ status: 'connected', usable: true })
  })

  it('may be confirmed after the old connection was disconnected, whose own reason stays', async () => {
    const { control, ada, old } = await atHarbor(open)
    const { attempt } = await ada.goThrough(control, WHOLESALE, switching(old))
    await ada.post(`/connections/${old.id}/disconnect`, { why: 'not_working' })
    expect(await at(ada, attempt.connectionId)).toMatchObject({ status: 'awaiting_confirmation' })
    await ada.post(`/connections/${attempt.connectionId}/confirm-company`)
    expect(await at(ada, attempt.connectionId)).toMatchObject({ status: 'connected' })
    expect(await at(ada, old.id)).toMatchObject({ disconnect: { why: 'not_working' } })
  })

  it('may be confirmed after the old connection has died at Intuit', async () => {
    const { stage, control, ada, old } = await atHarbor(open)
    const { attempt } = await ada.goThrough(control, WHOLESALE, switching(old))
    control.disconnectInQuickBooks(HARBOR)
    control.clock.advance(2 * 3_600_000)
    await stage.adapter.operations.renew(old.id).catch(() => {})
    control.clock.advance(120_000)
    await stage.adapter.runDueWork()
    expect(await at(ada, old.id)).toMatchObject({ status: 'reauthorization_required' })
    await ada.post(`/connections/${attempt.connectionId}/confirm-company`)
    expect(await at(ada, attempt.connectionId)).toMatchObject({ status: 'connected', usable: true })
    expect(await at(ada, old.id)).toMatchObject({ status: 'disconnected', reason: 'by_user' })
  })

  it('to a company that another connection has re-authorizes that one and touches no other', async () => {
    const { control, ada, old } = await atHarbor(open)
    const held = await ada.connect(control, WHOLESALE)
    const { attempt } = await ada.goThrough(control, WHOLESALE, switching(old))
    expect(attempt).toMatchObject({ outcome: 'reauthorized', connectionId: held.id })
    expect(await at(ada, held.id)).toMatchObject({ status: 'connected', replaces: null })
    expect(await at(ada, old.id)).toEqual(old)
  })

  it('to a company whose business was sold waits for a person, also where companies are never confirmed', async () => {
    const { stage, control, ada, old } = await atHarbor(open, { confirmCompany: 'never' })
    const sold = (await ada.goThrough(control, WHOLESALE)).attempt.connectionId
    await ada.post(`/connections/${sold}/disconnect`, { why: 'business_sold' })
    const { attempt } = await ada.goThrough(control, WHOLESALE, switching(old))
    expect(await at(ada, attempt.connectionId)).toMatchObject({
      status: 'awaiting_confirmation',
      replaces: old.id,
    })
    expect(await at(ada, old.id)).toEqual(old)
    await ada.post(`/connections/${attempt.connectionId}/confirm-company`)
    expect(await at(ada, attempt.connectionId)).toMatchObject({ status: 'connected' })
    expect(await at(ada, old.id)).toMatchObject({ status: 'disconnected' })
    await stage.adapter.runDueWork()
    expect(isLiveAtIntuit(stage, HARBOR)).toBe(false)
  })

  it('goes straight on where companies are never confirmed', async () => {
    const { stage, control, ada, old } = await atHarbor(open, { confirmCompany: 'never' })
    const why = 'wrong_company'
    const { attempt } = await ada.goThrough(control, WHOLESALE, switching(old, { why }))
    expect(await at(ada, attempt.connectionId)).toMatchObject({ status: 'connected', replaces: old.id })
    expect(await at(ada, old.id)).toMatchObject({ status: 'disconnected', disconnect: { why } })
    await stage.adapter.runDueWork()
    expect(isLiveAtIntuit(stage, HARBOR)).toBe(false)
  })
})

describe('a switch', () => {
  const open = STORES[0]?.[1] ?? postgres.openOnFile

  it('needs both rights to be confirmed, and one to be refused', async () => {
    const { stage, control, ada, old } = await atHarbor(open)
    const { attempt } = await ada.goThrough(control, WHOLESALE, switching(old))
    const path = `/connections/${attempt.connectionId}`
    const ben = stage.browser('harbor', 'ben', ['view', 'connect'] satisfies Permissions)
    expect((await ben.get<Connection>(path)).body.can.confirm).toBe(false)
    expect(await ben.post(`${path}/confirm-company`)).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    })
    expect(await at(ada, old.id)).toEqual(old)
    expect((await ben.post(`${path}/disconnect`, { why: 'wrong_company' })).status).toBe(200)
    expect(await at(ada, old.id)).toEqual(old)
  })

  it('whose new company is refused at Intuit changes nothing', async () => {
    const { stage, control, ada, old } = await atHarbor(open)
    const started = await ada.authorize(switching(old))
    const back = await control.authorize(started.authorizeUrl, WHOLESALE)
    const body = { Fault: { Error: [{ code: '3100', Message: 'ApplicationAuthorizationFailed' }] } }
    control.fault({ route: 'company', kind: 'status', status: 403, body: JSON.stringify(body) })
    await ada.get(back)
    const attempt = (await ada.get<Attempt>(`/attempts/${started.attemptId}`)).body
    expect(attempt).toMatchObject({ outcome: 'failed' })
    expect((await ada.list()).connections).toMatchObject([{ id: old.id, status: 'connected' }])
    await stage.adapter.runDueWork()
    expect(await at(ada, old.id)).toEqual(old)
  })

  it('pairs two connections where only one is allowed, and lets in no third', async () => {
    const { control, ada, old } = await atHarbor(open, { multipleConnections: false })
    const { attempt } = await ada.goThrough(control, WHOLESALE, switching(old))
    expect(attempt.outcome).toBe('connected')
    const third = await ada.goThrough(control, THIRD)
    expect(third.attempt).toMatchObject({ outcome: 'failed', problem: { code: 'already_connected' } })
    const again = await ada.goThrough(control, THIRD, switching(old))
    expect(again.attempt.outcome).toBe('connected')
    expect((await ada.list()).connections.map(({ id }) => id)).toEqual([old.id, again.attempt.connectionId])
  })

  it('from a company that no one has confirmed yet is a switch from the one in use', async () => {
    const { control, ada, old } = await atHarbor(open)
    const first = await ada.goThrough(control, WHOLESALE, switching(old))
    const fresh = await at(ada, first.attempt.connectionId)
    const { attempt } = await ada.goThrough(control, THIRD, switching(fresh))
    expect(await at(ada, attempt.connectionId)).toMatchObject({ replaces: old.id })
    expect(await at(ada, fresh.id)).toMatchObject({ status: 'disconnected' })
    expect(await at(ada, old.id)).toEqual(old)
  })

  it('to the company it waits with already asks the same question again, for the newer reason', async () => {
    const { control, ada, old } = await atHarbor(open)
    const first = await ada.goThrough(control, WHOLESALE, switching(old))
    const { attempt } = await ada.goThrough(control, WHOLESALE, switching(old, { why: 'other' }))
    expect(attempt).toMatchObject({ outcome: 'reauthorized', connectionId: first.attempt.connectionId })
    await ada.post(`/connections/${attempt.connectionId}/confirm-company`)
    expect(await at(ada, old.id)).toMatchObject({ status: 'disconnected', disconnect: { why: 'other' } })
  })

  it('takes its reason only with the change of the company', async () => {
    const { ada, old } = await atHarbor(open)
    const body = { mode: 'popup', connectionId: old.id, why: 'other' }
    expect(await ada.post('/connections/authorize', body)).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', fields: [{ path: 'why' }] },
    })
    const unknown = { mode: 'popup', ...switching(old), why: 'whim' }
    expect((await ada.post('/connections/authorize', unknown)).status).toBe(400)
  })

  it('refused is no switch any more: its company, connected anew, ends nothing', async () => {
    const { control, ada, old } = await atHarbor(open)
    const { attempt } = await ada.goThrough(control, WHOLESALE, switching(old))
    await ada.post(`/connections/${attempt.connectionId}/disconnect`, { why: 'wrong_company' })
    const fresh = await ada.connect(control, WHOLESALE)
    expect(fresh).toMatchObject({ id: attempt.connectionId, status: 'connected' })
    expect(await at(ada, old.id)).toEqual(old)
  })
})
