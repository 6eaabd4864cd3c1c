// Every status a connection can have, each with the reasons, the action and whether it can be used.

/** What a person can do next. `null` (no action) is spelled where it is used. */
export const ACTIONS = [
  'confirm_company',
  'reauthorize',
  'reconnect',
  'wait',
  'contact_admin',
  'contact_support',
  'fix_configuration',
  'try_again',
  'choose_other_company',
  'sign_in',
] as const

/** The statuses of a connection. */
export const STATUSES = [
  'awaiting_confirmation',
  'connected',
  'expiring',
  'checking',
  'reauthorization_required',
  'blocked',
  'disconnected',
] as const

type StatusName = (typeof STATUSES)[number]
type ActionName = (typeof ACTIONS)[number]

/**
 * The contract's table of statuses: for each status its reasons, and for each reason what is needed.
 * The key `none` means "no reason" (`null` on the wire).
 */
export const STATUS_TABLE = {
  awaiting_confirmation: { none: 'confirm_company' },
  connected: { none: null },
  expiring: {
    idle_expiry_near: 'reauthorize',
    hard_expiry_near: 'reauthorize',
    upgrade_required: 'reauthorize',
  },
  checking: { refresh_outcome_unknown: 'wait', intuit_unavailable: 'wait' },
  reauthorization_required: {
    idle_expired: 'reauthorize',
    hard_expired: 'reauthorize',
    revoked: 'reauthorize',
    scope_missing: 'reauthorize',
    token_lost: 'reauthorize',
    upgrade_required: 'reauthorize',
    admin_access_lost: 'contact_admin',
  },
  blocked: {
    subscription_ended: 'contact_admin',
    company_locked: 'wait',
    quota_exceeded: 'contact_support',
    app_misconfigured: 'fix_configuration',
  },
  disconnected: { by_user: 'reconnect', by_host: 'reconnect', in_quickbooks: 'reconnect' },
} as const satisfies Record<StatusName, Record<string, ActionName | null>>

type ReasonNames = { [S in StatusName]: Exclude<keyof (typeof STATUS_TABLE)[S], 'none'> }[StatusName]

/** Every reason of every status, in the table's order. */
export const REASONS: readonly ReasonNames[] = [
  ...new Set(
    Object.values(STATUS_TABLE).flatMap((reasons) =>
      Object.keys(reasons).filter((reason): reason is ReasonNames => reason !== 'none'),
    ),
  ),
]

/**
 * What a connection of this status and reason needs, the same for every caller.
 * @returns the action, or `null` where nothing is needed (or the pair is not in the table)
 */
export function actionFor(status: StatusName, reason: ReasonNames | null): ActionName | null {
  const row: Record<string, ActionName | null> = STATUS_TABLE[status]
  return row[reason ?? 'none'] ?? null
}
