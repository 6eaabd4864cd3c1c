// Handlers of a signed-in caller, and the two kinds that need nothing but an id.
import type { Identity } from '../config/options.ts'
import { json } from './http-types.ts'
import { parseBody } from './parse-request.ts'
import type { CallerHandler } from './router.ts'

// Loaded with the first body: a host that only reads never loads the schemas.
const emptyRequest = async () => (await import('@mooring/contract/schemas')).emptyRequestSchema

/** Answers with what is read. */
export const reading =
  (read: (caller: Identity, id: string) => Promise<unknown>): CallerHandler =>
  async (_request, caller, id) =>
    json(await read(caller, id))

/** Takes an empty body, acts, and answers with what has become of it. */
export const acting =
  (act: (caller: Identity, id: string) => Promise<unknown>): CallerHandler =>
  async (request, caller, id) => {
    await parseBody(request, emptyRequest)
    return json(await act(caller, id))
  }
