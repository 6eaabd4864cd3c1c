// How a connection is shown to an operator.
import type { Connection, HostConnection } from '@mooring/contract'
import { NotDone } from '../command.ts'
import { type Colour, type Paint, row } from '../paint.ts'

/** It works, or only waits for a person's yes to its company. One in doubt (`checking`) is not well, usable or not. */
export const isWell = ({ status }: Pick<HostConnection, 'status'>): boolean =>
  ['connected', 'expiring', 'awaiting_confirmation'].includes(status)

export const notFound = (what: string): NotDone =>
  new NotDone('not_found', `There is no ${what}, in no tenant.`)

const colourOf = (connection: Pick<HostConnection, 'status'>): Colour => {
  if (!isWell(connection)) return 'red'
  return connection.status === 'connected' ? 'green' : 'yellow'
}

export function statusWords(connection: Pick<HostConnection, 'status' | 'reason'>, paint: Paint): string {
  const { status, reason } = connection
  return paint(colourOf(connection), reason === null ? status : `${status}, ${reason}`)
}

type Shown = (HostConnection | Connection) & { readonly tenantId: string }

/** @returns lines: which connection it is and how it is */
export function connectionLines(connection: Shown, paint: Paint): string[] {
  const { id, tenantId, company, environment, action, authorizedBy, proof, expiry } = connection
  const { reauthorizeBy, daysLeft } = expiry
  return [
    `${paint('bold', id)}  ${company.name ?? 'a company without a name'} (${company.realmId ?? `•••• ${company.realmIdLast4}`}), ${environment}`,
    row('tenant', tenantId),
    row('status', statusWords(connection, paint)),
    ...(action === null ? [] : [row('next step', action)]),
    ...(authorizedBy === null
      ? []
      : [row('authorized by', `${authorizedBy.displayName ?? authorizedBy.userId}`)]),
    row('last proof', proof === null ? 'none yet' : `${proof.kind} at ${proof.at}`),
    ...(reauthorizeBy === null
      ? []
      : [row('renew consent', `by ${reauthorizeBy} (${daysLeft} days are left)`)]),
  ]
}
