// Whether a run has to wait for a person.
import { actionFor } from '@mooring/contract'
import { SyncPausedError } from '../errors/mooring-error.ts'
import type { ConnectionState } from './connection-lifecycle.ts'

const NEEDS_PERSON: readonly string[] = [
  'reauthorization_required',
  'blocked',
  'disconnected',
  'awaiting_confirmation',
]

export const needsPerson = ({ status }: ConnectionState): boolean => NEEDS_PERSON.includes(status)

/** What a run's requests reject with that waits for a new month of reads. */
export const pausedByQuota = (): SyncPausedError =>
  new SyncPausedError(
    'connection_unavailable',
    'quota_exceeded',
    'wait',
    "The sync is paused until the 1st: the app's monthly reads at QuickBooks are used up.",
  )

/** What is true of a run that waits for a new month: its connection works. */
export const OUT_OF_READS: ConnectionState = { status: 'connected', reason: 'quota_exceeded' }

/** What a paused run's requests reject with. */
export const pausedBy = ({ status, reason }: ConnectionState): SyncPausedError =>
  new SyncPausedError(
    'connection_unavailable',
    reason,
    actionFor(status, reason),
    'The sync is paused: the connection needs someone to act first.',
  )
