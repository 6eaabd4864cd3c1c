// What is stored of writes to QuickBooks and of taking them back, and the repositories of both.
import type { Actor, LeftWhy, WrittenRecord } from '@mooring/contract'

/** `asked`: QuickBooks was asked to remove it and the answer is not stored yet. */
export type TakeBackOutcome = 'asked' | 'removed' | LeftWhy

/** One write, without its contents. Times are ms since the epoch. */
export interface WriteRecord {
  readonly id: string
  readonly tenantId: string
  readonly connectionId: string
  readonly entity: string
  readonly entityId: string
  readonly syncToken: string | null
  readonly docNumber: string | null
  readonly operation: WrittenRecord['operation']
  readonly at: number
  readonly runId: string | null
  /** The last taking back that dealt with it, and what came of it. */
  readonly takeBackId: string | null
  readonly outcome: TakeBackOutcome | null
}

/** As it is stored: positions grow in the order of insertion. */
export type StoredWrite = WriteRecord & { readonly position: number }

/** A connection's last taking back. */
export interface TakeBackRecord {
  readonly id: string
  readonly tenantId: string
  readonly connectionId: string
  /** Which writes: from this moment on; of this run. null: all. */
  readonly since: number | null
  readonly runId: string | null
  /** The position of the newest write when it began: later ones are not taken back. */
  readonly upTo: number
  readonly actor: Actor | null
  readonly state: 'open' | 'done' | 'ended'
  readonly startedAt: number
  readonly endedAt: number | null
  /** Records to be removed, and how many of them were tried. */
  readonly total: number
  readonly completed: number
  readonly tries: number
  /** When background work continues it, where no process does; null once it is over. */
  readonly dueAt: number | null
}

export interface WriteRepository {
  add(records: readonly WriteRecord[]): Promise<void>
  /** Newest first, those with a position below `before`. */
  page(connectionId: string, before: number | null, limit: number): Promise<StoredWrite[]>
  /** Oldest first, those with a position above `after`. */
  chain(connectionId: string, after: number, limit: number): Promise<StoredWrite[]>
  /** The newest position of a connection; 0 where there is none. */
  last(connectionId: string): Promise<number>
  /** What a taking back has dealt with, newest first. */
  ofTakeBack(connectionId: string, takeBackId: string): Promise<StoredWrite[]>
  /** Stores what came of records. */
  mark(positions: readonly number[], takeBackId: string, outcome: TakeBackOutcome): Promise<void>
  /** Deletes a tenant's. @returns how many */
  erase(tenantId: string): Promise<number>
  /** Deletes those of before `before`. @returns how many */
  prune(before: number): Promise<number>
}

export interface TakeBackRepository {
  get(connectionId: string): Promise<TakeBackRecord | null>
  /** Those whose `dueAt` is at or before `now`, earliest first. */
  due(now: number, limit: number): Promise<TakeBackRecord[]>
  /** One per connection: replaces the one before. */
  put(record: TakeBackRecord): Promise<void>
  /** Deletes a tenant's. @returns how many */
  erase(tenantId: string): Promise<number>
  /** Deletes those that ended before `before`. @returns how many */
  prune(before: number): Promise<number>
}
