// The revoke endpoint.
import { bodyFields, type Call, textField } from '../call.ts'
import type { Intuit } from '../intuit.ts'
import { oauthError } from '../intuit-errors.ts'
import { empty, type Reply } from '../reply.ts'
import { authenticatedClient } from './token.ts'

/** POST /v2/oauth2/tokens/revoke: 200 and an empty body, or 400 without a usable code when it is gone already. */
export function revoke(intuit: Intuit, call: Call): Reply {
  const clientId = authenticatedClient(intuit, call)
  if (clientId === null) return oauthError(401, 'invalid_client')
  if (!intuit.grants.revoke(textField(bodyFields(call), 'token'), clientId)) return empty(400)
  // Called JSON although there is nothing in it: clients that insist on JSON (simple-oauth2) take it.
  return empty(200, { 'content-type': 'application/json;charset=UTF-8' })
}
