// What is stored of webhooks, and its repositories.
import type { WebhookEntity } from '@mooring/contract'

export type { WebhookEntity }

/** One event of a webhook. Its company is a tag: no realm id is stored in the clear. */
export interface WebhookNotice {
  /** The same for the same event, however often it is sent. */
  readonly key: string
  readonly realmTag: string
  readonly entity: WebhookEntity
  /** From the change at Intuit to its arrival here, ms; null where Intuit did not say when it was. */
  readonly delayMs: number | null
}

/** A webhook that was acknowledged and waits to be worked on. It belongs to no tenant yet. */
export interface WebhookRecord {
  /** A hash of its body. */
  readonly id: string
  readonly receivedAt: number
  readonly notices: readonly WebhookNotice[]
  tries: number
  dueAt: number
  /** When it was given up: it could not be read, or not be worked on. */
  parkedAt: number | null
}

/** What became of a webhook that Intuit had signed. */
export interface WebhookLogRecord {
  /** As in `WebhookRecord`. */
  readonly id: string
  readonly receivedAt: number
  /** How many events it brought. */
  readonly events: number
  readonly tries: number
  /** When its events were with the connections that have their companies. */
  readonly workedAt: number | null
  readonly parkedAt: number | null
  /** Why its last try failed: a code and a reference, or `unreadable`. */
  readonly why: string | null
}

/** A connection that a webhook's events were for. */
export interface WebhookHolder {
  readonly connectionId: string
  readonly tenantId: string
  readonly events: number
}

/** One as it is listed: `position` is where its page goes on. */
export type LoggedWebhook = WebhookLogRecord & {
  readonly position: number
  readonly connections: readonly WebhookHolder[]
}

/** An event of a webhook as one connection's: stored after its delivery, to recognize it again. */
export interface NoticeRecord {
  readonly connectionId: string
  readonly tenantId: string
  readonly key: string
  readonly entity: WebhookEntity
  readonly receivedAt: number
  readonly delayMs: number | null
}

export interface WebhookRepository {
  get(id: string): Promise<WebhookRecord | null>
  /** Stores one that has arrived. @returns false where the same is stored already */
  take(record: WebhookRecord): Promise<boolean>
  /** Those to be worked on at `now`, without the parked ones, oldest first. */
  due(now: number, limit: number): Promise<WebhookRecord[]>
  /** Writes `tries`, `dueAt` and `parkedAt` of one that is stored. */
  put(record: WebhookRecord): Promise<void>
  delete(id: string): Promise<void>
  /** Deletes those parked before `before`. */
  prune(before: number): Promise<number>
}

export interface WebhookLogRepository {
  /** Notes one that has arrived; the same again is noted once. */
  arrived(record: WebhookLogRecord): Promise<void>
  worked(id: string, at: number, holders: readonly WebhookHolder[]): Promise<void>
  failed(id: string, outcome: Pick<WebhookLogRecord, 'tries' | 'parkedAt' | 'why'>): Promise<void>
  /** The newest first, those of one connection where it is given; `before` is the position of the last one seen. */
  page(filter: { connectionId?: string; before?: number; limit: number }): Promise<LoggedWebhook[]>
  /** Counts refused ones of an hour (ms since the epoch, its beginning). */
  refused(hour: number, count: number): Promise<void>
  /** The hours from `since` on in which some were refused, the newest first. */
  refusals(since: number): Promise<{ readonly hour: number; readonly count: number }[]>
  /** Forgets which connections of a tenant's they were for. */
  erase(tenantId: string): Promise<number>
  /** Deletes those received, and hours, before `before`. */
  prune(before: number): Promise<number>
}

export interface NoticeRepository {
  /** Adds those whose key the connection does not have yet, undelivered. @returns how many */
  add(notices: readonly NoticeRecord[]): Promise<number>
  /** The ids of connections that have undelivered ones. */
  waiting(limit: number): Promise<string[]>
  /** Those not yet delivered to the host, in the order in which they were added, each with its position. */
  undelivered(connectionId: string, limit: number): Promise<(NoticeRecord & { readonly position: number })[]>
  /** Marks those up to a position as delivered. */
  markDelivered(connectionId: string, upTo: number, at: number): Promise<void>
  /** When one was last delivered to the host; null for never. */
  lastDeliveredAt(connectionId: string): Promise<number | null>
  lastReceivedAt(connectionId: string): Promise<number | null>
  /** Deletes undelivered ones: no one gets them. */
  discard(connectionId: string): Promise<void>
  /** The newest known delays of all tenants' since a moment, ms. */
  delays(since: number, limit: number): Promise<number[]>
  /** Deletes a tenant's. */
  erase(tenantId: string): Promise<number>
  /** Deletes those received before `before` and delivered. */
  prune(before: number): Promise<number>
}
