// What counts reads, for those who make them.
import type { ReadUse } from './metered-gateway.ts'
import type { QuotaState } from './quota-note.ts'

/**
 * Counts without a transaction for each read: a process that is killed loses what it had counted and not stored yet, at most ten
 * seconds' or a thousand reads. So our own count may fall short of Intuit's by as much for each crash, and never exceeds it by ours.
 */
export interface ReadMeter {
  /** Counts one. Never throws. */
  note(use: ReadUse): void
  /** Intuit has answered that the plan is spent. Never rejects. */
  spent(): Promise<void>
  /** What was true when this process last stored or read the counts: background reads yield to people's by it. */
  state(): QuotaState
  /** Stores what was counted. @throws what the store rejects with; nothing is lost then */
  flush(): Promise<void>
  /** A tenant was forgotten: what was counted of it and is not stored yet is no tenant's. */
  forget(tenantId: string): void
  /** Stores what was counted, where the store can be used. Never rejects. */
  close(): Promise<void>
}

/** Where nothing is counted. */
export const noReads: ReadMeter = {
  note: () => {},
  spent: async () => {},
  state: () => 'ok',
  flush: async () => {},
  forget: () => {},
  close: async () => {},
}
