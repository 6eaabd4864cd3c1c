// What is counted of each connection's days, and its repository.
import type { ConnectionRecord } from './records.ts'

/** What is counted of one connection on one day. */
export interface DayCounts {
  readonly syncsSucceeded: number
  readonly syncsFailed: number
  readonly refreshFailures: number
  readonly throttled: number
  readonly webhooks: number
  /** Webhook events whose delay is known, and the sum of their delays, ms. */
  readonly webhookDelays: number
  readonly webhookDelaySum: number
}

export const NO_COUNTS: DayCounts = {
  syncsSucceeded: 0,
  syncsFailed: 0,
  refreshFailures: 0,
  throttled: 0,
  webhooks: 0,
  webhookDelays: 0,
  webhookDelaySum: 0,
}

/** A day's counts; `day` is in UTC, `2026-11-21`. */
export type HealthDayRecord = DayCounts & {
  readonly connectionId: string
  readonly tenantId: string
  readonly day: string
}

export interface HealthRepository {
  /** Adds to a connection's counts of a day in UTC (`2026-11-21`). */
  count(
    connection: Pick<ConnectionRecord, 'id' | 'tenantId'>,
    day: string,
    counts: Partial<DayCounts>,
  ): Promise<void>
  /** The days from `from` on that have counts, oldest first. */
  days(connectionId: string, from: string): Promise<HealthDayRecord[]>
  /** Deletes days before `before`. */
  prune(before: string): Promise<number>
}
