// What makes a schedule of runs due besides its clock.
import type { EventType } from '@mooring/contract'
import type { SyncState } from '../stores/records.ts'
import type { ScheduleMarks } from '../stores/schedule-marks.ts'

/** `confirm`: the company can be used for the first time, or again; `resume`: a paused run can go on; `webhook`: Intuit reported changes. */
export const OCCASIONS = ['confirm', 'resume', 'webhook'] as const
export type Occasion = (typeof OCCASIONS)[number]

const OF_EVENTS: Partial<Record<EventType, Occasion>> = {
  'connection.connected': 'confirm',
  'connection.confirmed': 'confirm',
  'sync.resumed': 'resume',
  'webhook.received': 'webhook',
}

export const NO_MARKS: ScheduleMarks = { dueAt: null, occasions: {}, runs: {} }

/**
 * Notes what events are to schedules, in the transaction that writes them: none can be missed.
 * @param sequence of the connection's event before these
 */
export function noteOccasions(
  sync: SyncState,
  events: readonly { readonly type: EventType }[],
  { at, sequence }: { at: number; sequence: number },
): SyncState {
  const found = events.flatMap(({ type }, index) => {
    const occasion = OF_EVENTS[type]
    return occasion === undefined ? [] : [[occasion, sequence + index + 1] as const]
  })
  // What waited for a set-up that is done now may begin.
  const isDue = found.length > 0 || events.some(({ type }) => type === 'setup.completed')
  if (!isDue) return sync
  const marks = sync.schedules ?? NO_MARKS
  const occasions = { ...marks.occasions, ...Object.fromEntries(found) }
  return { ...sync, schedules: { ...marks, occasions, dueAt: at } }
}
