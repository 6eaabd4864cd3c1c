// Where a connection's sync is.
import type { Connection } from '@mooring/contract'

/**
 * `checking`: a run that waits until it is known whether the connection works. `resuming`: paused until just now; the
 * connection works again and the host has been asked to go on.
 */
export type SyncStage = 'idle' | 'running' | 'checking' | 'paused' | 'resuming' | 'failed'

export function stageOf({ status, sync, usable }: Connection): SyncStage {
  const isChecking = status === 'checking'
  if (sync.state === 'running' && isChecking) return 'checking'
  // Its connection works, and it waits for a new month all the same.
  if (sync.pausedUntil) return sync.state
  return sync.state === 'paused' && usable && !isChecking ? 'resuming' : sync.state
}
