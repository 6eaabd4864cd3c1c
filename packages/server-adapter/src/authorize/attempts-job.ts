// Attempts whose time has come: a company read again, a time that is up.

import type { Job } from '../jobs/job.ts'
import type { Parts } from '../parts.ts'
import type { AttemptRecord } from '../stores/records.ts'
import type { Attempts } from './attempts.ts'
import type { Grants } from './exchange-grant.ts'

const PAGE = 50

export function createAttemptsJob({ store, config }: Parts, attempts: Attempts, grants: Grants): Job {
  /** @returns whether there was anything to do: another process may have it by now */
  async function attend(attempt: AttemptRecord, now: number): Promise<boolean> {
    if (await attempts.endOverdue(attempt, now)) return true
    const own = await attempts.takeUp(attempt.id, now)
    if (own !== null) await grants.resume(own, now)
    return own !== null
  }

  /** @returns how many were attended to */
  async function run(now: number): Promise<number> {
    const due = await store.read(async (tx) => await tx.attempts.due(now, PAGE))
    let attended = 0
    for (const attempt of due) {
      try {
        if (await attend(attempt, now)) attended++
      } catch (error) {
        config.logger.error(
          {
            attemptId: attempt.id,
            tenantId: attempt.tenantId,
            problem: error instanceof Error ? error.name : 'unknown',
          },
          'An attempt could not be taken further',
        )
        await attempts.putOff(attempt, now)
        attended++
      }
    }
    return attended
  }

  return {
    name: 'attempts',
    isDue: async (tx, now) => (await tx.attempts.due(now, 1)).length > 0,
    run,
  }
}
