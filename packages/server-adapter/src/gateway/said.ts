// What a line of the log says of a call that failed.
import type { GatewayError } from './intuit-gateway.ts'

/** Why it failed, and in Intuit's words: its status, the code of its fault, its id of the call. */
export const saidBy = ({ kind, status, fault, intuitTid }: GatewayError) => ({
  code: kind,
  status,
  fault: fault?.code ?? null,
  intuitTid,
})
