// From a connection's row to what goes over the wire, as one caller sees it.
import { actionFor, type Connection, type HostConnection } from '@mooring/contract'
import { may } from '../access/access.ts'
import type { Identity } from '../config/options.ts'
import {
  type ConnectionState,
  connectionStateOf,
  daysUntil,
  isUsable,
  nearerClock,
} from '../connection/connection-lifecycle.ts'
import { needsPerson } from '../connection/needs-person.ts'
import { isWaitingSwitch } from '../connection/pending-switch.ts'
import { isImportPaused } from '../connection/resume-notes.ts'
import { toTimestamp, toTimestampOrNull } from '../platform/clock.ts'
import type { ConnectionRecord } from '../stores/records.ts'

/** What a view depends on besides the row. */
export interface ViewContext {
  readonly now: number
  readonly warnBeforeDays: readonly number[]
}

function expiryOf(record: ConnectionRecord, now: number): Connection['expiry'] {
  const nearer = nearerClock(record)
  return {
    idleExpiresAt: toTimestampOrNull(record.idleExpiresAt),
    hardExpiresAt: toTimestampOrNull(record.hardExpiresAt),
    reauthorizeBy: toTimestampOrNull(nearer?.endsAt ?? null),
    daysLeft: nearer === null ? null : daysUntil(nearer.endsAt, now),
  }
}

/** Nothing runs in a disconnected connection: its run has yet to notice, and is paused then. */
const shownSync = ({ status, sync, disconnectedAt }: ConnectionRecord): ConnectionRecord['sync'] =>
  status === 'disconnected' && sync.state === 'running'
    ? { ...sync, state: 'paused', pausedAt: disconnectedAt }
    : sync

type Runs = Pick<ConnectionRecord, 'sync' | 'setup'>

/** Since when a run waits to go on, or else the set-up's import. */
function pausedSince({ sync, setup }: Runs): number | null {
  if (sync.state === 'paused') return sync.pausedAt
  return isImportPaused({ setup }) ? (setup.pausedAt ?? null) : null
}

/** How it ended, without what only the next connect asks for. */
function endingOf({ status, disconnect }: ConnectionRecord): HostConnection['disconnect'] {
  if (status !== 'disconnected' || disconnect === null) return null
  const { why, dataDeleted, revoke } = disconnect
  return { why, dataDeleted, revoke }
}

/** When what is paused goes on by itself; null where nothing is, or a person is needed. */
function pausedUntil({ sync, setup }: Runs, connectionState: ConnectionState): number | null {
  if (needsPerson(connectionState) && connectionState.reason !== 'quota_exceeded') return null
  const until =
    sync.state === 'paused' ? sync.pausedUntil : isImportPaused({ setup }) ? setup.pausedUntil : null
  return until ?? null
}

type Company<RealmId> = Omit<HostConnection['company'], 'realmId'> & { realmId: RealmId }

/** What everybody sees alike; the realm id as given. */
function commonView<RealmId extends string | null>(
  record: ConnectionRecord,
  realmId: RealmId,
  context: ViewContext,
): Omit<HostConnection, 'company'> & { company: Company<RealmId> } {
  const { now } = context
  const connectionState = connectionStateOf(record, now, context.warnBeforeDays)
  const awaiting = connectionState.status === 'awaiting_confirmation'
  const { setup } = record
  const sync = shownSync(record)
  const { state, progress, startedAt, lastSucceededAt, missedSince, error } = sync
  const pausedAt = pausedSince({ sync, setup })
  const until = pausedUntil({ sync, setup }, connectionState)
  return {
    id: record.id,
    status: connectionState.status,
    reason: connectionState.reason,
    usable: isUsable(connectionState, record.accessExpiresAt, now),
    action: actionFor(connectionState.status, connectionState.reason),
    environment: record.environment,
    company: {
      realmId,
      realmIdLast4: record.realmLast4,
      name: record.companyName,
      country: record.companyCountry,
    },
    authorizedBy: record.authorizedBy,
    connectedAt: toTimestampOrNull(record.connectedAt),
    confirmedAt: awaiting ? null : toTimestampOrNull(record.confirmedAt),
    reauthorizedAt: toTimestampOrNull(record.reauthorizedAt),
    disconnectedAt: toTimestampOrNull(record.disconnectedAt),
    expiry: expiryOf(record, now),
    proof:
      record.proofKind === null || record.proofAt === null
        ? null
        : { kind: record.proofKind, at: toTimestamp(record.proofAt) },
    sync: {
      state,
      progress,
      startedAt: toTimestampOrNull(startedAt),
      lastSucceededAt: toTimestampOrNull(lastSucceededAt),
      pausedAt: toTimestampOrNull(pausedAt),
      ...(until === null ? {} : { pausedUntil: toTimestamp(until) }),
      missedSince: state === 'paused' ? null : toTimestampOrNull(missedSince ?? null),
      error,
    },
    setup: { state: setup.state, progress: setup.progress, error: setup.error },
    disconnect: endingOf(record),
    replaces: record.replaces,
  }
}

/** Confirming the new company of a switch ends the old one's connection. */
const mayConfirm = (record: ConnectionRecord, caller: Pick<Identity, 'permissions'>): boolean =>
  may(caller, 'connect') && (!isWaitingSwitch(record) || may(caller, 'disconnect'))

/** For the host's server: the realm id in full. */
export const hostView = (record: ConnectionRecord, realmId: string, context: ViewContext): HostConnection =>
  commonView(record, realmId, context)

/**
 * For a person's browser.
 * @param realmId in full, only where the caller may see it; null to show the last four digits alone
 */
export function callerView(
  record: ConnectionRecord,
  caller: Pick<Identity, 'permissions'>,
  context: ViewContext & { realmId: string | null },
): Connection {
  const view = commonView(record, context.realmId, context)
  const gone = view.status === 'disconnected'
  const unconfirmed = view.status === 'awaiting_confirmation'
  return {
    ...view,
    can: {
      reauthorize: may(caller, gone ? 'connect' : 'reauthorize'),
      disconnect: !gone && may(caller, 'disconnect'),
      confirm: unconfirmed && mayConfirm(record, caller),
      audit: may(caller, 'audit'),
    },
  }
}
