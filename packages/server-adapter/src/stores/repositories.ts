// The repositories of a store: what a transaction reads and writes, one repository for each kind of record.

import type { Status } from '@mooring/contract'
import type { GrantIncidents } from '../failures/grant-incident.ts'
import type { CampaignRepository } from './campaigns.ts'
import type { EventTakeRepository } from './event-takes.ts'
import type { DeliveryRepository, EventRepository } from './events.ts'
import type { HealthRepository } from './health-records.ts'
import type { ImportRepository } from './imports.ts'
import type { LinkRepository } from './links.ts'
import type { MomentRepository } from './moments.ts'
import type { ReadRepository } from './reads.ts'
import type {
  AttemptRecord,
  ChangeRecord,
  ConnectionRecord,
  GrantRecord,
  HistoryRecord,
  LeaseRecord,
  RefreshJournalRecord,
  StoreIdentity,
} from './records.ts'
import type { RevokeRepository } from './revokes.ts'
import type { StoreMove } from './store-move.ts'
import type { NoticeRepository, WebhookLogRepository, WebhookRepository } from './webhook-records.ts'
import type { TakeBackRepository, WriteRepository } from './written.ts'

/** The repositories a read sees. */
export interface ReadRepositories {
  readonly meta: Pick<MetaRepository, 'identity' | 'keyChecks' | 'tagKey' | 'incident' | 'move'>
  readonly connections: Pick<
    ConnectionRepository,
    | 'get'
    | 'list'
    | 'listPage'
    | 'all'
    | 'findByRealm'
    | 'due'
    | 'setupDue'
    | 'scheduleDue'
    | 'page'
    | 'counts'
    | 'countByKey'
    | 'realmsNotSealedWith'
    | 'refreshState'
  >
  readonly grants: Pick<GrantRepository, 'get' | 'notSealedWith'>
  readonly journal: Pick<JournalRepository, 'get' | 'openBefore'>
  readonly leases: Pick<LeaseRepository, 'get'>
  readonly attempts: Pick<
    AttemptRepository,
    | 'get'
    | 'findByState'
    | 'findByTicket'
    | 'pendingOf'
    | 'oldestBeyond'
    | 'due'
    | 'ofConnection'
    | 'notSealedWith'
  >
  readonly events: Pick<EventRepository, 'next' | 'backlog'>
  readonly deliveries: Pick<DeliveryRepository, 'due' | 'get' | 'stalled' | 'nextDueAt'>
  readonly history: Pick<HistoryRepository, 'last' | 'page' | 'chain' | 'failuresSince'>
  readonly changes: Pick<ChangeRepository, 'after' | 'last' | 'latest' | 'oldest' | 'since'>
  readonly revokes: Pick<RevokeRepository, 'get' | 'due' | 'ofRealm' | 'notSealedWith'>
  readonly imports: Pick<ImportRepository, 'ofToken' | 'due' | 'notSealedWith'>
  readonly links: Pick<LinkRepository, 'get' | 'findByToken' | 'ofConnection' | 'openOf' | 'due'>
  readonly campaigns: Pick<CampaignRepository, 'get' | 'list' | 'due' | 'counts' | 'byDay'>
  readonly webhooks: Pick<WebhookRepository, 'get' | 'due'>
  readonly webhookLog: Pick<WebhookLogRepository, 'page' | 'refusals'>
  readonly notices: Pick<NoticeRepository, 'waiting' | 'undelivered' | 'lastReceivedAt' | 'delays'>
  readonly health: Pick<HealthRepository, 'days'>
  readonly writes: Pick<WriteRepository, 'page' | 'chain' | 'last' | 'ofTakeBack'>
  readonly takeBacks: Pick<TakeBackRepository, 'get' | 'due'>
  readonly moments: Pick<MomentRepository, 'furthest'>
  readonly reads: Pick<
    ReadRepository,
    'days' | 'firstDay' | 'byPurpose' | 'byTenant' | 'byConnection' | 'quota'
  >
}

/** The repositories a transaction writes. */
export interface Repositories {
  readonly meta: MetaRepository
  readonly connections: ConnectionRepository
  readonly grants: GrantRepository
  readonly journal: JournalRepository
  readonly leases: LeaseRepository
  readonly attempts: AttemptRepository
  readonly events: EventRepository
  readonly deliveries: DeliveryRepository
  readonly history: HistoryRepository
  readonly changes: ChangeRepository
  readonly revokes: RevokeRepository
  readonly imports: ImportRepository
  readonly links: LinkRepository
  readonly campaigns: CampaignRepository
  readonly webhooks: WebhookRepository
  readonly webhookLog: WebhookLogRepository
  readonly notices: NoticeRepository
  readonly health: HealthRepository
  readonly writes: WriteRepository
  readonly takeBacks: TakeBackRepository
  readonly moments: MomentRepository
  readonly reads: ReadRepository
  readonly takes: EventTakeRepository
}

export interface MetaRepository {
  identity(): Promise<StoreIdentity | null>
  setIdentity(identity: StoreIdentity): Promise<void>
  /** A sealed known text per key id: finds a key of the right name and wrong bytes at start. */
  keyChecks(): Promise<Record<string, string>>
  setKeyCheck(keyId: string, sealed: string): Promise<void>
  /** Refusals that nothing explains, and the incident they are, as JSON; null where none was ever noted. */
  incident(): Promise<GrantIncidents | null>
  setIncident(log: GrantIncidents): Promise<void>
  /** The key realm tags are made with, sealed; null in a new store. */
  tagKey(): Promise<string | null>
  setTagKey(sealed: string): Promise<void>
  /** The note of a move to or from another store; null where there was none. */
  move(): Promise<StoreMove | null>
}

/** A connection with all that its refresh goes by. */
export interface RefreshState {
  readonly record: ConnectionRecord
  readonly grant: GrantRecord | null
  readonly journal: RefreshJournalRecord | null
  readonly lease: LeaseRecord | null
}

export interface ConnectionRepository {
  get(id: string): Promise<ConnectionRecord | null>
  /** A connection with its grant, its open refresh and the lease of this name: one read, as many of them come at once. */
  refreshState(id: string, lease: string): Promise<RefreshState | null>
  /** A tenant's, hidden ones left out, oldest first. */
  list(tenantId: string): Promise<ConnectionRecord[]>
  /** A tenant's, hidden ones left out, oldest first, after the one with this id (from the first one on: null). */
  listPage(tenantId: string, after: string | null, limit: number): Promise<ConnectionRecord[]>
  /** A tenant's, hidden ones too, oldest first. */
  all(tenantId: string): Promise<ConnectionRecord[]>
  /** All with this realm tag in this environment, of any tenant and status, newest first. */
  findByRealm(environment: string, realmTag: string): Promise<ConnectionRecord[]>
  /** Rows whose `dueAt` is at or before `now`, earliest first. */
  due(now: number, limit: number): Promise<ConnectionRecord[]>
  /** Rows whose `setup.dueAt` is at or before `now`, earliest first. */
  setupDue(now: number, limit: number): Promise<ConnectionRecord[]>
  /** Rows whose `sync.schedules.dueAt` is at or before `now`, earliest first. */
  scheduleDue(now: number, limit: number): Promise<ConnectionRecord[]>
  /** All tenants', by id; `cursor` is the last id seen. */
  page(filter: { status?: Status; cursor?: string; limit: number }): Promise<ConnectionRecord[]>
  /** Stored counts: one row per status and reason. O(1), never a scan. */
  counts(): Promise<{ status: Status; reason: string | null; count: number }[]>
  /** How many grants, realm ids, waiting grants, queued revokes and imports only this key opens. */
  countByKey(keyId: string): Promise<number>
  /** @throws ConflictError where another row that is not disconnected has the same `realmClaim` */
  insert(record: ConnectionRecord): Promise<void>
  /**
   * Writes the row whose `version` is `record.version`, storing `version + 1`; updates the counts.
   * `realmTag`, `realmSealed`, `realmLast4`, `tenantId`, `environment` and `replaces` are never written.
   * @returns the row as stored. @throws ConflictError where the version or the claim has moved on
   */
  update(record: ConnectionRecord): Promise<ConnectionRecord>
  /** Connections whose realm id is not sealed with `keyId`, for key rotation. */
  realmsNotSealedWith(keyId: string, limit: number): Promise<ConnectionRecord[]>
  /** Replaces the sealed realm id where it still is `was`; the version stays. @returns false where it moved on */
  resealRealm(id: string, realmSealed: string, was: string): Promise<boolean>
}

export interface GrantRepository {
  get(connectionId: string): Promise<GrantRecord | null>
  /**
   * Stores a grant where the stored generation is `expected` (null: none is stored).
   * @returns false, and nothing written, where it is not: a newer grant is never overwritten
   */
  put(grant: GrantRecord, expected: number | null): Promise<boolean>
  delete(connectionId: string): Promise<void>
  /** Grants not sealed with `keyId`, for key rotation. */
  notSealedWith(keyId: string, limit: number): Promise<GrantRecord[]>
}

export interface JournalRepository {
  get(connectionId: string): Promise<RefreshJournalRecord | null>
  /** One open intent per connection: replaces the one before. */
  open(record: RefreshJournalRecord): Promise<void>
  close(connectionId: string): Promise<void>
  /** Intents older than `startedBefore`, for repair after a crash. */
  openBefore(startedBefore: number, limit: number): Promise<RefreshJournalRecord[]>
}

export interface LeaseRepository {
  get(name: string): Promise<LeaseRecord | null>
  /**
   * Takes the lease where it is free, expired at `now`, or already `owner`'s.
   * @returns the lease with a fence larger than every one before, or null where another owner has it
   */
  acquire(name: string, owner: string, now: number, expiresAt: number): Promise<LeaseRecord | null>
  /** Frees it, only for this owner and fence. */
  release(name: string, owner: string, fence: number): Promise<void>
}

export interface AttemptRepository {
  get(id: string): Promise<AttemptRecord | null>
  findByState(stateHash: string): Promise<AttemptRecord | null>
  findByTicket(ticketHash: string): Promise<AttemptRecord | null>
  /** A user's attempts of a tenant whose outcome is pending, newest first. */
  pendingOf(tenantId: string, userId: string): Promise<AttemptRecord[]>
  /** The last attempts that touched a connection, newest first. */
  ofConnection(connectionId: string, limit: number): Promise<AttemptRecord[]>
  /**
   * Pending ones whose `dueAt` or `expiresAt` is at or before `now` (of a re-authorization with a waiting grant: `dueAt`
   * alone), and ended ones that still have a grant, by `dueAt`.
   */
  due(now: number, limit: number): Promise<AttemptRecord[]>
  insert(record: AttemptRecord): Promise<void>
  /** @returns the row as stored. @throws ConflictError where the version has moved on */
  update(record: AttemptRecord): Promise<AttemptRecord>
  /** The user's pending attempts beyond the newest `limit`, newest first: the caller ends them. */
  oldestBeyond(tenantId: string, userId: string, limit: number): Promise<AttemptRecord[]>
  /** Attempts that wait with a grant not sealed with `keyId`, for key rotation. */
  notSealedWith(keyId: string, limit: number): Promise<AttemptRecord[]>
  /**
   * Blanks who and what a tenant's attempts were of, and ends those that are pending. A grant that waits is due at once: it
   * is to be revoked. @returns how many
   */
  erase(tenantId: string): Promise<number>
  /** Deletes finished ones created before `before`; returns how many. */
  prune(before: number): Promise<number>
}

export interface HistoryRepository {
  last(connectionId: string): Promise<HistoryRecord | null>
  append(record: HistoryRecord): Promise<void>
  /** Newest first, entries below `before` (an entry's number); with `people` only those that have an actor. */
  page(
    connectionId: string,
    before: number | null,
    limit: number,
    by?: 'people' | null,
  ): Promise<HistoryRecord[]>
  /** Oldest first, entries above `after`: for verification, page by page. */
  chain(connectionId: string, after: number, limit: number): Promise<HistoryRecord[]>
  /** How many entries of a type, of all tenants, that did not succeed there are from a moment on, ms, counted up to `limit`. By an index. */
  failuresSince(type: string, since: number, limit: number): Promise<number>
  /** Erases actor, data and salt of a tenant's entries; the chain still verifies. */
  erase(tenantId: string): Promise<number>
}

export interface ChangeRepository {
  /** Its position is given at the commit: positions follow commit order. */
  append(change: Omit<ChangeRecord, 'position'>): Promise<void>
  /** A tenant's changes above a position, in commit order. */
  after(tenantId: string, position: number, limit: number): Promise<ChangeRecord[]>
  /** The last position of all tenants; 0 where there is none. */
  latest(): Promise<number>
  /** The last position of a tenant, and of all; 0 where there is none. Cheap: asked with every list. */
  last(tenantId: string): Promise<{ ofTenant: number; ofAll: number }>
  /**
   * What has changed since an earlier call gave `mark`: whatever was committed before this call, and was not yet before that
   * one, is among `subjectIds`, in whatever order positions are given. null where any may have changed: without a mark, and
   * where it is too long ago or too much. Cheap: asked twice a second by a busy process.
   */
  since(mark: string | null): Promise<{ mark: string; subjectIds: readonly string[] | null }>
  /** The oldest position still stored; 0 where there is none. */
  oldest(): Promise<number>
  /** Deletes changes of before `before`, but never the last one: positions go on. */
  prune(before: number): Promise<number>
}
