// The routes of the log of writes.

import { actorOf } from '../access/access.ts'
import type { WriteRecorder } from '../company-api/write-recorder.ts'
import type { Connections } from '../connections/connections.ts'
import type { Deps } from '../deps.ts'
import { json } from '../http/http-types.ts'
import { parseBody, queryCursor, queryNumber } from '../http/parse-request.ts'
import type { CallerHandler } from '../http/router.ts'
import type { TakeBacks } from './take-back.ts'
import { listWrites } from './written-records.ts'

// Loaded with the first body: a host that only reads never loads the schemas.
const takeBackRequest = async () => (await import('@mooring/contract/schemas')).takeBackRequestSchema

interface Services {
  readonly recorder: WriteRecorder
  readonly takeBacks: TakeBacks
  readonly connections: Pick<Connections, 'row' | 'view'>
}

export function createWritesHandlers(
  { store }: Pick<Deps, 'store'>,
  { recorder, takeBacks, connections }: Services,
) {
  const list: CallerHandler = async (request, caller, id) => {
    const page = {
      cursor: queryCursor(request),
      limit: queryNumber(request, 'limit', { least: 1, most: 200, standard: 50 }),
    }
    return json(await listWrites({ store, recorder }, { tenantId: caller.tenantId, connectionId: id }, page))
  }

  const last: CallerHandler = async (_request, caller, id) => {
    return json({ takeBack: await takeBacks.last({ tenantId: caller.tenantId, connectionId: id }) })
  }

  const takeBack: CallerHandler = async (request, caller, id) => {
    const body = await parseBody(request, takeBackRequest)
    const subject = { tenantId: caller.tenantId, connectionId: id }
    const result = await takeBacks.begin(subject, body, actorOf(caller))
    if (result !== null) return json(result)
    const { sync } = await connections.view(caller, await connections.row(caller.tenantId, id))
    return json(sync, 202)
  }

  return { listWrites: list, lastTakeBack: last, takeBack }
}
