// The changes a person or a host makes to a connection, as pure functions from row to row and events.
import type { Actor, DisconnectWhy } from '@mooring/contract'
import type { CompanyInfo } from '../gateway/intuit-gateway.ts'
import type { AttemptRecord, ConnectionRecord, GrantRecord, SyncState } from '../stores/records.ts'
import { awaitsConfirmation, mustBeConfirmed } from './confirmation.ts'
import type { EventNote } from './connection-lifecycle.ts'

/** A change and the events that report it. */
export interface Change {
  readonly record: ConnectionRecord
  readonly events: readonly EventNote[]
}

/** What a consent brings to a connection's row. */
export interface Consent {
  readonly attempt: Pick<AttemptRecord, 'userId' | 'displayName'>
  /** The link it was given with, if with one. */
  readonly link?: { readonly linkId: string; readonly createdBy: Actor | null } | null
  readonly company: CompanyInfo
  readonly grant: Pick<GrantRecord, 'accessExpiresAt' | 'refreshExpiresAt' | 'hardExpiresAt'>
  readonly intuitEmail: string | null
  readonly now: number
  readonly confirmCompany: 'first' | 'never'
  /** What was asked for, and so granted: Intuit grants all or nothing. */
  readonly scopes: readonly string[]
}

/** The parts of a row that never change after it was made. */
export type ConnectionOrigin = Pick<
  ConnectionRecord,
  'id' | 'tenantId' | 'environment' | 'realmTag' | 'realmSealed' | 'realmLast4' | 'realmClaim' | 'replaces'
>

/** A row before anything happened to it. */
export const blank = (origin: ConnectionOrigin): ConnectionRecord => ({
  ...origin,
  status: 'awaiting_confirmation',
  reason: null,
  companyName: null,
  companyCountry: null,
  authorizedBy: null,
  connectedAt: null,
  confirmedAt: null,
  reauthorizedAt: null,
  disconnectedAt: null,
  accessExpiresAt: null,
  idleExpiresAt: null,
  idleIsImported: false,
  hardExpiresAt: null,
  proofKind: null,
  proofAt: null,
  sync: {
    state: 'idle',
    progress: null,
    startedAt: null,
    lastSucceededAt: null,
    error: null,
    run: null,
    resumeFrom: null,
    pausedAt: null,
  },
  setup: { state: 'none', progress: null, error: null, tries: 0, checkpoint: null, run: null, dueAt: null },
  disconnect: null,
  hidden: false,
  dueAt: null,
  failures: 0,
  retryAt: null,
  refusedAt: null,
  disconnectHintAt: null,
  scopes: null,
  campaigns: null,
  warned: [],
  switching: null,
  hasLinks: false,
  sequence: 0,
  version: 0,
})

/** What every consent renews, whatever the connection was before. */
const renewed = (record: ConnectionRecord, consent: Consent): ConnectionRecord => ({
  ...record,
  companyName: consent.company.name ?? record.companyName,
  companyCountry: consent.company.country ?? record.companyCountry,
  authorizedBy: {
    userId: consent.attempt.userId,
    displayName: consent.attempt.displayName,
    ...(consent.intuitEmail === null ? {} : { intuitEmail: consent.intuitEmail }),
  },
  accessExpiresAt: consent.grant.accessExpiresAt,
  idleExpiresAt: consent.grant.refreshExpiresAt,
  idleIsImported: false,
  hardExpiresAt: consent.grant.hardExpiresAt,
  proofKind: 'company_read',
  proofAt: consent.now,
  disconnectedAt: null,
  hidden: false,
  failures: 0,
  retryAt: null,
  refusedAt: null,
  disconnectHintAt: null,
  scopes: consent.scopes,
  campaigns: null,
  warned: [],
})

/** Confirmed, or waiting for a person to say that it is the right company. */
const settled = (record: ConnectionRecord, consent: Consent, mustConfirm: boolean): ConnectionRecord =>
  mustConfirm
    ? { ...record, status: 'awaiting_confirmation', reason: null }
    : {
        ...record,
        status: 'connected',
        reason: null,
        confirmedAt: record.confirmedAt ?? consent.now,
        disconnect: null,
      }

/** A company's first connect. */
export function created(origin: ConnectionOrigin, consent: Consent): Change {
  const record = { ...renewed(blank(origin), consent), connectedAt: consent.now }
  return {
    record: settled(record, consent, consent.confirmCompany === 'first'),
    events: [{ type: 'connection.connected', data: { reconnected: false } }],
  }
}

/** A live connection re-authorized. One that was never confirmed still waits for it. */
export function reauthorized(before: ConnectionRecord, consent: Consent): Change {
  const record = { ...renewed(before, consent), reauthorizedAt: consent.now }
  return {
    record: settled(record, consent, awaitsConfirmation(before)),
    events: [reauthorizedNote(before, consent)],
  }
}

function reauthorizedNote({ reason: was }: ConnectionRecord, { link }: Consent): EventNote {
  const type = 'connection.reauthorized'
  if (!link) return { type, data: { was } }
  return { type, data: { was, linkId: link.linkId }, personal: { createdBy: link.createdBy } }
}

const neverConfirmed = (before: ConnectionRecord, consent: Consent): boolean =>
  before.confirmedAt === null && consent.confirmCompany === 'first'

/** A disconnected connection taken up again, settings and history intact; or one that never had a consent. */
export function reconnected(before: ConnectionRecord, consent: Consent): Change {
  const record = { ...renewed(before, consent), connectedAt: consent.now }
  return {
    record: settled(record, consent, neverConfirmed(before, consent) || mustBeConfirmed(before)),
    events: [{ type: 'connection.connected', data: { reconnected: before.connectedAt !== null } }],
  }
}

/** A person said that it is the right company. */
export function confirmed(before: ConnectionRecord, now: number): Change {
  return {
    record: {
      ...before,
      status: 'connected',
      reason: null,
      confirmedAt: now,
      disconnect: null,
      switching: null,
    },
    events: [{ type: 'connection.confirmed', data: {} }],
  }
}

/** How a connection ends. */
export interface Ending {
  readonly reason: 'by_user' | 'by_host' | 'in_quickbooks'
  readonly why: DisconnectWhy | null
  readonly deleteData: boolean
  readonly revoke: 'pending' | 'done' | 'unconfirmed'
  /** The grant that goes with it; null where there is none. */
  readonly grant: Pick<GrantRecord, 'generation'> | null
  readonly now: number
}

/**
 * The sync of a connection that has ended. A run under way pauses itself, since only it knows its last checkpoint; what is paused
 * goes on after a reconnect. A run of Mooring's own is over.
 */
export function endedSync(sync: SyncState): SyncState {
  if (sync.run !== null) return sync
  const own = { ...sync, ...sync.ownSync, ownSync: null }
  return own.state === 'paused' ? own : { ...own, state: 'idle', progress: null, error: null, pausedAt: null }
}

/** What was read is to be deleted: the next run begins at the beginning, and one that is under way notes nothing any more. */
const clearedSync = (sync: SyncState): SyncState => ({
  ...sync,
  ...{ state: 'idle', run: null, ownSync: null, resumeFrom: null },
  ...{ progress: null, error: null, pausedAt: null, pausedUntil: null },
})

/** A connection that ends: its company is free again, its row and history stay. */
export function disconnected(before: ConnectionRecord, ending: Ending): Change {
  const { reason, why, deleteData, revoke, grant, now } = ending
  const sync = deleteData ? clearedSync(before.sync) : endedSync(before.sync)
  return {
    record: {
      ...before,
      status: 'disconnected',
      reason,
      disconnectedAt: now,
      disconnect: {
        ...{ why, dataDeleted: false, revoke },
        ...(awaitsConfirmation(before) ? { unconfirmed: true } : {}),
        ...(grant === null ? {} : { generation: grant.generation }),
      },
      hidden: before.confirmedAt === null,
      switching: null,
      accessExpiresAt: null,
      idleExpiresAt: null,
      hardExpiresAt: null,
      dueAt: sync.run?.aliveUntil ?? null,
      failures: 0,
      retryAt: null,
      refusedAt: null,
      disconnectHintAt: null,
      campaigns: null,
      warned: [],
      sync,
    },
    events: [{ type: 'connection.disconnected', data: { reason, why, deleteData } }],
  }
}
