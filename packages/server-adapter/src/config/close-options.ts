// What a host may say of closing.

import { mooringError } from '../errors/mooring-error.ts'
import { HOUR } from '../platform/clock.ts'

/** How closing goes. */
export interface CloseOptions {
  /**
   * For how long everything is still answered before the end, ms, up to an hour. From its beginning on `/operations/ready` is 503, and
   * answers of the Express router say `Connection: close`: load balancers that ask for it send nothing more before anything is refused. Give it a
   * little more than they take to notice. Closing once more without it ends it. Default: 0.
   */
  readonly drainMs?: number
  /**
   * Called once, after the drain and before the first request is refused. Close the listening socket in it (`server.close()`): a load
   * balancer that has not noticed yet finds no one to connect to, and asks another instance instead. It is not waited for, since the event
   * streams end only afterwards; what it throws is logged. Default: nothing is called.
   */
  readonly onDrained?: () => void
}

/** @throws MooringError `invalid_request` */
export function checkedClosing(options: CloseOptions | undefined): Required<CloseOptions> {
  const { drainMs = 0, onDrained = () => {} } = options ?? {}
  if (!(typeof drainMs === 'number' && drainMs >= 0 && drainMs <= HOUR))
    throw mooringError('invalid_request', 'close: drainMs is a number of milliseconds, from 0 to an hour.')
  if (typeof onDrained !== 'function')
    throw mooringError('invalid_request', 'close: onDrained is a function, or left out.')
  return { drainMs, onDrained }
}
