// Parts on a stage's own file and simulated Intuit.
import type { Parts } from '../../src/parts.ts'
import type { Stage } from '../stage.ts'
import { keepingParts, type PartsOptions, type Place } from './keeping-parts.ts'

export const placeOf = (stage: Stage): Place => ({
  store: stage.storeLocation,
  intuitOrigin: stage.simulator.origin,
  origin: stage.origin,
})

/** Its store closes with the stage, unless the caller closes it before. */
export function openKeeping(stage: Stage, options: Partial<PartsOptions> = {}): Parts {
  const now = () => stage.simulator.control.clock.now()
  const parts = keepingParts({ ...placeOf(stage), now, ...options })
  stage.onClose(() => parts.store.close())
  return parts
}
