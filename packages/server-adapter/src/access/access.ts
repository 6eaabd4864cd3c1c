// Who is asking and which permissions they have: everything is refused that is not granted. The contract's ROUTES name each route's
// permission, and http/router.ts asks for it.
import { type Actor, PERMISSIONS, type Permission } from '@mooring/contract'
import { IDENTIFY_DEADLINE_MS } from '../config/defaults.ts'
import type { Identity } from '../config/options.ts'
import { HostFault, mooringError, problemOf } from '../errors/mooring-error.ts'
import { SECOND } from '../platform/clock.ts'
import { soonOrWithinDeadline } from '../platform/deadline.ts'
import { displayText } from '../platform/display-text.ts'
import { HOST_ID_MOST, isHostId } from '../platform/ids.ts'
import type { AttemptRecord } from '../stores/records.ts'
import { isReauthorization } from '../stores/renewed-connection.ts'

/** Asks the host; `tenantId` is given on the callback only. */
export type Identify = (context: { tenantId?: string }) => Promise<Identity | null> | Identity | null

/** @param thrown what is in the way: for the log, never for the person */
const unavailable = (thrown: unknown): HostFault =>
  new HostFault(
    problemOf('identity_unavailable', 'Your sign-in could not be checked just now. Please try again.'),
    thrown,
  )

/**
 * @returns null for no one
 * @throws HostFault `identity_unavailable` where the host throws, takes over 5 s, or answers nonsense
 */
export async function askHost(identify: Identify, context: { tenantId?: string }): Promise<Identity | null> {
  const asked = (async () => {
    const answer: unknown = await identify(context)
    // Also what `user && { … }` gives where there is no user, whatever value means none.
    return answer ? readIdentity(answer) : null
  })()
  return await soonOrWithinDeadline(asked, IDENTIFY_DEADLINE_MS, late).catch((thrown: unknown) => {
    throw unavailable(thrown)
  })
}

const late = () => new Error(`identify did not answer within ${IDENTIFY_DEADLINE_MS / SECOND} s.`)

/** Code points of a person's name that are shown. */
const NAME_MOST = 255

const wrong = (field: string, what: string) =>
  new TypeError(`identify answered with a "${field}" that is ${what}.`)

function idOf(field: string, value: unknown): string {
  if (isHostId(value)) return value
  throw wrong(field, `not an id: a text of 1 to ${HOST_ID_MOST} letters`)
}

function nameOf(field: string, value: unknown): string | null {
  if (value === undefined || value === null) return null
  if (typeof value === 'string') return displayText(value, NAME_MOST)
  throw wrong(field, 'not a text')
}

function permissionsOf(value: unknown): Permission[] {
  if (!Array.isArray(value)) throw wrong('permissions', 'not a list')
  const given: unknown[] = value
  return PERMISSIONS.filter((permission) => given.includes(permission))
}

function actingForOf(value: unknown): Pick<Identity, 'actingFor'> {
  if (value === undefined || value === null) return {}
  if (typeof value !== 'object') throw wrong('actingFor', 'not a person')
  const { userId, displayName } = value as Record<string, unknown>
  const name = nameOf('actingFor.displayName', displayName)
  return { actingFor: { userId: idOf('actingFor.userId', userId), displayName: name } }
}

/**
 * The host's answer, read once: later changes and further fields are ignored.
 * @throws TypeError that names the field, without its value
 */
function readIdentity(answer: unknown): Identity {
  const { tenantId, userId, displayName, permissions, actingFor } = answer as Record<string, unknown>
  return {
    tenantId: idOf('tenantId', tenantId),
    userId: idOf('userId', userId),
    displayName: nameOf('displayName', displayName),
    permissions: permissionsOf(permissions),
    ...actingForOf(actingFor),
  }
}

/** The caller, or an error. @throws MooringError `not_authenticated`; HostFault `identity_unavailable` */
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

/** Whether this is who started an attempt, and may still do what it is for. */
export function isStillAllowed(attempt: AttemptRecord, identity: Identity): boolean {
  if (identity.tenantId !== attempt.tenantId || identity.userId !== attempt.userId) return false
  if (attempt.allowCompanyChange) return may(identity, 'connect') && may(identity, 'disconnect')
  return may(identity, isReauthorization(attempt) ? 'reauthorize' : 'connect')
}

/** @throws MooringError `forbidden` */
export function need(caller: Pick<Identity, 'permissions'>, permission: Permission): void {
  if (may(caller, permission)) return
  throw mooringError(
    'forbidden',
    `You are not allowed to ${DOING[permission]}. Ask an administrator of your account.`,
  )
}

/**
 * For routes whose permission follows from the request: who has none of those that may be asked for learns nothing of it.
 * @throws MooringError `forbidden`
 */
export function needOneOf(
  caller: Pick<Identity, 'permissions'>,
  permissions: readonly [Permission, ...Permission[]],
): void {
  if (!permissions.some((permission) => may(caller, permission))) need(caller, permissions[0])
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
