// Parts on a stage's own file and simulated Intuit.
import type { Parts } from '../../src/config/parts.ts'
import type { Stage } from '../stage.ts'
import { keepingParts, type PartsOptions } from './keeping-parts.ts'

/** The caller closes its store. */
export const openKeeping = (stage: Stage, options: Partial<PartsOptions> = {}): Parts =>
  keepingParts({
    databasePath: stage.databasePath,
    intuitOrigin: stage.simulator.origin,
    now: () => stage.simulator.control.clock.now(),
    ...options,
  })
