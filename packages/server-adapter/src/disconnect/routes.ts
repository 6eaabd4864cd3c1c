// The routes of a disconnect: what it would mean, and the disconnect itself.
import { needOneOf } from '../access/access.ts'
import { reading } from '../http/caller-handlers.ts'
import { json } from '../http/http-types.ts'
import { parseBody } from '../http/parse-request.ts'
import type { CallerHandler } from '../http/router.ts'
import type { Disconnects } from './disconnect.ts'

const disconnectRequest = async () => (await import('@mooring/contract/schemas')).disconnectRequestSchema

export function createDisconnectHandlers({ disconnect, impact }: Disconnects) {
  return {
    disconnect: (async (request, caller, id) => {
      needOneOf(caller, ['disconnect', 'connect'])
      const body = await parseBody(request, disconnectRequest)
      return json(await disconnect(caller, id, body))
    }) satisfies CallerHandler,
    disconnectImpact: reading(impact),
  }
}
