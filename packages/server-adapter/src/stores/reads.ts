// How many metered reads went to Intuit, and what is known of the month's quota: the repository of both.

/**
 * What a read was for. `request`: the host's own call. `run`: a guarded run. `setup`: the import of a set-up. `take_back`: taking
 * back what was written. `verify`: asked for by a person or the host. `probe`: Mooring's own check of a connection in doubt.
 * `connect`: the proof of a consent or an import.
 */
export type ReadPurpose = 'request' | 'run' | 'setup' | 'take_back' | 'verify' | 'probe' | 'connect'

/** Reads of one connection for one purpose in a month (UTC, `2026-11`). Both ids are '' for reads that are no tenant's (any more). */
export interface ReadCount {
  readonly month: string
  readonly tenantId: string
  readonly connectionId: string
  readonly purpose: ReadPurpose
  readonly count: number
}

/** Reads of a day (UTC, `2026-11-29`). */
export interface DayReads {
  readonly day: string
  readonly count: number
}

/** What was reported of a month's quota, and what follows from it. Times are ms since the epoch. */
export interface QuotaNote {
  readonly month: string
  /** The worst that the operator was warned of this month. */
  readonly told: 'ok' | 'near' | 'over'
  /** Whether our own count says that all reads of the plan are used. */
  readonly isOver: boolean
  /** When Intuit last answered that the plan is spent; null where it has not, or has answered reads since. */
  readonly spentAt: number | null
  /** When runs that were paused for the quota are asked to go on; null where there are none. */
  readonly resumeAt: number | null
}

/** A position in a list that goes from many reads to few. */
export interface ReadsAfter {
  readonly count: number
  readonly id: string
}

export interface TenantReads {
  readonly tenantId: string
  readonly count: number
}

export interface ConnectionReads extends TenantReads {
  readonly connectionId: string
}

export interface ReadRepository {
  /** Adds to what is counted already. */
  add(counts: readonly ReadCount[], days: readonly DayReads[]): Promise<void>
  /** Days with reads, from `from` to `to` (both counted), in any order. */
  days(from: string, to: string): Promise<DayReads[]>
  /** The first day that was ever counted and is still stored; null where there is none. */
  firstDay(): Promise<string | null>
  byPurpose(month: string): Promise<Partial<Record<ReadPurpose, number>>>
  /** Most reads first; what is no tenant's is left out. */
  byTenant(month: string, after: ReadsAfter | null, limit: number): Promise<TenantReads[]>
  byConnection(month: string, after: ReadsAfter | null, limit: number): Promise<ConnectionReads[]>
  quota(): Promise<QuotaNote | null>
  setQuota(note: QuotaNote): Promise<void>
  /** Takes a tenant's name off its reads: they stay in the sums. @returns how many rows were its */
  erase(tenantId: string): Promise<number>
  /** The same for reads that another process counted while their tenant was forgotten. */
  eraseForgotten(): Promise<number>
  /** Deletes months and days before this day. @returns how many */
  prune(before: string): Promise<number>
}
