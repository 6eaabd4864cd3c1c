// Rounds of work, as every runner makes them: until nothing is due, errors contained, and waited for at the end.

import type { Deps } from '../deps.ts'
import { failureFields } from '../errors/failure-fields.ts'
import { dueJobs } from './due-jobs.ts'
import type { Job } from './job.ts'

export interface Rounds {
  /**
   * Runs these jobs until none finds anything: one can make another due (a refresh writes an event). One round after
   * the other, so that the same work is not done twice at once.
   * @throws the first error of a work, after every other was done
   */
  round(jobs: readonly Job[]): Promise<void>
  /** Runs one job until nothing is due. Never rejects: what fails is reported, and tried again in the next round. */
  exhaust(job: Job): Promise<void>
  /** When the last round ended, ms since the epoch; null where none has. */
  lastRoundAt(): number | null
  /** From here on nothing new is begun; resolves once everything that was has ended. */
  close(): Promise<void>
}

export function createRounds(deps: Pick<Deps, 'config' | 'store'>): Rounds {
  const { config } = deps
  const running = new Set<Promise<unknown>>()
  let last: Promise<unknown> = Promise.resolve()
  let closing = false
  let endedAt: number | null = null

  /** @param isCut whether it was closed since this was asked for: then what has not begun is left undone */
  async function everything(jobs: readonly Job[], isCut: () => boolean): Promise<void> {
    const now = config.now()
    const errors: unknown[] = []
    const healthy = new Set(jobs)
    /** Those that found nothing although they were due, since the last that found something. */
    const idle = new Set<Job>()
    const next = async () => {
      const asked = [...healthy]
      // With the time it is by then: what this round has made due is done in it.
      const due = await dueJobs(deps, asked, config.now()).catch(() => asked)
      return due.filter((job) => !idle.has(job))
    }
    for (let due = await next(); due.length > 0 && !isCut(); due = await next()) {
      for (const job of due) {
        // What is left is due still: another instance, or the next start, goes on with it.
        if (isCut()) break
        try {
          if ((await job.run(now)) > 0) idle.clear()
          else idle.add(job)
        } catch (error) {
          report(job, error)
          errors.push(error)
          healthy.delete(job)
        }
      }
    }
    endedAt = config.now()
    if (errors.length > 0) throw errors[0]
  }

  async function untilNothingIsDue(job: Job): Promise<void> {
    try {
      const now = config.now()
      while (!closing && (await job.run(now)) > 0);
    } catch (error) {
      report(job, error)
    }
  }

  function report(job: Job, error: unknown): void {
    config.logger.error(
      { work: job.name, ...failureFields(error) },
      'Background work failed; it is tried again.',
    )
  }

  function tracked<T>(job: Promise<T>): Promise<T> {
    running.add(job)
    const forget = () => running.delete(job)
    job.then(forget, forget)
    return job
  }

  return {
    round(jobs) {
      const wasClosing = closing
      const round = last.then(() => everything(jobs, () => closing && !wasClosing))
      last = round.catch(() => {})
      return tracked(round)
    },
    exhaust: (job) => tracked(untilNothingIsDue(job)),
    lastRoundAt: () => endedAt,
    async close() {
      closing = true
      await Promise.allSettled([...running])
    },
  }
}
