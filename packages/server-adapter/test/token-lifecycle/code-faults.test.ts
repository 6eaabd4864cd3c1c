// A fault of a program after Intuit has rotated a token: what was received is tried again, and nothing is lost.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { MINUTE } from '../../src/platform/clock.ts'
import type { Store } from '../../src/stores/store.ts'
import { createRefreshCoordinator } from '../../src/tokens/refresh-coordinator.ts'
import { openStage, type Stage } from '../stage.ts'
import { openTestDeps } from './open-test-deps.ts'
import { KEY } from './test-deps.ts'

let stage: Stage
let id: string
beforeEach(async () => {
  stage = await openStage({ encryptionKeys: [KEY] })
  id = (await stage.browser().connect(stage.simulator.control, { user: 'ada', company: 'Harbor Tea Co.' })).id
  stage.simulator.control.behave({ rotation: 'strict' })
  stage.simulator.control.clock.advance(61 * MINUTE)
  stage.simulator.control.clearRequests()
})
afterEach(async () => {
  await stage.close()
})

/** A store whose writes after the first fail with a TypeError, so many times. */
const faulty =
  (times: number) =>
  (store: Store): Store => {
    let writes = 0
    return {
      open: () => store.open(),
      read: (work) => store.read(work),
      close: () => store.close(),
      write: (work) => {
        writes += 1
        if (writes > 1 && writes <= 1 + times) throw new TypeError('Cannot read properties of undefined.')
        return store.write(work)
      },
    }
  }

it('stores the rotated token at the next try, with one call to Intuit', async () => {
  const deps = openTestDeps(stage, { wrapStore: faulty(2) })
  const coordinator = createRefreshCoordinator(deps)
  const token = await coordinator.getToken('harbor', id)
  await coordinator.close()
  await deps.store.close()
  const tenant = stage.adapter.forTenant('harbor')
  expect(await tenant.tokens.get(id)).toMatchObject({ accessToken: token.accessToken })
  expect(await tenant.verify(id)).toMatchObject({ status: 'connected' })
  expect(stage.simulator.control.requests({ route: 'token' })).toHaveLength(1)
})
