// By Intuit's rules a consent ends the grant before it: whatever becomes of the consent, its connection never says more than is so.
import type { Attempt } from '@mooring/contract'
import { afterEach, describe, expect, it } from 'vitest'
import type { QuickBooksAdapterOptions } from '../src/index.ts'
import { HOUR, MINUTE } from '../src/platform/clock.ts'
import { usePostgres } from './instances/postgres-stage.ts'
import type { Stage } from './stage.ts'
import { KEY } from './token-lifecycle/test-deps.ts'
import { LATE, until } from './until.ts'

const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }
const INVOICES = '/query?query=select * from Invoice'
const ground = usePostgres()

let stage: Stage
afterEach(async () => {
  await stage.close()
})

const control = () => stage.simulator.control
const books = () => stage.adapter.forTenant('harbor')
const standing = async (id: string) => {
  const { status, reason } = await books().connections.get(id)
  return `${status}/${reason}`
}
/** A round of work a minute, as no one uses the connection. */
async function pass(minutes: number) {
  for (let minute = 0; minute < minutes; minute++) {
    control().clock.advance(MINUTE)
    await stage.adapter.runDueWork()
  }
}
const read = async (id: string) => (await stage.browser().get<Attempt>(`/attempts/${id}`)).body
const asked = (id: string) =>
  stage.events.filter(
    ({ connectionId, type }) => connectionId === id && type === 'connection.reauthorization_required',
  ).length

/** It is known to be dead before it is used, there is one event, and one more consent brings it back. */
async function isFoundOut(id: string) {
  await until(async () => (await standing(id)) !== 'connected/null', 'the grant is looked into')
  await pass(3)
  expect(await standing(id)).toBe('reauthorization_required/revoked')
  expect(asked(id)).toBe(1)
  const { attempt } = await stage.browser().goThrough(control(), HARBOR_TEA, { connectionId: id })
  expect(attempt).toMatchObject({ outcome: 'reauthorized', connectionId: id })
  expect((await books().request(id, INVOICES)).status).toBe(200)
}

describe.each([
  { store: 'a file', open: ground.openOnFile },
  { store: 'Postgres', open: ground.open },
])('on $store', ({ open }) => {
  const openConnected = async (options: Partial<QuickBooksAdapterOptions> = {}) => {
    stage = await open({ encryptionKeys: [KEY], ...options })
    return (await stage.browser().connect(control(), HARBOR_TEA)).id
  }

  describe('a grant that ended by a consent', () => {
    it.each([
      ['a re-authorization', true],
      ['a connect of the same company', false],
    ])('of %s whose answer was lost is found out', async (_what, isNamed) => {
      const id = await openConnected()
      control().fault({
        route: 'token',
        grant: 'authorization_code',
        kind: 'reset-after-rotation',
        times: 1,
      })
      const given = isNamed ? { connectionId: id } : {}
      const { attempt } = await stage.browser().goThrough(control(), HARBOR_TEA, given)
      expect(attempt).toMatchObject({ outcome: 'failed', problem: { code: 'intuit_unavailable' } })
      await isFoundOut(id)
    })

    it('whose own grant was refused is found out', async () => {
      const id = await openConnected()
      const Fault = { Error: [{ Message: 'No', Detail: 'No', code: '3100' }], type: 'AUTHORIZATION' }
      control().fault({
        route: 'company',
        kind: 'status',
        status: 403,
        body: JSON.stringify({ Fault }),
        headers: { 'content-type': 'application/json' },
        times: 1,
      })
      const { attempt } = await stage.browser().goThrough(control(), HARBOR_TEA, { connectionId: id })
      expect(attempt).toMatchObject({ outcome: 'failed', problem: { code: 'company_unreadable' } })
      await isFoundOut(id)
    })

    it.each([
      ['in time', MINUTE],
      ['as its time ended', 29.5 * MINUTE],
    ])('whose process ended with the answer, %s, is found out by another', async (_when, startedBefore) => {
      let isHeld = false
      const held = Promise.withResolvers<never>()
      held.promise.catch(() => {})
      const id = await openConnected({
        fetch: async (input, init) => {
          const answer = await fetch(input, init)
          const isLost = String(init?.body).includes('authorization_code') && isHeld
          return isLost ? await held.promise : answer
        },
      })
      isHeld = true
      const browser = stage.browser()
      const started = await browser.authorize({ connectionId: id })
      control().clock.advance(startedBefore)
      const back = await control().authorize(started.authorizeUrl, HARBOR_TEA)
      const callback = browser.get(back).catch(() => {})
      const living = () =>
        control()
          .grants()
          .filter(({ live }) => live).length
      await until(() => living() === 1 && control().grants().length === 2, 'the code is exchanged')
      await stage.restart({ fetch })
      await pass(2)
      expect((await read(started.attemptId)).outcome).toMatch(/failed|expired/)
      await isFoundOut(id)
      held.reject(new Error('The process has ended.'))
      await callback
    })
  })

  it.each([
    ['whose answer was lost', 'refuse', 'failed'],
    ['that shares the company', 'allow', 'connected'],
  ] as const)(
    'another tenant’s grant that ended by a consent %s is found out',
    async (_, sharedCompanies, outcome) => {
      const id = await openConnected({ sharedCompanies })
      if (outcome === 'failed')
        control().fault({
          route: 'token',
          grant: 'authorization_code',
          kind: 'reset-after-rotation',
          times: 1,
        })
      const { attempt } = await stage.browser('northwind').goThrough(control(), HARBOR_TEA)
      expect(attempt.outcome).toBe(outcome)
      await isFoundOut(id)
    },
  )

  it('a grant that waits beyond its access token, whose end a wrong clock set too late, is renewed', async () => {
    let ahead = HOUR / 2
    const id = await openConnected({ now: () => control().clock.now() + ahead })
    const lift = control().fault({ route: 'company', kind: 'html-503' })
    const { attempt } = await stage.browser().goThrough(control(), HARBOR_TEA, { connectionId: id })
    ahead = 0
    control().clock.advance(70 * MINUTE)
    lift()
    await pass(10)
    expect(await read(attempt.id)).toMatchObject({ outcome: 'reauthorized', connectionId: id })
    expect((await books().request(id, INVOICES)).status).toBe(200)
  })

  it('a code that Intuit did not take leaves the grant alone', async () => {
    const id = await openConnected()
    control().fault({ route: 'token', grant: 'authorization_code', kind: 'html-503', times: 1 })
    control().clearRequests()
    await stage.browser().goThrough(control(), HARBOR_TEA, { connectionId: id })
    await pass(3)
    expect(control().requests({ route: 'token' })).toHaveLength(1)
    expect(await standing(id)).toBe('connected/null')
  })

  it.each([
    ['before', 10 * MINUTE, 0],
    ['after', 0, 10 * MINUTE],
  ])(
    'of two consents the later one’s grant stays, where a clock ten minutes ahead stored the one %s',
    async (_, one, two) => {
      const id = await openConnected()
      const at = (ahead: number) => stage.restart({ now: () => control().clock.now() + ahead })
      await at(one)
      await stage.browser().goThrough(control(), HARBOR_TEA, { connectionId: id })
      control().clock.advance(MINUTE)
      await at(two)
      const { attempt } = await stage.browser().goThrough(control(), HARBOR_TEA, { connectionId: id })
      expect(attempt).toMatchObject({ outcome: 'reauthorized', connectionId: id })
      await at(0)
      control().clock.advance(2 * HOUR)
      expect((await books().request(id, INVOICES)).status).toBe(200)
    },
  )

  it('of two consents at once the later one’s grant stays, though the clock was set back between them', async () => {
    let ahead = HOUR
    const id = await openConnected({ now: () => control().clock.now() + ahead })
    const browser = stage.browser()
    const [one, two] = [
      await browser.authorize({ connectionId: id }),
      await browser.authorize({ connectionId: id }),
    ]
    const back = await control().authorize(one.authorizeUrl, HARBOR_TEA)
    const later = await control().authorize(two.authorizeUrl, HARBOR_TEA)
    const answer = control().fault({ route: 'company', kind: 'slow', ms: LATE, times: 1 })
    const seen = control().requests({ route: 'company' }).length
    const callback = browser.get(back)
    await until(() => control().requests({ route: 'company' }).length > seen, 'the company is read')
    ahead = 0
    await browser.get(later)
    answer()
    await callback
    for (const { attemptId } of [one, two])
      expect(await read(attemptId)).toMatchObject({ outcome: 'reauthorized', connectionId: id })
    control().clock.advance(2 * HOUR)
    expect((await books().request(id, INVOICES)).status).toBe(200)
  })

  it.each([
    ['a person', (id: string) => stage.browser().post(`/connections/${id}/disconnect`, { why: 'other' })],
    ['the host', (id: string) => books().connections.disconnect(id)],
  ])('a re-authorization that waits is given up where %s disconnects meanwhile', async (_who, disconnect) => {
    const id = await openConnected()
    const lift = control().fault({ route: 'company', kind: 'html-503' })
    const { attempt } = await stage.browser().goThrough(control(), HARBOR_TEA, { connectionId: id })
    expect(attempt).toMatchObject({ outcome: 'pending', step: 'exchanged' })
    await disconnect(id)
    lift()
    await pass(5)
    expect(await read(attempt.id)).toMatchObject({ outcome: 'cancelled', problem: null })
    expect((await books().connections.get(id)).status).toBe('disconnected')
    expect(
      control()
        .grants()
        .filter(({ live }) => live),
    ).toEqual([])
  })

  it('a consent given after a disconnect connects again', async () => {
    const id = await openConnected()
    const browser = stage.browser()
    const started = await browser.authorize({ connectionId: id })
    await books().connections.disconnect(id)
    await until(() => control().requests({ route: 'revoke' }).length > 0, 'the old grant is revoked')
    await stage.adapter.runDueWork()
    await browser.get(await control().authorize(started.authorizeUrl, HARBOR_TEA))
    expect(await read(started.attemptId)).toMatchObject({ outcome: 'connected', connectionId: id })
  })
})
