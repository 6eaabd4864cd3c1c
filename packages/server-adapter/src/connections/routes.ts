// The routes that read connections, and the one that asks Intuit about one.
import type { Actor } from '@mooring/contract'
import { actorOf } from '../access/access.ts'
import type { Deps } from '../deps.ts'
import { reading } from '../http/caller-handlers.ts'
import { isNamed } from '../http/etags.ts'
import { json } from '../http/http-types.ts'
import { parseBody, queryId, queryNumber } from '../http/parse-request.ts'
import type { CallerHandler } from '../http/router.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import type { Connections } from './connections.ts'
import { createListCache } from './list-cache.ts'
import type { ReadinessService } from './readiness.ts'

export interface ConnectionServices {
  readonly connections: Connections
  readonly readiness: ReadinessService
  readonly verify: (connectionId: string, actor: Actor | null) => Promise<ConnectionRecord>
}

/** Connections in one answer, and where nothing is asked. */
const LIST_LIMIT = 500

const emptyRequest = async () => (await import('@mooring/contract/schemas')).emptyRequestSchema

export function createConnectionHandlers(
  deps: Pick<Deps, 'config' | 'store'>,
  { connections, readiness, verify }: ConnectionServices,
) {
  const listFor = createListCache(deps, connections.list)

  const list: CallerHandler = async (request, caller) => {
    const { etag, whole, unchanged } = await listFor(caller, {
      after: queryId(request, 'page'),
      limit: queryNumber(request, 'limit', { least: 1, most: LIST_LIMIT, standard: LIST_LIMIT }),
    })
    return isNamed(etag, request.header('if-none-match')) ? unchanged : whole
  }

  const verifyNow: CallerHandler = async (request, caller, id) => {
    await parseBody(request, emptyRequest)
    await connections.row(caller.tenantId, id)
    return json(await connections.view(caller, await verify(id, actorOf(caller))))
  }

  return {
    listConnections: list,
    getConnection: reading(connections.get),
    verify: verifyNow,
    readiness: reading(readiness.of),
  }
}
