// POST /connections/:id/setup/…: a person has saved what the host's form asks for, or wants a failed import tried again.
import { actorOf } from '../../service/access.ts'
import type { Connections } from '../../service/connections.ts'
import type { Setup } from '../../service/setup.ts'
import { json } from '../exchange.ts'
import { parseBody } from '../parse-request.ts'
import type { CallerHandler } from '../router.ts'

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
