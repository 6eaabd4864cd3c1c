// POST /connections/:id/setup/complete: a person has saved what the host's form asks for.
import { actorOf, need } from '../../service/access.ts'
import type { Connections } from '../../service/connections.ts'
import type { Setup } from '../../service/setup.ts'
import { json } from '../exchange.ts'
import { parseBody } from '../parse-request.ts'
import type { CallerHandler } from '../router.ts'

// Loaded with the first body: a host that only reads never loads the schemas.
const emptyRequest = async () => (await import('@mooring/contract/schemas')).emptyRequestSchema

export const createSetupHandler =
  (setup: Pick<Setup, 'complete'>, connections: Pick<Connections, 'view'>): CallerHandler =>
  async (request, caller, id) => {
    need(caller, 'connect')
    await parseBody(request, emptyRequest)
    return json(await connections.view(caller, await setup.complete(caller.tenantId, id, actorOf(caller))))
  }
