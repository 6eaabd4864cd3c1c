// How a connection is shown to an operator.
import type { Action, Connection, HostConnection } from '@mooring/contract'
import { NotDone, WrongUse } from '../command.ts'
import { type Colour, type Paint, row } from '../paint.ts'

/** It works, or only waits for a person's yes to its company. One in doubt (`checking`) is not well, usable or not. */
export const isWell = ({ status }: Pick<HostConnection, 'status'>): boolean =>
  ['connected', 'expiring', 'awaiting_confirmation'].includes(status)

export const notFound = (what: string): NotDone =>
  new NotDone('not_found', `There is no ${what}, in no tenant.`)

/** @throws WrongUse */
export function realmOf(text: string): string {
  if (/^\d+$/.test(text)) return text
  throw new WrongUse(`--realm: "${text}" is not a realm id: it is all digits.`)
}

/** Who has to do what, for those who operate the product. */
const NEXT_STEPS: Partial<Record<NonNullable<Action>, string>> = {
  confirm_company: 'a person of the tenant confirms that this is the right company',
  reauthorize: 'an admin of the company re-authorizes it',
  reconnect: 'a person of the tenant connects it again, if it is still wanted',
  wait: 'nothing to do, it is tried again by itself',
  contact_admin: 'an admin of the company sets this right at QuickBooks',
  contact_support: 'compare the reads of your plan with their use: mooring quota',
  fix_configuration: "compare the app's keys, secret and environment: mooring doctor",
}

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
    ...(action === null
      ? []
      : [row('next step', NEXT_STEPS[action] === undefined ? action : `${action}: ${NEXT_STEPS[action]}`)]),
    ...(authorizedBy === null
      ? []
      : [row('authorized by', `${authorizedBy.displayName ?? authorizedBy.userId}`)]),
    row('last proof', proof === null ? 'none yet' : `${proof.kind} at ${proof.at}`),
    ...(reauthorizeBy === null
      ? []
      : [row('renew consent', `by ${reauthorizeBy} (${daysLeft} days are left)`)]),
  ]
}
