// From what fetch throws to a GatewayError: the code is taken over, everything else is left out.
import { isProgramFault } from '../platform/program-fault.ts'
import { GatewayError } from './intuit-gateway.ts'

/** With these the connection was never made, so that Intuit can't have seen the request. */
const NEVER_SENT = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

const UNREADABLE = /^(HPE_|UND_ERR_HEADERS_OVERFLOW$|Z_)/
const CODE = /^[A-Z][A-Z0-9_]{2,39}$/

/** The first error code along the chain of causes; null where there is none. */
function codeOf(error: unknown, depth = 0): string | null {
  if (typeof error !== 'object' || error === null || depth > 5) return null
  const { code, cause } = error as { code?: unknown; cause?: unknown }
  if (typeof code === 'string' && CODE.test(code)) return code
  return codeOf(cause, depth + 1)
}

/** What to say about a call that got no whole answer. Nothing of `error` but its code survives. */
export function networkFailure(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error
  const code = codeOf(error)
  const named = code === null ? '' : ` (${code})`
  if (code !== null && UNREADABLE.test(code))
    return new GatewayError('invalid_response', `Intuit's answer is not HTTP that can be read${named}.`)
  if (code !== null && NEVER_SENT.has(code))
    return new GatewayError('network', `Intuit could not be reached${named}.`, { sent: false })
  if (isProgramFault(error))
    return new GatewayError(
      'network',
      `Intuit's answer could not be read: the "fetch" in use failed with a ${error.name}.`,
    )
  return new GatewayError('network', `The connection to Intuit broke before its answer was whole${named}.`)
}
