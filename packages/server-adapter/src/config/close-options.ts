// What a host may say of closing.
import { HOUR } from '../platform/clock.ts'
import { mooringError } from '../service/mooring-error.ts'

/** How closing goes. */
export interface CloseOptions {
  /**
   * For how long everything is still answered before the end, ms, up to an hour. From its beginning on `/operations/ready` is 503, and
   * answers of the Express router say `Connection: close`: load balancers that ask for it send nothing more before anything is refused. Give it a
   * little more than they take to notice. Closing once more without it ends it. Default: 0.
   */
  readonly drainMs?: number
}

/** How long the drain lasts, ms. @throws MooringError `invalid_request` */
export function drainOf(options: CloseOptions | undefined): number {
  const { drainMs = 0 } = options ?? {}
  if (typeof drainMs === 'number' && drainMs >= 0 && drainMs <= HOUR) return drainMs
  throw mooringError('invalid_request', 'close: drainMs is a number of milliseconds, from 0 to an hour.')
}
