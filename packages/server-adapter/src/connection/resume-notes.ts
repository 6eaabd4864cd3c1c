// The events for the host when a connection works again: what was paused can go on.
import { toTimestamp, toTimestampOrNull } from '../platform/clock.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import type { EventNote } from './connection-lifecycle.ts'
import { ownSync } from './run-changes.ts'

/**
 * `sync.resumed` where a run was paused; the next run is handed the last checkpoint. A taking back that is paused continues by itself:
 * the host is asked to run again only what was its own.
 */
export function resumeNotes(record: Pick<ConnectionRecord, 'sync'>): EventNote[] {
  const { state, pausedAt, progress } = ownSync(record)
  if (state !== 'paused') return []
  return [{ type: 'sync.resumed', data: { pausedAt: toTimestampOrNull(pausedAt), progress } }]
}

/** Whether the set-up's import is paused, and the host knows. */
export const isImportPaused = ({ setup }: Pick<ConnectionRecord, 'setup'>): boolean =>
  setup.state === 'importing' && typeof setup.pausedAt === 'number'

/** `setup.resumed` where the set-up's import was paused: it goes on by itself, from the last checkpoint. */
export const setupResumeNotes = ({ setup }: Pick<ConnectionRecord, 'setup'>): EventNote[] =>
  isImportPaused({ setup })
    ? [
        {
          type: 'setup.resumed',
          data: { pausedAt: toTimestamp(setup.pausedAt ?? 0), progress: setup.progress },
        },
      ]
    : []
