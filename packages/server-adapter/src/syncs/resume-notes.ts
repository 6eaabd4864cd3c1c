// What is told to the host when a connection works again: its paused run can go on.
import { toTimestampOrNull } from '../platform/clock.ts'
import type { EventNote } from '../service/connection-lifecycle.ts'
import type { ConnectionRecord } from '../stores/records.ts'

/** `sync.resumed` where a run was paused; the next run is handed the last checkpoint. */
export const resumeNotes = (record: Pick<ConnectionRecord, 'sync'>): EventNote[] =>
  record.sync.state === 'paused'
    ? [
        {
          type: 'sync.resumed',
          data: { pausedAt: toTimestampOrNull(record.sync.pausedAt), progress: record.sync.progress },
        },
      ]
    : []
