// The errors of an import that did not succeed.
import { actionFor } from '@mooring/contract'
import { ConnectionUnavailableError, type MooringError, mooringError } from '../errors/mooring-error.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import type { Refusal } from './prove-import.ts'

/** Tokens that are not the company's, or dead. */
export function refusedImport(why: Refusal): MooringError {
  if ('code' in why)
    return mooringError(
      why.code,
      'These tokens are of another company than the realm id names. Nothing was taken over; import them with the realm id they came with.',
    )
  const { reason } = why
  const status = reason === 'app_misconfigured' ? 'blocked' : 'reauthorization_required'
  return new ConnectionUnavailableError(
    'connection_unavailable',
    reason,
    actionFor(status, reason),
    sentenceOf(reason),
  )
}

function sentenceOf(reason: ConnectionRecord['reason']): string {
  if (reason === 'app_misconfigured')
    return 'QuickBooks refuses this app with these tokens: client id, secret and environment must be those the tokens were given to. Nothing was taken over.'
  if (reason === 'scope_missing')
    return 'These tokens do not reach the books of the company: they were given without the accounting scope. Nothing was taken over; a person has to connect the company.'
  return 'QuickBooks does not accept these tokens. Nothing was taken over; a person has to connect the company.'
}

/** Intuit did not say. @param renewed the host's own tokens are no good any more */
export const unprovenImport = (renewed: boolean): MooringError =>
  mooringError(
    'intuit_unavailable',
    renewed
      ? 'QuickBooks is temporarily unreachable. The tokens are stored and are checked again automatically.'
      : 'QuickBooks is temporarily unreachable. Nothing was imported; import the same tokens again in a moment.',
  )

/** Its company was disconnected, or its tenant forgotten, while the tokens were proven. */
export const endedImport = (): MooringError =>
  new ConnectionUnavailableError(
    'connection_unavailable',
    'by_host',
    actionFor('disconnected', 'by_host'),
    'The company was disconnected while its tokens were checked. Nothing was taken over; a person has to connect the company.',
  )

/** The company can't be used now; the connection has the tokens. */
export const unusableImport = ({ status, reason }: ConnectionRecord): MooringError =>
  new ConnectionUnavailableError(
    'connection_unavailable',
    reason,
    actionFor(status, reason),
    'The tokens are taken over, but the company cannot be used now. The connection says what it needs.',
  )
