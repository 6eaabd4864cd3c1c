// The tables as Kysely knows them: a codec per record, and the columns only the store uses.

import type { Generated, Kysely } from 'kysely'
import type { HealthDayRecord } from '../health-records.ts'
import type { ImportRecord } from '../imports.ts'
import type {
  AttemptRecord,
  ChangeRecord,
  ConnectionRecord,
  DeliveryRecord,
  EventRecord,
  GrantRecord,
  HistoryRecord,
  LeaseRecord,
  RefreshJournalRecord,
  RevokeRecord,
} from '../records.ts'
import type { NoticeRecord, WebhookLogRecord, WebhookRecord } from '../webhook-records.ts'
import type { campaignRow } from './campaign-row.ts'
import type { linkRow } from './link-row.ts'
import { type RowOf, rowCodec } from './row-codec.ts'
import type { takeBackRow, writeRow } from './written-rows.ts'

/** A new column: also in records.ts, in a new migration, and in the `blank` of connection/connection-changes.ts. */
export const connectionRow = rowCodec<ConnectionRecord>()({
  id: 'text',
  tenantId: 'text',
  environment: 'text',
  realmTag: 'text',
  realmSealed: 'text',
  realmLast4: 'text',
  realmClaim: 'text',
  status: 'text',
  reason: 'text',
  companyName: 'text',
  companyCountry: 'text',
  authorizedBy: 'json',
  connectedAt: 'integer',
  confirmedAt: 'integer',
  reauthorizedAt: 'integer',
  disconnectedAt: 'integer',
  accessExpiresAt: 'integer',
  idleExpiresAt: 'integer',
  idleIsImported: 'flag',
  hardExpiresAt: 'integer',
  proofKind: 'text',
  proofAt: 'integer',
  sync: 'json',
  setup: 'json',
  disconnect: 'json',
  replaces: 'text',
  switching: 'json',
  hidden: 'flag',
  dueAt: 'integer',
  failures: 'integer',
  retryAt: 'integer',
  refusedAt: 'integer',
  disconnectHintAt: 'integer',
  scopes: 'json',
  campaigns: 'json',
  warned: 'json',
  hasLinks: 'flag',
  sequence: 'integer',
  version: 'integer',
})

export const grantRow = rowCodec<GrantRecord>()({
  connectionId: 'text',
  tenantId: 'text',
  generation: 'integer',
  accessSealed: 'text',
  refreshSealed: 'text',
  accessExpiresAt: 'integer',
  refreshExpiresAt: 'integer',
  hardExpiresAt: 'integer',
  issuedAt: 'integer',
  keyId: 'text',
})

export const journalRow = rowCodec<RefreshJournalRecord>()({
  connectionId: 'text',
  generation: 'integer',
  fence: 'integer',
  startedAt: 'integer',
})

export const leaseRow = rowCodec<LeaseRecord>()({
  name: 'text',
  owner: 'text',
  fence: 'integer',
  expiresAt: 'integer',
})

export const attemptRow = rowCodec<AttemptRecord>()({
  id: 'text',
  tenantId: 'text',
  userId: 'text',
  displayName: 'text',
  actingFor: 'json',
  permissions: 'json',
  kind: 'text',
  mode: 'text',
  environment: 'text',
  connectionId: 'text',
  returnTo: 'text',
  intent: 'json',
  allowCompanyChange: 'flag',
  changeWhy: 'text',
  linkId: 'text',
  stateHash: 'text',
  cookieHash: 'text',
  ticketHash: 'text',
  ticketExpiresAt: 'integer',
  ticketOrigin: 'text',
  ticketUsedAt: 'integer',
  createdAt: 'integer',
  expiresAt: 'integer',
  returnedAt: 'integer',
  claim: 'json',
  step: 'text',
  outcome: 'text',
  problem: 'json',
  stages: 'json',
  intuitTids: 'json',
  waitingGrant: 'text',
  waitingRealm: 'text',
  refusedCompany: 'text',
  dueAt: 'integer',
  tries: 'integer',
  version: 'integer',
})

export const eventRow = rowCodec<Omit<EventRecord, 'position'>>()({
  id: 'text',
  type: 'text',
  at: 'integer',
  tenantId: 'text',
  connectionId: 'text',
  sequence: 'integer',
  actor: 'json',
  data: 'json',
})

export const deliveryRow = rowCodec<DeliveryRecord>()({
  queue: 'text',
  position: 'integer',
  tries: 'integer',
  dueAt: 'integer',
  stalledAt: 'integer',
})

export const historyRow = rowCodec<HistoryRecord>()({
  id: 'text',
  tenantId: 'text',
  connectionId: 'text',
  entry: 'integer',
  at: 'integer',
  type: 'text',
  actor: 'json',
  outcome: 'text',
  code: 'text',
  intuitTid: 'text',
  data: 'json',
  salt: 'text',
  personalDigest: 'text',
  previousHash: 'text',
  hash: 'text',
})

export const changeRow = rowCodec<Omit<ChangeRecord, 'position'>>()({
  tenantId: 'text',
  kind: 'text',
  subjectId: 'text',
  at: 'integer',
})

export const revokeRow = rowCodec<RevokeRecord>()({
  connectionId: 'text',
  tenantId: 'text',
  realmTag: 'text',
  generation: 'integer',
  refreshSealed: 'text',
  keyId: 'text',
  tries: 'integer',
  dueAt: 'integer',
})

export const importRow = rowCodec<ImportRecord>()({
  tokenTag: 'text',
  tenantId: 'text',
  realmTag: 'text',
  sealed: 'text',
  keyId: 'text',
  authorizedBy: 'json',
  connectionId: 'text',
  dueAt: 'integer',
  expiresAt: 'integer',
})

export const webhookRow = rowCodec<WebhookRecord>()({
  id: 'text',
  receivedAt: 'integer',
  notices: 'json',
  tries: 'integer',
  dueAt: 'integer',
  parkedAt: 'integer',
})

export const webhookLogRow = rowCodec<WebhookLogRecord>()({
  id: 'text',
  receivedAt: 'integer',
  events: 'integer',
  tries: 'integer',
  workedAt: 'integer',
  parkedAt: 'integer',
  why: 'text',
})

export const noticeRow = rowCodec<NoticeRecord>()({
  connectionId: 'text',
  tenantId: 'text',
  key: 'text',
  entity: 'json',
  receivedAt: 'integer',
  delayMs: 'integer',
})

export const healthDayRow = rowCodec<HealthDayRecord>()({
  connectionId: 'text',
  tenantId: 'text',
  day: 'text',
  syncsSucceeded: 'integer',
  syncsFailed: 'integer',
  refreshFailures: 'integer',
  throttled: 'integer',
  webhooks: 'integer',
  webhookDelays: 'integer',
  webhookDelaySum: 'integer',
})

/** Given by the database, in the order of insertion; it grows with commit order. */
interface Positioned {
  position: Generated<number>
}

/** The schema as it is after the last migration. */
export interface Tables {
  migrations: { number: number; name: string; applied_at: number }
  meta: { name: string; value: string }
  key_checks: { key_id: string; sealed: string }
  connections: RowOf<typeof connectionRow> &
    Positioned & {
      realm_key_id: string | null
      setup_due_at: number | null
      schedule_due_at: number | null
    }
  connection_counts: { status: ConnectionRecord['status']; reason: string; count: number }
  connection_count_shards: {
    shard: number
    status: ConnectionRecord['status']
    reason: string
    count: number
  }
  grants: RowOf<typeof grantRow>
  refresh_journal: RowOf<typeof journalRow> & { tenant_id: string | null }
  leases: RowOf<typeof leaseRow>
  attempts: RowOf<typeof attemptRow> & Positioned & { next_at: number; waiting_key_id: string | null }
  events: RowOf<typeof eventRow> & Positioned & { queue: string; delivered_at: number | null }
  deliveries: RowOf<typeof deliveryRow> & { tenant_id: string | null }
  history: RowOf<typeof historyRow>
  changes: RowOf<typeof changeRow> & Positioned
  revokes: RowOf<typeof revokeRow>
  imports: RowOf<typeof importRow>
  links: RowOf<typeof linkRow> & Positioned
  campaigns: RowOf<typeof campaignRow>
  campaign_members: {
    campaign_id: string
    connection_id: string
    ends_at: number
    asked_at: number | null
  }
  webhooks: RowOf<typeof webhookRow> & Positioned
  webhook_log: RowOf<typeof webhookLogRow> & Positioned
  webhook_log_connections: { connection_id: string; log_position: number; tenant_id: string; events: number }
  webhook_refusals: { hour: number; count: number }
  notices: RowOf<typeof noticeRow> & Positioned & { told_at: number | null }
  health_days: RowOf<typeof healthDayRow>
  writes: RowOf<typeof writeRow> & Positioned
  take_backs: RowOf<typeof takeBackRow>
  reads: { month: string; tenant_id: string; connection_id: string; purpose: string; count: number }
  event_takes: { event_id: string; taker: string }
  read_days: { day: string; count: number }
}

/** What a repository reads and writes: one transaction's view of the tables. */
export type MooringDb = Kysely<Tables>
