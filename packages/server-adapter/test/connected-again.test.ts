// A connect that brings a company which the tenant has: by Intuit's rules its consent ends the grant that the connection had, so it is finished like a re-authorization.
import type { Attempt } from '@mooring/contract'
import { afterEach, describe, expect, it } from 'vitest'
import type { QuickBooksAdapterOptions } from '../src/index.ts'
import { HOUR, MINUTE } from '../src/platform/clock.ts'
import { attemptOf, claim, comeBack, HARBOR_TEA, living, strangers, WHOLESALE } from './claim-ground.ts'
import { usePostgres } from './instances/postgres-stage.ts'
import { BEARER, HARBOR, type Stage } from './stage.ts'
import { KEY } from './token-lifecycle/test-deps.ts'
import { LATE, until } from './until.ts'

const ground = usePostgres()

let stage: Stage
afterEach(async () => {
  await stage.close()
})

const control = () => stage.simulator.control
const books = () => stage.adapter.forTenant('harbor')
const read = async (id: string) => (await stage.browser().get<Attempt>(`/attempts/${id}`)).body
const cancel = async (id: string) => (await stage.browser().post<Attempt>(`/attempts/${id}/cancel`)).body
const isExchanged = (codes: number) => control().requests({ route: 'token' }).length > codes

async function pass(minutes: number) {
  for (let minute = 0; minute < minutes; minute++) {
    control().clock.advance(MINUTE)
    await stage.adapter.runDueWork()
  }
}

/** Its connection has a grant that can be used, and renewed. */
async function works(id: string) {
  control().clock.advance(2 * HOUR)
  expect((await books().request(id, '/query?query=select * from Invoice')).status).toBe(200)
  expect((await books().connections.get(id)).status).toBe('connected')
}

/** Intuit's refusal of a read. */
const refuseReads = (code: string, times = Number.POSITIVE_INFINITY) =>
  control().fault({
    ...{ route: 'company', kind: 'status', status: 403, headers: { 'content-type': 'application/json' } },
    body: JSON.stringify({
      Fault: { Error: [{ Message: 'No', Detail: 'No', code }], type: 'AUTHORIZATION' },
    }),
    ...(times === Number.POSITIVE_INFINITY ? {} : { times }),
  })

describe.each([
  { store: 'a file', open: ground.openOnFile },
  { store: 'Postgres', open: ground.open },
])('on $store, a connect of a company that is connected', ({ open }) => {
  async function openConnected(options: Partial<QuickBooksAdapterOptions> = {}, company = HARBOR_TEA) {
    stage = await open({ encryptionKeys: [KEY], ...options })
    const { id } = await stage.browser().connect(control(), company)
    await stage.browser().post(`/connections/${id}/confirm-company`, {})
    return id
  }

  it('which waits for its company is not cancelled, and is stored once that can be read', async () => {
    const id = await openConnected()
    const lift = control().fault({ route: 'company', kind: 'html-503' })
    const { attempt } = await stage.browser().goThrough(control(), HARBOR_TEA)
    expect(attempt).toMatchObject({ kind: 'reauthorize', step: 'exchanged', outcome: 'pending' })
    expect(await cancel(attempt.id)).toMatchObject({ step: 'exchanged', outcome: 'pending' })
    lift()
    await pass(1)
    expect(await read(attempt.id)).toMatchObject({
      kind: 'connect',
      outcome: 'reauthorized',
      connectionId: id,
    })
    await works(id)
  })

  it('goes on beyond the end of its time and of its access token', async () => {
    const id = await openConnected()
    const lift = control().fault({ route: 'company', kind: 'html-503' })
    const { attempt } = await stage.browser().goThrough(control(), HARBOR_TEA)
    for (let hours = 0; hours < 3; hours++) {
      control().clock.advance(HOUR)
      await stage.adapter.runDueWork()
    }
    expect(await read(attempt.id)).toMatchObject({ step: 'exchanged', outcome: 'pending' })
    lift()
    control().clock.advance(HOUR)
    await stage.adapter.runDueWork()
    expect(await read(attempt.id)).toMatchObject({ outcome: 'reauthorized', connectionId: id })
    await works(id)
  })

  it.each([
    ['6190', 'blocked/subscription_ended'],
    ['120', 'reauthorization_required/admin_access_lost'],
  ])('which Intuit refuses by fault %s is stored, and its connection says so', async (code, standing) => {
    const id = await openConnected()
    const lift = refuseReads(code)
    const { attempt } = await stage.browser().goThrough(control(), HARBOR_TEA)
    expect(attempt).toMatchObject({ outcome: 'reauthorized', connectionId: id })
    const { status, reason } = await books().connections.get(id)
    expect(`${status}/${reason}`).toBe(standing)
    lift()
    await books().verify(id)
    await works(id)
  })

  it('survives a refusal that a fresh token should not meet', async () => {
    const id = await openConnected()
    control().fault({ route: 'company', kind: 'lower-case-401', times: 2 })
    const { attempt } = await stage.browser().goThrough(control(), HARBOR_TEA)
    await pass(2)
    expect(await read(attempt.id)).toMatchObject({ outcome: 'reauthorized', connectionId: id })
    await works(id)
  })

  it('which is taken for lost, as its time ends, while its code is exchanged is stored', async () => {
    const id = await openConnected()
    const browser = stage.browser()
    const answer = control().fault({ route: 'token', kind: 'slow', ms: LATE, times: 1 })
    const started = await browser.authorize()
    control().clock.advance(29 * MINUTE)
    const codes = control().requests({ route: 'token' }).length
    const callback = browser.get(await control().authorize(started.authorizeUrl, HARBOR_TEA))
    await until(() => isExchanged(codes), 'the code is exchanged')
    await pass(2)
    answer()
    await callback
    expect(await read(started.attemptId)).toMatchObject({ outcome: 'reauthorized', connectionId: id })
    await works(id)
  })

  it('by another attempt, as the code of this one is exchanged, is not cancelled either', async () => {
    stage = await open({ encryptionKeys: [KEY] })
    const browser = stage.browser()
    const [one, two] = [await browser.authorize(), await browser.authorize()]
    const codes = Promise.withResolvers<void>()
    await stage.restart({
      fetch: async (input, init) => {
        if (String(init?.body).includes('authorization_code')) await codes.promise
        return await fetch(input, init)
      },
    })
    const late = browser.get(await control().authorize(one.authorizeUrl, HARBOR_TEA))
    await until(async () => (await read(one.attemptId)).step === 'returned', 'the browser came back')
    await stage.restart({ fetch })
    await browser.get(await control().authorize(two.authorizeUrl, HARBOR_TEA))
    const { connectionId } = await read(two.attemptId)
    await browser.post(`/connections/${connectionId}/confirm-company`, {})
    const lift = control().fault({ route: 'company', kind: 'html-503' })
    codes.resolve()
    await late
    expect(await cancel(one.attemptId)).toMatchObject({ step: 'exchanged', outcome: 'pending' })
    lift()
    await pass(2)
    expect(await read(one.attemptId)).toMatchObject({ outcome: 'reauthorized', connectionId })
    await works(connectionId ?? '')
  })

  it('by a person who may only connect is refused before its code is exchanged', async () => {
    const id = await openConnected()
    const codes = control().requests({ route: 'token' }).length
    const helper = stage.browser('harbor', 'ben', ['view', 'connect'])
    const { attempt } = await helper.goThrough(control(), HARBOR_TEA)
    expect(attempt).toMatchObject({ outcome: 'failed', problem: { code: 'forbidden' } })
    expect(isExchanged(codes)).toBe(false)
    await works(id)
  })

  it('is given up where that connection is disconnected meanwhile', async () => {
    const id = await openConnected()
    const lift = control().fault({ route: 'company', kind: 'html-503' })
    const { attempt } = await stage.browser().goThrough(control(), HARBOR_TEA)
    await books().connections.disconnect(id)
    lift()
    await pass(5)
    expect(await read(attempt.id)).toMatchObject({ outcome: 'cancelled', problem: null })
    expect((await books().connections.get(id)).status).toBe('disconnected')
    expect(living(stage)).toEqual([])
  })

  it('no more is one of a new company: cancelled, its grant is revoked', async () => {
    const id = await openConnected()
    await books().connections.disconnect(id)
    await stage.adapter.runDueWork()
    const lift = control().fault({ route: 'company', kind: 'html-503' })
    const { attempt } = await stage.browser().goThrough(control(), HARBOR_TEA)
    expect(attempt).toMatchObject({ kind: 'connect', step: 'exchanged' })
    expect((await cancel(attempt.id)).outcome).toBe('cancelled')
    lift()
    await pass(3)
    expect((await books().connections.get(id)).status).toBe('disconnected')
    expect(living(stage)).toEqual([])
  })

  it('in a switch from another one is finished for the connection that has it', async () => {
    const id = await openConnected()
    const other = (await stage.browser().connect(control(), WHOLESALE)).id
    const lift = refuseReads('6190')
    const switching = { connectionId: other, allowCompanyChange: true }
    const { attempt } = await stage.browser().goThrough(control(), HARBOR_TEA, switching)
    expect(attempt).toMatchObject({ outcome: 'reauthorized', connectionId: id })
    lift()
    await books().verify(id)
    await works(id)
    await works(other)
  })

  describe('where the callback sees no session', () => {
    const openPage = async () => {
      stage = await open({ encryptionKeys: [KEY], ...BEARER })
      const ada = stage.page()
      return { ada, id: (await ada.connect(control(), HARBOR_TEA)).id }
    }

    it('is stored once it is claimed, and not cancelled before', async () => {
      const { ada, id } = await openPage()
      const came = await comeBack(stage, ada)
      const { body } = await ada.post<Attempt>(`/attempts/${came.started.attemptId}/cancel`)
      expect(body).toMatchObject({ outcome: 'pending', step: 'verified' })
      expect((await books().connections.get(id)).reauthorizedAt).toBeNull()
      expect(await claim(ada, came, came.secret)).toMatchObject({
        body: { outcome: 'reauthorized', connectionId: id },
      })
      await works(id)
    })

    it.each([
      ['of the same company', false],
      ['of another one, in a switch', true],
    ])('and no one claims it, is stored at its end: %s', async (_what, isSwitch) => {
      const { ada, id } = await openPage()
      const other = isSwitch ? (await ada.connect(control(), WHOLESALE)).id : null
      const body = other === null ? {} : { connectionId: other, allowCompanyChange: true }
      const came = await comeBack(stage, ada, { goes: strangers(stage), body })
      control().clock.advance(31 * MINUTE)
      await stage.adapter.runDueWork()
      expect(await attemptOf(ada, came)).toMatchObject({ outcome: 'reauthorized', connectionId: id })
      await works(id)
    })

    it('and is claimed by a person who may not re-authorize any more, is stored at its end', async () => {
      const { ada, id } = await openPage()
      const came = await comeBack(stage, ada)
      const demoted = stage.page('harbor', 'ada', ['view', 'connect'])
      expect(await claim(demoted, came, came.secret)).toMatchObject({ status: 403 })
      control().clock.advance(31 * MINUTE)
      await stage.adapter.runDueWork()
      expect(await attemptOf(ada, came)).toMatchObject({ outcome: 'reauthorized', connectionId: id })
      await works(id)
    })

    it('gives nothing, unclaimed, to a connection that was out of force', async () => {
      const { ada, id } = await openPage()
      control().disconnectInQuickBooks(HARBOR)
      control().clock.advance(2 * HOUR)
      await books().verify(id)
      await pass(10)
      expect((await books().connections.get(id)).status).toBe('reauthorization_required')
      const came = await comeBack(stage, ada, { goes: strangers(stage) })
      control().clock.advance(31 * MINUTE)
      await stage.adapter.runDueWork()
      expect(await attemptOf(ada, came)).toMatchObject({ outcome: 'expired' })
      expect(await books().connections.get(id)).toMatchObject({
        status: 'reauthorization_required',
        reauthorizedAt: null,
      })
    })
  })
})
