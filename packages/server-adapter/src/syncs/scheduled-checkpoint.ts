// A checkpoint that names the schedule whose work wrote it: no other work is handed it.

export interface ScheduledCheckpoint {
  readonly schedule: string
  readonly checkpoint: unknown
}

export const isOfSchedule = (checkpoint: unknown): checkpoint is ScheduledCheckpoint =>
  typeof checkpoint === 'object' &&
  checkpoint !== null &&
  Object.keys(checkpoint).length === 2 &&
  'schedule' in checkpoint &&
  typeof checkpoint.schedule === 'string' &&
  'checkpoint' in checkpoint

/** @param name of the schedule; null for work that is not scheduled. @returns its own checkpoint, or null */
export function checkpointOf(checkpoint: unknown, name: string | null): unknown {
  if (!isOfSchedule(checkpoint)) return name === null ? checkpoint : null
  return checkpoint.schedule === name ? checkpoint.checkpoint : null
}
