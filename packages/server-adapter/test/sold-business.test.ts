// A company whose business was sold, connected again: a person is asked whether it is the right one until one has said yes, whatever
// happens in between.
import type { Connection } from '@mooring/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HOUR, MINUTE } from '../src/platform/clock.ts'
import { HARBOR, openStage, type Stage } from './stage.ts'
import { handWrittenTokens } from './token-lifecycle/hand-written.ts'

const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }
const WHOLESALE = { user: 'ada', company: 'Harbor Tea Wholesale' }

let stage: Stage
let id: string
afterEach(async () => {
  await stage.close()
})

const control = () => stage.simulator.control
const ada = () => stage.browser()
const tenant = () => stage.adapter.forTenant('harbor')
const connection = () => tenant().connections.get(id)
const confirm = () => ada().post<Connection>(`/connections/${id}/confirm-company`)
const reauthorize = () => ada().goThrough(control(), HARBOR_TEA, { connectionId: id })

async function disconnect(why: string): Promise<void> {
  await ada().post(`/connections/${id}/disconnect`, { why })
  // Its revoke ends no consent that comes later: none is checked for that in the background.
  control().clock.advance(HOUR)
}

async function sell(): Promise<void> {
  id = (await ada().connect(control(), HARBOR_TEA)).id
  await disconnect('business_sold')
}

async function sellAndReconnect(): Promise<void> {
  await sell()
  await ada().goThrough(control(), HARBOR_TEA)
  expect(await connection()).toMatchObject({
    status: 'awaiting_confirmation',
    confirmedAt: null,
    disconnect: null,
  })
}

async function expectAsked(): Promise<void> {
  expect(await connection()).toMatchObject({
    status: 'awaiting_confirmation',
    usable: false,
    confirmedAt: null,
    disconnect: null,
  })
  await expect(tenant().tokens.get(id)).rejects.toMatchObject({ code: 'company_unconfirmed' })
  expect((await confirm()).body).toMatchObject({ id, status: 'connected', usable: true })
  expect((await tenant().tokens.get(id)).realmId).toBe(HARBOR)
}

/** The company is refused from here on. @returns ends that */
async function subscriptionEnds(): Promise<() => Promise<unknown>> {
  control().companies.update(HARBOR, { subscription: 'ended' })
  await tenant().verify(id)
  expect(await connection()).toMatchObject({ status: 'blocked', reason: 'subscription_ended' })
  return () => {
    control().companies.update(HARBOR, { subscription: 'active' })
    return tenant().verify(id)
  }
}

/** The app's own keys are refused from here on. @returns ends that */
async function keysAreRefused(): Promise<() => Promise<unknown>> {
  const lift = control().fault({ route: 'token', kind: 'invalid_client' })
  control().clock.advance(2 * HOUR)
  await stage.adapter.operations.renew(id)
  expect(await connection()).toMatchObject({ status: 'blocked', reason: 'app_misconfigured' })
  return () => {
    lift()
    // Wrong keys are not tried at once again.
    control().clock.advance(2 * MINUTE)
    return stage.adapter.operations.renew(id)
  }
}

async function revokedAtIntuit(): Promise<void> {
  control().disconnectInQuickBooks(HARBOR)
  await tenant().verify(id)
  control().clock.advance(MINUTE)
  await tenant().verify(id)
  expect(await connection()).toMatchObject({ status: 'reauthorization_required', reason: 'revoked' })
}

describe.each(['first', 'never'] as const)(
  'where companies are confirmed: %s, it still asks',
  (confirmCompany) => {
    beforeEach(async () => {
      stage = await openStage({ confirmCompany })
      await sellAndReconnect()
    })

    it.each([
      ['the subscription had ended', subscriptionEnds],
      ['the app’s keys were refused', keysAreRefused],
    ])('once a trouble is over: %s', async (_, trouble) => {
      const end = await trouble()
      await end()
      await expectAsked()
    })

    it('after a re-authorization of a grant that was revoked', async () => {
      await revokedAtIntuit()
      await reauthorize()
      await expectAsked()
    })

    it('after a re-authorization while it waits', async () => {
      await reauthorize()
      await expectAsked()
    })

    it('after a disconnect in the trouble and another connect', async () => {
      const end = await subscriptionEnds()
      await disconnect('not_working')
      await end()
      await ada().goThrough(control(), HARBOR_TEA)
      await expectAsked()
    })

    it('no more after a person has said yes', async () => {
      await expectAsked()
      const end = await subscriptionEnds()
      await end()
      expect(await connection()).toMatchObject({ status: 'connected' })
      await disconnect('not_working')
      await ada().goThrough(control(), HARBOR_TEA)
      expect(await connection()).toMatchObject({ status: 'connected' })
    })

    it('and stays in the list when a person says no', async () => {
      await disconnect('wrong_company')
      expect((await ada().list()).connections).toMatchObject([
        { id, status: 'disconnected', disconnect: { why: 'wrong_company' } },
      ])
    })

    it('while it can’t be asked says why instead of taking a yes', async () => {
      const end = await subscriptionEnds()
      expect(await confirm()).toMatchObject({
        status: 409,
        body: { code: 'connection_unavailable', action: 'contact_admin' },
      })
      await end()
      await expectAsked()
    })
  },
)

it('asks in a switch to it too, after its grant was revoked and renewed, also where companies are never confirmed', async () => {
  stage = await openStage({ confirmCompany: 'never' })
  await sell()
  const old = await ada().connect(control(), WHOLESALE)
  const switching = { connectionId: old.id, allowCompanyChange: true }
  const { attempt } = await ada().goThrough(control(), HARBOR_TEA, switching)
  id = attempt.connectionId ?? ''
  expect(await connection()).toMatchObject({ status: 'awaiting_confirmation', replaces: old.id })
  await revokedAtIntuit()
  await reauthorize()
  expect(await tenant().connections.get(old.id)).toMatchObject({ status: 'connected' })
  await expectAsked()
})

it('asks where no one had confirmed a first company, and its grant was revoked and renewed', async () => {
  stage = await openStage()
  id = (await ada().goThrough(control(), HARBOR_TEA)).attempt.connectionId ?? ''
  await revokedAtIntuit()
  await stage.restart({ confirmCompany: 'never' })
  await reauthorize()
  await expectAsked()
})

describe('tokens that are imported', () => {
  const take = async (how: { verify?: 'later' } = {}) => {
    const { refreshToken } = await handWrittenTokens(stage, HARBOR)
    return await tenant().connections.import({ realmId: HARBOR, refreshToken, ...how })
  }
  beforeEach(async () => {
    stage = await openStage({ confirmCompany: 'never' })
  })

  it.each([
    ['proven', {}],
    ['to be proven later', { verify: 'later' as const }],
  ])('after the sale wait for a yes, too: %s', async (_, how) => {
    await sell()
    expect(await take(how)).toMatchObject({ id, status: 'awaiting_confirmation', usable: false })
    await expectAsked()
    await stage.adapter.runDueWork()
    const connected = stage.events.filter(({ type }) => type === 'connection.connected')
    expect(connected.at(-1)).toMatchObject({ data: { reconnected: true, imported: true } })
  })

  it('wait for it too after a grant that no one had confirmed was revoked', async () => {
    await sellAndReconnect()
    await revokedAtIntuit()
    await take()
    await expectAsked()
  })

  it('are used at once after another disconnect', async () => {
    id = (await ada().connect(control(), HARBOR_TEA)).id
    await disconnect('not_working')
    expect(await take()).toMatchObject({ id, status: 'connected', usable: true })
  })
})
