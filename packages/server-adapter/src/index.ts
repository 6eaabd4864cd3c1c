// The adapter's public entry point.

export {
  type HostEvent,
  type HostEventData,
  type LinkedStep,
  linkToStep,
  needsPerson,
} from '@mooring/contract'
export type { CampaignRequest, CampaignSelect, CampaignWhy } from './campaigns/campaign-request.ts'
export type { Campaign, CampaignProgress } from './campaigns/campaigns.ts'
export { fromAuthJs, fromBetterAuth, fromIntuitOauth, fromNodeQuickbooks } from './clients/from-clients.ts'
export { type SqlValue, sql } from './company-api/intuit-sql.ts'
export type { CloseOptions } from './config/close-options.ts'
export type {
  EncryptionKey,
  EventEndpointOptions,
  HostCheck,
  Identity,
  LinkPageOptions,
  OperatorIdentity,
  Person,
  QuickBooksAdapterOptions,
  QuotaOptions,
  RateLimits,
  RunTools,
  SetupOptions,
} from './config/options.ts'
export type { CompanyRequestInit, QueryOptions } from './config/request-options.ts'
export { createQuickBooksAdapter } from './create-quickbooks-adapter.ts'
export {
  ConnectionUnavailableError,
  MooringError,
  NotFoundError,
  SyncError,
  SyncPausedError,
} from './errors/mooring-error.ts'
export { type EventClient, type LentClient, type OnceByIdOptions, onceById } from './events/once-by-id.ts'
export type { StalledQueue } from './events/stalled-queues.ts'
export type { LiveToken, QuickBooksAdapter, TenantApi } from './host-api.ts'
export type { ImportRequest } from './import/import-request.ts'
export type { OperationsPage } from './operations/operations.ts'
export type { Explanation, LookupSubject, TenantConnection } from './operations/operations-lookup.ts'
export type { OperationsStatus } from './operations/operations-status.ts'
export type { QuotaFilter, QuotaUse, ReadsPage } from './operations/quota-view.ts'
export type { Logger } from './platform/logger.ts'
export type { Schedule } from './schedules/registry.ts'
export type { ScheduleOptions } from './schedules/schedule-request.ts'
export type { ScheduledTools, ScheduledWork } from './schedules/scheduled-run.ts'
export { type PostgresOptions, type PostgresPool, postgresStore } from './stores/postgres.ts'
export type { ReadPurpose } from './stores/reads.ts'
export { memoryStore, type SqliteOptions, sqliteStore } from './stores/sqlite.ts'
export type { StoreFactory } from './stores/store.ts'
export type { RunResult } from './syncs/run-result.ts'
export type { WebhookDelivery, WebhookLogFilter, WebhookLogPage } from './webhooks/webhook-log.ts'
export type { TenantWrites, WritesQuery } from './writes/tenant-writes.ts'
