// Parts on a stage's own file and simulated Intuit.
import type { Deps } from '../../src/deps.ts'
import type { Stage } from '../stage.ts'
import { type DepsOptions, type Place, testDeps } from './keeping-parts.ts'

export const placeOf = (stage: Stage): Place => ({
  store: stage.storeLocation,
  intuitOrigin: stage.simulator.origin,
  origin: stage.origin,
})

/** Its store closes with the stage, unless the caller closes it before. */
export function openKeeping(stage: Stage, options: Partial<DepsOptions> = {}): Deps {
  const now = () => stage.simulator.control.clock.now()
  const deps = testDeps({ ...placeOf(stage), now, ...options })
  stage.onClose(() => deps.store.close())
  return deps
}
