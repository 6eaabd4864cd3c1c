// Attempts whose time has come: a company read again, a time that is up.

import type { Job } from '../jobs/job.ts'
import type { AttemptRecord } from '../stores/records.ts'
import { isFinishing } from './attempt-view.ts'
import { endOverdue, putOff, takeUp } from './attempts.ts'
import { type GrantDeps, resumeAttempt } from './exchange-grant.ts'
import { renewGrantAtRisk } from './grant-at-risk.ts'

const PAGE = 50

/** What came back from Intuit, or was given up, waits for its own moment; the rest ends with its time. */
const dueAtOf = (attempt: AttemptRecord): number =>
  attempt.dueAt !== null && (attempt.outcome !== 'pending' || isFinishing(attempt))
    ? attempt.dueAt
    : Math.min(attempt.dueAt ?? attempt.expiresAt, attempt.expiresAt)

export function createAttemptsJob(deps: GrantDeps): Job {
  const { store, config } = deps

  /** @returns whether there was anything to do: another process may have it by now */
  async function processAttempt(attempt: AttemptRecord, now: number): Promise<boolean> {
    if (await endOverdue(deps, attempt, now)) {
      // Its code was on its way when its process and then its time ended.
      if (isFinishing(attempt)) renewGrantAtRisk(deps, attempt)
      return true
    }
    const own = await takeUp(deps, attempt.id, now)
    if (own !== null) await resumeAttempt(deps, own, now)
    return own !== null
  }

  /** @returns how many were processed */
  async function run(now: number): Promise<number> {
    const due = await store.read(async (tx) => await tx.attempts.due(now, PAGE))
    let processed = 0
    for (const attempt of due) {
      try {
        if (await processAttempt(attempt, now)) processed++
      } catch (error) {
        config.logger.error(
          {
            attemptId: attempt.id,
            tenantId: attempt.tenantId,
            problem: error instanceof Error ? error.name : 'unknown',
          },
          'An attempt could not be taken further',
        )
        await putOff(deps, attempt, now)
        processed++
      }
    }
    return processed
  }

  return {
    name: 'attempts',
    async dueSince(tx, now) {
      const [attempt] = await tx.attempts.due(now, 1)
      return attempt === undefined ? null : dueAtOf(attempt)
    },
    run,
  }
}
