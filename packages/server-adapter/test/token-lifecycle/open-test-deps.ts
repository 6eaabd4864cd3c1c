// An adapter's dependencies on a stage's own store and simulated Intuit.
import type { Deps } from '../../src/deps.ts'
import type { Stage } from '../stage.ts'
import { type DepsOptions, type StageAddress, testDeps } from './test-deps.ts'

export const addressOf = (stage: Stage): StageAddress => ({
  store: stage.storeLocation,
  intuitOrigin: stage.simulator.origin,
  origin: stage.origin,
})

/** Its store closes with the stage, unless the caller closes it before. */
export function openTestDeps(stage: Stage, options: Partial<DepsOptions> = {}): Deps {
  const now = () => stage.simulator.control.clock.now()
  const deps = testDeps({ ...addressOf(stage), now, ...options })
  stage.onClose(() => deps.store.close())
  return deps
}
