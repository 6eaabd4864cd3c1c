// What a log line says about a failed call to Intuit.
import type { GatewayError } from './intuit-gateway.ts'

/** Why it failed, with Intuit's status, the code of its fault and its id of the call. */
export const logFieldsOf = ({ kind, status, fault, intuitTid }: GatewayError) => ({
  code: kind,
  status,
  fault: fault?.code ?? null,
  intuitTid,
})
