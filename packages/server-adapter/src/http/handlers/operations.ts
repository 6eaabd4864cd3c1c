// The operator's routes: kept counts and a page through all tenants.
import type { Status } from '@mooring/contract'
import { STATUSES } from '@mooring/contract'
import type { Identity } from '../../config/options.ts'
import { need } from '../../service/access.ts'
import { mooringError } from '../../service/mooring-error.ts'
import type { Operations } from '../../service/operations.ts'
import { json } from '../exchange.ts'
import { queryText } from '../parse-request.ts'
import type { CallerHandler } from '../router.ts'

const isStatus = (value: string): value is Status => (STATUSES as readonly string[]).includes(value)

export function createOperationsHandlers(operations: Operations) {
  const health: CallerHandler = async (_request, caller) => {
    need(caller, 'operate')
    return json(await operations.health())
  }

  const connections: CallerHandler = async (request, caller: Identity) => {
    need(caller, 'operate')
    const status = queryText(request, 'status')
    const cursor = queryText(request, 'cursor')
    if (status !== null && !isStatus(status)) {
      throw mooringError('invalid_request', 'There is no such status.', {
        fields: [{ path: 'status', message: `must be one of ${STATUSES.join(', ')}` }],
      })
    }
    return json(
      await operations.page(
        { ...(status === null ? {} : { status }), ...(cursor === null ? {} : { cursor }) },
        caller,
      ),
    )
  }

  return { operationsHealth: health, operationsConnections: connections }
}
