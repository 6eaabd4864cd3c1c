// What becomes of an attempt's row, and how it is stored.
import type { AttemptRecord, AttemptStage } from '../stores/records.ts'
import type { Repositories } from '../stores/store.ts'

/** An attempt that ended or moved on, stored with its mark for the event stream. */
export async function saveAttempt(
  tx: Repositories,
  record: AttemptRecord,
  at: number,
): Promise<AttemptRecord> {
  const stored = await tx.attempts.update(record)
  await tx.changes.append({ tenantId: stored.tenantId, kind: 'attempt', subjectId: stored.id, at })
  return stored
}

/** The row without its grant. */
export const emptied = (record: AttemptRecord): AttemptRecord => ({
  ...record,
  waitingGrant: null,
  waitingRealm: null,
  dueAt: null,
})

/** The row of an attempt that has ended: nothing waits with it any more. */
export const ended = (
  record: AttemptRecord,
  outcome: Exclude<AttemptRecord['outcome'], 'pending'>,
  problem: AttemptRecord['problem'],
): AttemptRecord => ({ ...emptied(record), outcome, problem })

/** The row of an attempt that has ended with a grant in its hands: background work sees to that. */
export const endedWithGrant = (
  record: AttemptRecord,
  {
    outcome,
    problem,
  }: { outcome: Exclude<AttemptRecord['outcome'], 'pending'>; problem: AttemptRecord['problem'] },
  now: number,
): AttemptRecord => {
  const { waitingGrant, waitingRealm } = record
  const dueAt = waitingGrant === null ? null : now
  return { ...ended(record, outcome, problem), waitingGrant, waitingRealm, dueAt }
}

/** The row of an attempt that its starter has given up. */
export const cancelled = (record: AttemptRecord, now: number): AttemptRecord =>
  endedWithGrant(record, { outcome: 'cancelled', problem: null }, now)

/**
 * Whether another process has stored a newer grant with it since `seen` was read: what was found out with an older one,
 * or without one, decides nothing any more.
 */
export const hasNewerGrant = (current: AttemptRecord, seen: Pick<AttemptRecord, 'waitingGrant'>): boolean =>
  current.waitingGrant !== null && current.waitingGrant !== seen.waitingGrant

/** Whether background work has anything left to do with it. */
export const isOpen = ({ outcome, waitingGrant }: AttemptRecord): boolean =>
  outcome === 'pending' || waitingGrant !== null

/** A later step, with its time. */
export const stepped = (
  record: AttemptRecord,
  step: AttemptRecord['step'],
  at: number,
  seen: Pick<AttemptStage, 'consents'> = {},
): AttemptRecord => ({
  ...record,
  step,
  stages: [...record.stages, { step, at, ...seen }],
})

/** At the step `verified`, where it has not come to it yet. */
export const verified = (record: AttemptRecord, at: number): AttemptRecord =>
  record.step === 'verified' ? record : stepped(record, 'verified', at)
