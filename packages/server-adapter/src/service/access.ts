// Who is asking and what they may do: everything is refused that is not granted.
import type { Actor, Permission } from '@mooring/contract'
import { IDENTIFY_DEADLINE_MS } from '../config/defaults.ts'
import type { Identity } from '../config/options.ts'
import { withinDeadline } from '../platform/deadline.ts'
import { isHostId } from '../platform/ids.ts'
import { mooringError } from './mooring-error.ts'

/** Asks the host; `tenantId` is given on the callback only. */
export type Identify = (context: { tenantId?: string }) => Promise<Identity | null> | Identity | null

const unavailable = () =>
  mooringError('identity_unavailable', 'Your sign-in could not be checked just now. Please try again.')

/**
 * @returns null for nobody
 * @throws MooringError `identity_unavailable` where the host throws, takes over 5 s, or answers nonsense
 */
export async function askHost(identify: Identify, context: { tenantId?: string }): Promise<Identity | null> {
  const asked = (async () => await identify(context))()
  const identity = await withinDeadline(asked, IDENTIFY_DEADLINE_MS, unavailable).catch(() => {
    // What the host's error says may be anything: it is not passed on.
    throw unavailable()
  })
  if (identity === null || identity === undefined) return null
  if (!isIdentity(identity)) throw unavailable()
  return identity
}

const isIdentity = (value: Identity): boolean =>
  isHostId(value.tenantId) && isHostId(value.userId) && Array.isArray(value.permissions)

/** The caller, or an error. @throws MooringError `not_authenticated`, `identity_unavailable` */
export async function requireIdentity(identify: Identify): Promise<Identity> {
  const identity = await askHost(identify, {})
  if (identity === null) throw mooringError('not_authenticated', 'Please sign in first.')
  return identity
}

const DOING: Record<Permission, string> = {
  view: 'see QuickBooks connections',
  connect: 'connect QuickBooks',
  reauthorize: 're-authorize QuickBooks',
  disconnect: 'disconnect QuickBooks',
  audit: 'see the history of a connection',
  operate: "see the operator's pages",
}

export const may = (caller: Pick<Identity, 'permissions'>, permission: Permission): boolean =>
  caller.permissions.includes(permission)

/** @throws MooringError `forbidden` */
export function need(caller: Pick<Identity, 'permissions'>, permission: Permission): void {
  if (may(caller, permission)) return
  throw mooringError(
    'forbidden',
    `You are not allowed to ${DOING[permission]}. Ask an administrator of your account.`,
  )
}

/** How a person is written into events and history. */
export const actorOf = (caller: {
  readonly userId: string
  readonly displayName?: string | null
  readonly actingFor?: Identity['actingFor'] | null
}): Actor => ({
  userId: caller.userId,
  displayName: caller.displayName ?? null,
  ...(caller.actingFor ? { actingFor: { ...caller.actingFor } } : {}),
})
