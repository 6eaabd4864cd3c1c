// The repository of moments that a clock which was ahead has left in the store.
import type { AttemptRecord } from './records.ts'

/** What a clock that was ahead leaves behind it: moments that no one waits for until they come. */
export interface MomentRepository {
  /** The latest moment at which a row was changed, and the latest that something waits for; null where there is none. */
  furthest(): Promise<{ written: number | null; waiting: number | null }>
  /** Attempts whose next check is later than `beyond`. */
  attemptsBeyond(beyond: number, limit: number): Promise<AttemptRecord[]>
  /** Deliveries, revokes, webhooks and imports due after `beyond`, and refreshes begun after it, are so at `now`. @returns how many */
  pullBack(beyond: number, now: number): Promise<number>
  /** Changes from after `beyond` are from `now`. */
  redate(beyond: number, now: number): Promise<void>
}
