// Bodies are waited for, but not without end: one that is sent piece by piece delays neither its request nor the adapter's end.
import { setMaxListeners } from 'node:events'
import { BODY_DEADLINE_MS } from '../config/defaults.ts'
import { mooringError } from '../errors/mooring-error.ts'
import { unlessAborted, withinDeadline } from '../platform/deadline.ts'
import type { HttpRequest } from './http-types.ts'

export interface TimelyBodies {
  /** The same request, whose body is refused where it does not come in time. */
  of(request: HttpRequest): HttpRequest
  /** Refuses the bodies that are not here. */
  end(): void
}

export function createTimelyBodies(): TimelyBodies {
  const ending = new AbortController()
  // One for each body under way.
  setMaxListeners(0, ending.signal)
  return {
    of: (request) => ({
      method: request.method,
      path: request.path,
      get query() {
        return request.query
      },
      header: (name) => request.header(name),
      readBody: (limit) =>
        withinDeadline(unlessAborted(request.readBody(limit), ending.signal), BODY_DEADLINE_MS, late),
      identify: request.identify,
      operator: request.operator,
      onGone: (leave) => request.onGone(leave),
    }),
    end: () => ending.abort(closingNow()),
  }
}

/** Nothing has begun: the same request can come again. */
export const closingNow = () => mooringError('store_unavailable', 'This server is closing. Please try again.')

const late = () => mooringError('invalid_request', 'The body of the request did not come in time.')
