// Why no token of a connection can be used now, as an error.
import { actionFor } from '@mooring/contract'
import type { ConnectionState } from '../connection/connection-lifecycle.ts'
import { ConnectionUnavailableError } from '../errors/mooring-error.ts'

const SENTENCES = {
  reauthorize: 'QuickBooks no longer accepts this connection: a person has to re-authorize it.',
  reconnect: 'This connection is disconnected: a person has to connect the company again.',
  contact_admin: 'An administrator of the QuickBooks company has to repair this connection.',
  contact_support: 'This connection is blocked; support has to repair it.',
  fix_configuration: 'This app is not set up correctly; its developers have to correct that.',
  wait: 'QuickBooks could not be asked just now. This connection is being checked and comes back by itself.',
} as const

const sentenceFor = (action: ReturnType<typeof actionFor>): string =>
  SENTENCES[action as keyof typeof SENTENCES] ?? 'This connection cannot be used now.'

export function unavailableIn({ status, reason }: ConnectionState): ConnectionUnavailableError {
  const action = actionFor(status, reason)
  return status === 'awaiting_confirmation'
    ? new ConnectionUnavailableError(
        'company_unconfirmed',
        reason,
        action,
        'A person has to confirm the company first.',
      )
    : new ConnectionUnavailableError('connection_unavailable', reason, action, sentenceFor(action))
}

/** The connection itself can be used, but its token has too little life left, and no new one came in time. */
export const intuitUnavailable = () => unavailableIn({ status: 'checking', reason: 'intuit_unavailable' })
