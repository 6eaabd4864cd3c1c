// A process that is stopped between taking its lease and calling Intuit sends no token that another has renewed meanwhile.
import { expect, it } from 'vitest'
import { MINUTE, SECOND } from '../../src/platform/clock.ts'
import { createRefreshCoordinator } from '../../src/tokens/refresh-coordinator.ts'
import { HARBOR, openStage } from '../stage.ts'
import { until } from '../until.ts'
import { openTestDeps } from './open-test-deps.ts'
import { KEY } from './test-deps.ts'

it('reads the store again where its lease has run out before its call', async () => {
  await using stage = await openStage({ encryptionKeys: [KEY] })
  const { control } = stage.simulator
  control.behave({ rotation: 'strict', staleRefreshKillsGrant: true })
  const { id } = await stage.browser().connect(control, { user: 'ada', company: 'Harbor Tea Co.' })
  const goesOn = Promise.withResolvers<void>()
  let isStopped = false
  const stopped = createRefreshCoordinator(
    openTestDeps(stage, {
      crashPoint: async (name) => {
        if (name !== 'intent' || isStopped) return
        isStopped = true
        await goesOn.promise
      },
    }),
  )
  control.clock.advance(61 * MINUTE)
  const waiting = stopped.getToken('harbor', id)
  await until(() => isStopped, 'the lease is taken')
  control.clock.advance(20 * SECOND)
  const renewed = await stage.adapter.forTenant('harbor').tokens.get(id)
  goesOn.resolve()
  expect((await waiting).accessToken).toBe(renewed.accessToken)
  expect(control.requests({ route: 'token' })).toHaveLength(2)
  expect((await stage.adapter.forTenant('harbor').verify(id)).status).toBe('connected')
})

it('takes a token that was never sent for no lost one: a refusal is asked about again', async () => {
  await using stage = await openStage({ encryptionKeys: [KEY] })
  const { control } = stage.simulator
  const { id } = await stage.browser().connect(control, { user: 'ada', company: 'Harbor Tea Co.' })
  control.disconnectInQuickBooks(HARBOR)
  let times = 0
  const late = createRefreshCoordinator(
    openTestDeps(stage, {
      crashPoint: (name) => {
        if (name === 'intent' && times++ === 0) control.clock.advance(20 * SECOND)
      },
    }),
  )
  const refused = await late.refresh(id, { cause: 'verify', actor: null })
  expect([times, refused.status, refused.reason]).toEqual([2, 'checking', 'refresh_outcome_unknown'])
  control.clock.advance(MINUTE)
  const ended = await late.refresh(id, { cause: 'repair' })
  expect([ended.status, ended.reason]).toEqual(['reauthorization_required', 'revoked'])
})
