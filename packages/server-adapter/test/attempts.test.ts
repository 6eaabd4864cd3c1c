// What binds an attempt to its browser, and what becomes of grants that can't be kept, or not yet.
import { randomBytes } from 'node:crypto'
import type { Attempt, Connection } from '@mooring/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { memoryStore } from '../src/index.ts'
import { openStage, type Stage } from './stage.ts'
import { LATE, until } from './until.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(async () => {
  await stage.close()
})

const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }
const done = (problem: string) => `/api/quickbooks/callback/done?problem=${problem}`
const exchanges = () => stage.simulator.control.requests({ route: 'token' }).length

async function started(body: Record<string, unknown> = {}) {
  const browser = stage.browser()
  const reply = await browser.authorize(body)
  const callbackUrl = await stage.simulator.control.authorize(reply.authorizeUrl, HARBOR_TEA)
  const attempt = async () => (await browser.get<Attempt>(`/attempts/${reply.attemptId}`)).body
  return { browser, reply, callbackUrl, attempt }
}

describe('the cookie of an attempt', () => {
  const cookieOf = async (redirectUri?: string) => {
    await stage.restart(redirectUri === undefined ? {} : { redirectUri, store: memoryStore() })
    const browser = stage.browser()
    const answer = await browser.post(
      '/connections/authorize',
      { mode: 'popup' },
      { origin: new URL(redirectUri ?? stage.origin).origin },
    )
    return answer.headers.getSetCookie()[0]?.replace(/att_\w+=[\w-]{43}/, 'ID=SECRET')
  }

  it('is bound to the host by https, and as strict as plain http lets it be on a developer’s machine', async () => {
    expect(await cookieOf('https://app.example.com/api/quickbooks/callback')).toBe(
      '__Host-mooring-ID=SECRET; Path=/; Max-Age=1800; HttpOnly; SameSite=Lax; Secure',
    )
    expect(await cookieOf()).toBe('mooring-ID=SECRET; Path=/; Max-Age=1800; HttpOnly; SameSite=Lax')
  })

  it('is cleared for a user who tries all afternoon, all but the newest', async () => {
    const browser = stage.browser()
    for (let index = 0; index < 25; index++) await browser.authorize()
    const reply = await browser.authorize()
    const names = [...browser.cookies.keys()].filter((name) => name.startsWith('mooring-'))
    expect(names.length).toBeLessThan(13)
    expect(names).toContain(`mooring-${reply.attemptId}`)
    const back = await stage.simulator.control.authorize(reply.authorizeUrl, HARBOR_TEA)
    expect((await browser.get(back)).headers.get('location')).toMatch(/attempt=/)
  })

  it('of another attempt opens nothing', async () => {
    const { browser, callbackUrl, reply } = await started()
    const other = await browser.authorize()
    const secret = browser.cookies.get(`mooring-${other.attemptId}`) ?? ''
    browser.cookies.set(`mooring-${reply.attemptId}`, secret)
    expect((await browser.get(callbackUrl)).headers.get('location')).toBe(done('session_mismatch'))
    expect(exchanges()).toBe(0)
  })

  it('is each tab’s own: two attempts end in crossed order, each with its own company', async () => {
    const browser = stage.browser()
    const { control } = stage.simulator
    const first = await browser.authorize()
    const second = await browser.authorize()
    await browser.get(
      await control.authorize(second.authorizeUrl, { user: 'ben', company: 'Northwind Bakery' }),
    )
    await browser.get(await control.authorize(first.authorizeUrl, HARBOR_TEA))
    for (const { attemptId } of [first, second])
      expect((await browser.get<Attempt>(`/attempts/${attemptId}`)).body.outcome).toBe('connected')
    expect((await browser.list()).connections).toHaveLength(2)
  })
})

describe('a grant that is not stored', () => {
  it('of an attempt cancelled while its company was read is revoked', async () => {
    const { browser, callbackUrl, reply, attempt } = await started()
    const { control } = stage.simulator
    const answer = control.fault({ route: 'company', kind: 'slow', ms: LATE })
    const callback = browser.get(callbackUrl)
    await until(() => control.requests({ route: 'company' }).length > 0, 'the company is read')
    await browser.post(`/attempts/${reply.attemptId}/cancel`)
    answer()
    await callback
    await stage.adapter.runDueWork()
    expect((await attempt()).outcome).toBe('cancelled')
    expect(control.grants().every((grant) => !grant.live)).toBe(true)
  })

  it('of a company another tenant has connected is left alone, and the holder is probed', async () => {
    const { control } = stage.simulator
    const { id } = await stage.browser('northwind', 'noor').connect(control, HARBOR_TEA)
    control.clearRequests()
    const { attempt } = await stage.browser().goThrough(control, HARBOR_TEA)
    expect(attempt.problem?.code).toBe('company_in_use')
    expect(JSON.stringify(attempt)).not.toMatch(/northwind|noor|9130355377388383/i)
    await stage.adapter.runDueWork()
    expect(control.requests({ route: 'revoke' })).toEqual([])
    // Once to prove the newcomer's grant, once to see how the holder fares.
    await until(() => control.requests({ route: 'company' }).length === 2, 'the company is read twice')
    const holder = await stage.browser('northwind', 'noor').get<Connection>(`/connections/${id}`)
    expect(holder.body.status).not.toBe('disconnected')
  })
})

describe('a revoke that waits', () => {
  it('does not cut off the company once it is connected after all', async () => {
    const { control } = stage.simulator
    const browser = stage.browser()
    const { id } = await browser.connect(control, HARBOR_TEA)
    control.fault({ route: 'revoke', kind: 'html-503' })
    const wholesale = { user: 'ada', company: 'Harbor Tea Wholesale' }
    const { attempt } = await browser.goThrough(control, wholesale, { connectionId: id })
    expect(attempt.problem?.code).toBe('company_mismatch')
    await stage.adapter.runDueWork()
    const other = await browser.connect(control, wholesale)
    control.clearFaults()
    control.clearRequests()
    control.clock.advance(3_600_000)
    await stage.adapter.runDueWork()
    expect(control.requests({ route: 'revoke' })).toEqual([])
    expect((await stage.adapter.forTenant('harbor').tokens.get(other.id)).accessToken).not.toBe('')
  })
})

describe('a process that dies with an exchanged grant', () => {
  it('leaves it to the next one, which connects the company without another exchange', async () => {
    const { browser, callbackUrl, attempt } = await started()
    const { control } = stage.simulator
    const answer = control.fault({ route: 'company', kind: 'slow', ms: LATE, times: 1 })
    const late = browser.get(callbackUrl)
    await until(() => control.requests({ route: 'company' }).length > 0, 'the company is read')
    await stage.restart()
    control.clock.advance(61_000)
    await stage.adapter.runDueWork()
    expect(await attempt()).toMatchObject({ outcome: 'connected', step: 'saved' })
    answer()
    await late
    expect(exchanges()).toBe(1)
    expect(control.grants().filter((grant) => grant.live)).toHaveLength(1)
  })
})

describe('keys that do not open the store', () => {
  it('cost no code: the state is not used up', async () => {
    const { browser, callbackUrl, attempt } = await started()
    await browser.connect(stage.simulator.control, { user: 'ben', company: 'Northwind Bakery' })
    await stage.restart({ encryptionKeys: [{ id: 'other', secret: randomBytes(32).toString('base64') }] })
    expect((await browser.get(callbackUrl)).headers.get('location')).toBe(done('store_unavailable'))
    expect(exchanges()).toBe(1)
    await stage.restart()
    await browser.get(callbackUrl)
    expect((await attempt()).outcome).toBe('connected')
  })
})
