// Imports that come again, wait, or meet a disconnect, a consent or a forgotten tenant on their way.
import { DatabaseSync } from 'node:sqlite'
import type { Connection } from '@mooring/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HOUR, MINUTE } from '../src/platform/clock.ts'
import { HARBOR, openStage, type Stage } from './stage.ts'
import { handWrittenTokens } from './token-lifecycle/hand-written.ts'
import { LATE, until } from './until.ts'

const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }
/** What a JavaScript number makes of a long realm id: no company's. */
const ROUNDED = '9341453397421384'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
  stage.simulator.control.behave({ rotation: 'strict' })
})
afterEach(async () => {
  await stage.close()
})

const control = () => stage.simulator.control
const tenant = () => stage.adapter.forTenant('harbor')
const listed = async () =>
  (await stage.browser().get<{ connections: Connection[] }>('/connections')).body.connections

async function refreshTokenOnly() {
  const { refreshToken } = await handWrittenTokens(stage, HARBOR)
  return { refreshToken }
}

/** An import whose tokens Intuit has renewed and whose company can't be read. @returns its tokens */
async function waitingImport(realmId = HARBOR) {
  const tokens = await refreshTokenOnly()
  const lift = control().fault({ route: 'company', kind: 'html-503' })
  const waiting = tenant().connections.import({ realmId, ...tokens })
  await expect(waiting).rejects.toMatchObject({ code: 'intuit_unavailable' })
  return { tokens, lift }
}

async function deadConnection(): Promise<string> {
  const { id } = await stage.browser().connect(control(), HARBOR_TEA)
  await stage.browser().post(`/connections/${id}/confirm-company`, {})
  control().disconnectInQuickBooks(HARBOR)
  await tenant().verify(id)
  control().clock.advance(2 * MINUTE)
  expect(await tenant().verify(id)).toMatchObject({ status: 'reauthorization_required' })
  return id
}

it('refuses a token that comes again after its connection was disconnected', async () => {
  const tokens = await refreshTokenOnly()
  const { id } = await tenant().connections.import({ realmId: HARBOR, ...tokens })
  await stage.browser().post(`/connections/${id}/disconnect`, {})
  const again = tenant().connections.import({ realmId: HARBOR, ...tokens })
  await expect(again).rejects.toMatchObject({ code: 'connection_unavailable', reason: 'revoked' })
})

it('of the right realm id goes on where one of a wrong one waits, and revokes nothing', async () => {
  const id = await deadConnection()
  const { tokens, lift } = await waitingImport(ROUNDED)
  const right = tenant().connections.import({ realmId: HARBOR, ...tokens })
  await expect(right).rejects.toMatchObject({ code: 'intuit_unavailable' })
  lift()
  for (let round = 0; round < 3; round++) {
    control().clock.advance(5 * MINUTE)
    await stage.adapter.runDueWork()
  }
  expect(control().requests({ route: 'revoke' })).toEqual([])
  expect(await tenant().connections.get(id)).toMatchObject({ status: 'connected' })
})

it('that waits is over after a day, though Intuit renews its tokens each hour', async () => {
  await waitingImport()
  for (let hour = 0; hour < 25; hour++) {
    control().clock.advance(HOUR + MINUTE)
    await stage.adapter.runDueWork()
  }
  expect(await listed()).toEqual([])
})

it('that waits leaves its company to be connected by a person with that right', async () => {
  const { lift } = await waitingImport()
  lift()
  const browser = stage.browser('harbor', 'grace', ['view', 'connect'])
  const { attempt } = await browser.goThrough(control(), HARBOR_TEA)
  expect(attempt).toMatchObject({ outcome: 'connected' })
  await stage.adapter.runDueWork()
  expect(stage.events).toMatchObject([{ type: 'connection.connected', data: { reconnected: false } }])
})

describe('while background work proves what waits', () => {
  /** Begins it. @returns what ends it */
  async function provenSlowly() {
    const { lift } = await waitingImport()
    lift()
    const answer = control().fault({ route: 'company', kind: 'slow', ms: LATE, times: 1 })
    control().clock.advance(3 * MINUTE)
    const seen = control().requests({ route: 'company' }).length
    const work = stage.adapter.runDueWork()
    await until(() => control().requests({ route: 'company' }).length > seen, 'the company is read')
    const end = () => {
      answer()
      return work
    }
    return { end }
  }

  it('another instance leaves it alone, and its tokens live on', async () => {
    const { lift } = await waitingImport()
    control().clock.advance(2 * HOUR)
    lift()
    const { adapter } = stage
    const other = await stage.restart()
    control().clearRequests()
    await Promise.all([adapter.runDueWork(), other.runDueWork()])
    expect((['token', 'company'] as const).map((route) => control().requests({ route }).length)).toEqual([
      1, 1,
    ])
    const [shown] = await listed()
    control().clock.advance(2 * HOUR)
    expect((await tenant().request(shown?.id ?? '', '/query?query=select * from Invoice')).ok).toBe(true)
  })

  it('a forgotten tenant gets no connection, and none of its tokens stay', async () => {
    const { end } = await provenSlowly()
    await tenant().forget()
    await end()
    await stage.adapter.runDueWork()
    expect(await listed()).toEqual([])
    const raw = new DatabaseSync(stage.databasePath)
    expect(raw.prepare('select * from imports').all()).toEqual([])
    raw.close()
  })
})
