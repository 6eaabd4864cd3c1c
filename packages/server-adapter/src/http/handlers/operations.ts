// The operator's routes: kept counts and a page through all tenants.
import type { Status } from '@mooring/contract'
import type { Identity } from '../../config/options.ts'
import type { Operations } from '../../service/operations.ts'
import { json } from '../exchange.ts'
import { queryText } from '../parse-request.ts'
import type { CallerHandler, OpenHandler } from '../router.ts'

/** For load balancers: nobody is asked who he is, and nothing is told but yes or no. */
export function createStatusHandlers(isReady: () => Promise<boolean>) {
  const operationsReady: OpenHandler = async () => {
    const ready = await isReady()
    return json({ ready }, ready ? 200 : 503)
  }
  // A closing adapter is turned away by the router.
  const operationsLive: OpenHandler = async () => json({ live: true })
  return { operationsLive, operationsReady }
}

export function createOperationsHandlers(operations: Operations) {
  const health: CallerHandler = async () => json(await operations.health())

  const connections: CallerHandler = async (request, caller: Identity) => {
    const status = queryText(request, 'status') ?? undefined
    const cursor = queryText(request, 'cursor') ?? undefined
    // Which statuses there are is the service's to say.
    return json(await operations.page({ status: status as Status | undefined, cursor }, caller))
  }

  return { operationsHealth: health, operationsConnections: connections }
}
