// What a person is shown where a code could not be exchanged.
import type { Problem } from '@mooring/contract'
import { problemOf } from '../errors/mooring-error.ts'
import { GatewayError } from '../gateway/intuit-gateway.ts'
import type { AttemptRecord } from '../stores/records.ts'
import { isReauthorization } from '../stores/renewed-connection.ts'

const UNCHANGED = 'Nothing was changed; please try again.'
/** Where a connection had the company: its grant may have ended by the consent. */
const CHECKED = 'The connection is being checked; please try again.'

const nextFor = (attempt: AttemptRecord, isInDoubt: boolean): string =>
  isReauthorization(attempt) && isInDoubt ? CHECKED : UNCHANGED

/** What lost its process while its code was exchanged. */
export const interrupted = (attempt: AttemptRecord): Problem =>
  problemOf('exchange_failed', `The authorization was interrupted on our side. ${nextFor(attempt, true)}`)

/** @param isInDoubt Intuit may have exchanged the code all the same */
export function exchangeProblem(error: unknown, attempt: AttemptRecord, isInDoubt: boolean): Problem {
  const next = nextFor(attempt, isInDoubt)
  const kind = error instanceof GatewayError ? error.kind : 'other_error'
  if (kind === 'invalid_client') {
    return problemOf(
      'app_misconfigured',
      "QuickBooks does not accept this product's own keys. Please tell its support.",
    )
  }
  if (kind === 'throttled' || kind === 'unavailable' || kind === 'timeout' || kind === 'network') {
    return problemOf('intuit_unavailable', `QuickBooks did not answer in time. ${next}`)
  }
  return problemOf('exchange_failed', `QuickBooks did not complete the authorization. ${next}`)
}
