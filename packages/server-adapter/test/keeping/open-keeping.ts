// Parts on a stage's own file and simulated Intuit.
import type { Parts } from '../../src/config/parts.ts'
import type { Stage } from '../stage.ts'
import { keepingParts, type PartsOptions, type Place } from './keeping-parts.ts'

export const placeOf = (stage: Stage): Place => ({
  store: stage.storePlace,
  intuitOrigin: stage.simulator.origin,
  origin: stage.origin,
})

/** The caller closes its store. */
export const openKeeping = (stage: Stage, options: Partial<PartsOptions> = {}): Parts =>
  keepingParts({ ...placeOf(stage), now: () => stage.simulator.control.clock.now(), ...options })
