// The same tokens imported once more, when their connection has renewed them and is over.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { HARBOR, openStage, type Stage } from './stage.ts'
import { handWrittenTokens } from './token-lifecycle/hand-written.ts'

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

async function refreshTokenOnly() {
  const { refreshToken } = await handWrittenTokens(stage, HARBOR)
  return { refreshToken }
}

it.each([
  ['the company read first', {}],
  ['nothing asked of Intuit', { verify: 'later' as const }],
])('does not take a connection back to the token it began with, with %s', async (_, how) => {
  control().behave({ staleRefreshKillsGrant: true })
  const given = { realmId: HARBOR, ...(await refreshTokenOnly()), ...how }
  const { id } = await tenant().connections.import(given)
  await tenant().tokens.get(id)
  control().setAdmin('ada', HARBOR, false)
  const lost = await tenant().verify(id)
  expect(lost).toMatchObject({ status: 'reauthorization_required', reason: 'admin_access_lost' })
  await expect(tenant().connections.import(given)).rejects.toMatchObject({
    code: 'connection_unavailable',
    reason: 'admin_access_lost',
    action: 'contact_admin',
  })
  expect(await tenant().connections.get(id)).toEqual(lost)
  control().setAdmin('ada', HARBOR, true)
  expect(await tenant().verify(id)).toMatchObject({ id, status: 'connected' })
})

it('asks Intuit where a disconnected company’s first token comes again', async () => {
  const given = { realmId: HARBOR, ...(await refreshTokenOnly()) }
  const { id } = await tenant().connections.import(given)
  await tenant().connections.disconnect(id)
  await expect(tenant().connections.import(given)).rejects.toMatchObject({
    code: 'connection_unavailable',
    reason: 'revoked',
    action: 'reauthorize',
  })
})
