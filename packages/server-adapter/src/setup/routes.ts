// POST /connections/:id/setup/…: a person has saved what the host's form asks for, or wants a failed import tried again.
import { actorOf } from '../access/access.ts'
import type { Connections } from '../connections/connections.ts'
import { json } from '../http/http-types.ts'
import { parseBody } from '../http/parse-request.ts'
import type { CallerHandler } from '../http/router.ts'
import type { Setup } from './setup.ts'

// Loaded with the first body: a host that only reads never loads the schemas.
const emptyRequest = async () => (await import('@mooring/contract/schemas')).emptyRequestSchema

export function createSetupHandlers(
  setup: Pick<Setup, 'complete' | 'retry'>,
  connections: Pick<Connections, 'view'>,
) {
  const acting =
    (act: Setup['complete']): CallerHandler =>
    async (request, caller, id) => {
      await parseBody(request, emptyRequest)
      return json(await connections.view(caller, await act(caller.tenantId, id, actorOf(caller))))
    }
  return { completeSetup: acting(setup.complete), retrySetup: acting(setup.retry) }
}
