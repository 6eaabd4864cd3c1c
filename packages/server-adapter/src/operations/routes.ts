// The operator's routes, counts and a page through all tenants, and what a person hands to support.
import type { Status } from '@mooring/contract'
import type { Identity } from '../config/options.ts'
import type { Deps } from '../deps.ts'
import { reading } from '../http/caller-handlers.ts'
import { json } from '../http/http-types.ts'
import { queryText } from '../http/parse-request.ts'
import type { CallerHandler, OpenHandler } from '../http/router.ts'
import { operationsHealth, operationsPage } from './operations.ts'
import type { Support } from './support-bundle.ts'

/** For load balancers: no sign-in is asked for, and the answer is only yes or no. */
export function createStatusHandlers(isReady: () => Promise<boolean>) {
  const operationsReady: OpenHandler = async () => {
    const ready = await isReady()
    return json({ ready }, ready ? 200 : 503)
  }
  // A closing adapter is turned away by the router.
  const operationsLive: OpenHandler = async () => json({ live: true })
  return { operationsLive, operationsReady }
}

export function createOperationsHandlers(deps: Deps) {
  const health: CallerHandler = async () => json(await operationsHealth(deps))

  const connections: CallerHandler = async (request, caller: Identity) => {
    const status = queryText(request, 'status') ?? undefined
    const cursor = queryText(request, 'cursor') ?? undefined
    // Which statuses there are is the service's to say.
    return json(await operationsPage(deps, { status: status as Status | undefined, cursor }, caller))
  }

  return { operationsHealth: health, operationsConnections: connections }
}

export const createSupportHandlers = (support: Support) => ({
  attemptSupport: reading(support.ofAttempt),
  support: reading(support.ofConnection),
})
