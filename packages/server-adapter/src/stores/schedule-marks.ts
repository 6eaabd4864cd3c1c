// What is stored of the runs of a connection that begin by themselves.

/** What a connection's schedules go by. */
export interface ScheduleMarks {
  /** When background work checks them next, ms; null for not by itself. */
  readonly dueAt: number | null
  /** The `sequence` of the last event of each kind. */
  readonly occasions: Partial<Record<'confirm' | 'resume' | 'webhook', number>>
  /** By the schedule's name. */
  readonly runs: Readonly<Record<string, ScheduleRun>>
}

/** The last run of a schedule. */
export interface ScheduleRun {
  readonly startedAt: number
  /** The connection's `sequence` when it began: what happened later is for the next run. */
  readonly seen: number
  /** It has not ended, as far as is known: where no run has the connection, it begins again. */
  readonly open: boolean
  /** Failures in a row. */
  readonly failures: number
  readonly retryAt: number | null
  /** Its last checkpoint, while another schedule's is the connection's. */
  readonly checkpoint: unknown
}
