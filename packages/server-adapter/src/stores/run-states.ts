// What a connection's row has of its sync and of its set-up. Times are ms since the epoch.
import type { Connection } from '@mooring/contract'
import type { ScheduleMarks } from './schedule-marks.ts'

type SyncTime = 'startedAt' | 'lastSucceededAt' | 'pausedAt' | 'pausedUntil' | 'missedSince'

type OwnSync = 'state' | 'progress' | 'startedAt' | 'error' | 'pausedAt' | 'pausedUntil' | 'missedSince'

export type SyncState = Omit<Connection['sync'], SyncTime> & {
  startedAt: number | null
  lastSucceededAt: number | null
  /** The run that has the connection, and until when without a heartbeat. */
  run: { id: string; aliveUntil: number; checkpoint: unknown; isReported?: true } | null
  /** How the last run that a worker reported ended, so that its last report can come twice. Default null. */
  reported?: { id: string; outcome: 'succeeded' | 'failed' | 'paused' } | null
  /** The last checkpoint of a run that was paused or died. */
  resumeFrom: unknown
  pausedAt: number | null
  /** Where the month's reads are used up: when it can go on. Default null. */
  pausedUntil?: number | null
  /** What the host's own sync was when a run of Mooring's own replaced it: restored when that ends. */
  ownSync?: Pick<SyncState, OwnSync> | null
  /** When the first pause began that this run, or the last one where it succeeded, makes up for. */
  missedSince?: number | null
  schedules?: ScheduleMarks
}

export type SetupState = Connection['setup'] & {
  /** Runs of the import that were begun; those that had to wait for a person are not counted. */
  tries: number
  checkpoint: unknown
  /** The run of the import that has it, and until when without a heartbeat. */
  run: { id: string; aliveUntil: number } | null
  /** When background work takes the import up next: begins it, tries it again, or finds its run dead. */
  dueAt: number | null
  /** Since when the import waits for a person, or for QuickBooks; missing in rows written before it was noted. */
  pausedAt?: number | null
  /** Where the month's reads are used up: when it goes on. Default null. */
  pausedUntil?: number | null
}
