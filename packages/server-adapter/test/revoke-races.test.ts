// A revoke acts on the whole company: a consent that comes while it is on its way is not shown as connected when it is dead.
import type { DisconnectImpact } from '@mooring/contract'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { MINUTE } from '../src/platform/clock.ts'
import { openStage, type Stage } from './stage.ts'

const HARBOR_TEA = { user: 'ada', company: 'Harbor Tea Co.' }

let stage: Stage
let arrived: Promise<void>
let letGo: () => void
beforeEach(async () => {
  const gate = Promise.withResolvers<void>()
  const reached = Promise.withResolvers<void>()
  arrived = reached.promise
  letGo = gate.resolve
  const slowRevoke: typeof fetch = async (input, init) => {
    if (String(input).endsWith('/revoke')) {
      reached.resolve()
      await gate.promise
    }
    return await fetch(input, init)
  }
  stage = await openStage({ fetch: slowRevoke })
})
afterEach(async () => {
  letGo()
  await stage.close()
})

it('finds the new grant dead when the revoke ends it after a reconnect', async () => {
  const { control } = stage.simulator
  control.behave({ secondConsentKillsEarlier: false })
  const browser = stage.browser()
  const { id } = await browser.connect(control, HARBOR_TEA)
  const disconnecting = browser.post(`/connections/${id}/disconnect`, {})
  await arrived
  const again = await stage.browser().connect(control, HARBOR_TEA)
  const tenant = stage.adapter.forTenant('harbor')
  expect(await tenant.connections.get(again.id)).toMatchObject({ status: 'connected' })
  letGo()
  await disconnecting
  await expect.poll(async () => (await tenant.connections.get(again.id)).status).toBe('checking')
  control.clock.advance(MINUTE)
  await stage.adapter.runDueWork()
  expect(await tenant.connections.get(again.id)).toMatchObject({
    status: 'reauthorization_required',
    reason: 'revoked',
  })
})

it('leaves a grant connected that outlived the revoke', async () => {
  const { control } = stage.simulator
  control.behave({ revokeIsAppWide: false })
  const { id } = await stage.browser().connect(control, HARBOR_TEA)
  const disconnecting = stage.browser().post(`/connections/${id}/disconnect`, {})
  await arrived
  const again = await stage.browser().connect(control, HARBOR_TEA)
  control.clearRequests()
  // Once after the consent, which met a queued revoke, and once after the revoke.
  const verified = async () => {
    const page = await stage
      .browser()
      .get<{ entries: { type: string }[] }>(`/connections/${again.id}/history`)
    return page.body.entries.filter(({ type }) => type === 'connection.verified').length
  }
  await expect.poll(verified).toBe(1)
  letGo()
  await disconnecting
  await expect.poll(verified).toBe(2)
  const tenant = stage.adapter.forTenant('harbor')
  expect(await tenant.connections.get(again.id)).toMatchObject({ status: 'connected', usable: true })
})

it('of two disconnects at once one revokes, so that what Intuit answers is the answer to it', async () => {
  const { control } = stage.simulator
  const asked = Promise.withResolvers<void>()
  const answered = Promise.withResolvers<DisconnectImpact>()
  await stage.restart({
    disconnectImpact: async () => {
      asked.resolve()
      return await answered.promise
    },
  })
  const { id } = await stage.browser().connect(control, HARBOR_TEA)
  control.clearRequests()
  const second = stage.browser().post(`/connections/${id}/disconnect`, { deleteData: true })
  await asked.promise
  const first = stage.browser().post(`/connections/${id}/disconnect`, {})
  await arrived
  answered.resolve({ stops: [], keeps: [], deletes: [], canDeleteData: true })
  expect((await second).body).toMatchObject({ status: 'disconnected' })
  letGo()
  expect((await first).body).toMatchObject({ status: 'disconnected', disconnect: { revoke: 'done' } })
  expect(control.requests().filter(({ path }) => path.endsWith('/revoke'))).toHaveLength(1)
})
