// What a person is shown where a code could not be exchanged.
import type { Problem } from '@mooring/contract'
import { problemOf } from '../errors/mooring-error.ts'
import { GatewayError } from '../gateway/intuit-gateway.ts'

export function exchangeProblem(error: unknown): Problem {
  const kind = error instanceof GatewayError ? error.kind : 'other_error'
  if (kind === 'invalid_client') {
    return problemOf(
      'app_misconfigured',
      "QuickBooks does not accept this product's own keys. Please tell its support.",
    )
  }
  if (kind === 'throttled' || kind === 'unavailable' || kind === 'timeout' || kind === 'network') {
    return problemOf(
      'intuit_unavailable',
      'QuickBooks did not answer in time. Nothing was changed; please try again.',
    )
  }
  return problemOf(
    'exchange_failed',
    'QuickBooks did not complete the authorization. Nothing was changed; please try again.',
  )
}
