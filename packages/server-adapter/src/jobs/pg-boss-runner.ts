// Runs background work where several instances share a Postgres: pg-boss hands each call to one of them, the repositories say what is due.
import { RUNNER_IDLE_MS } from '../config/defaults.ts'
import { hostError } from '../errors/host-errors.ts'
import type { Parts } from '../parts.ts'
import type { DatabaseServer } from '../stores/store.ts'
import { createCoalescingTimer } from './coalescing-timer.ts'
import type { Job } from './job.ts'
import { createRounds } from './job-rounds.ts'
import type { JobRunner } from './job-runner.ts'
import { type Boss, type Call, openBoss } from './pg-boss-queue.ts'

/** Wakes within this time are one. */
const COALESCE_MS = 20
/** Between two looks, however often it is woken: a look costs the database a handful of queries. */
const PAUSE_MS = 200

/**
 * Each instance looks, when it wrote something and every few seconds, which works have something due, and queues a call
 * for each; whoever takes the call does the work. A call is no more than a word to look: one too many does nothing, one
 * that got lost with its instance is said again by the next look of any other.
 */
export function createBossRunner(
  { config, store, elapsed }: Pick<Parts, 'config' | 'store' | 'elapsed'>,
  server: DatabaseServer,
  jobs: readonly Job[],
): JobRunner {
  const rounds = createRounds({ config })
  const alarm = createCoalescingTimer(tick)
  const byName = new Map(jobs.map((job) => [job.name, job]))
  const busy = new Set<Job>()
  const again = new Set<Job>()
  let opening: Promise<Boss> | null = null
  /** null before the start and from the end on. */
  let boss: Boss | null = null
  let closed = false
  let lookedAt = Number.NEGATIVE_INFINITY
  let looking = false
  /** When it was last found out what is due; ms since the epoch. */
  let foundAt: number | null = null
  let missed = false

  /** The same work is not done twice at once in one process, but those that may hang on the host. */
  function begin(job: Job): void {
    if (busy.has(job)) {
      again.add(job)
      return
    }
    if (!job.overlaps) busy.add(job)
    void rounds.exhaust(job).then(() => {
      busy.delete(job)
      if (boss !== null && again.delete(job)) begin(job)
    })
  }

  function taken(calls: readonly Call[]): void {
    for (const call of calls) {
      // One of another version's may be unknown here: that instance says it again.
      const job = byName.get(call.work)
      if (job !== undefined) begin(job)
    }
  }

  const dueJobs = (): Promise<Job[]> =>
    store.read(async (tx) => {
      const now = config.now()
      const due: Job[] = []
      for (const job of jobs) if (await job.isDue(tx, now)) due.push(job)
      return due
    })

  async function look(open: Boss): Promise<void> {
    const due = await dueJobs()
    foundAt = config.now()
    if (due.length === 0) return
    try {
      await open.call(due.map(({ name }) => name))
    } catch (error) {
      report(error, 'Background work could not be queued; this process does it.')
      due.forEach(begin)
    }
  }

  function report(error: unknown, message: string): void {
    const { code, reference } = hostError(error)
    config.logger.warn({ code, reference }, message)
  }

  function tick(): void {
    if (boss === null) return
    alarm.set(RUNNER_IDLE_MS)
    missed = looking
    if (looking) return
    looking = true
    lookedAt = elapsed()
    look(boss)
      .catch((error: unknown) => report(error, 'What is due could not be looked up; it is tried again.'))
      .finally(() => {
        looking = false
        if (missed) wake()
      })
  }

  function wake(): void {
    if (boss !== null) alarm.set(Math.max(COALESCE_MS, lookedAt + PAUSE_MS - elapsed()))
  }

  return {
    async start() {
      opening ??= openBoss(server, { logger: config.logger, batch: jobs.length, taken }).catch((error) => {
        opening = null
        throw error
      })
      const open = await opening
      if (closed) return
      boss = open
      alarm.set(0)
    },
    wake,
    lastRoundAt() {
      const known = [rounds.lastRoundAt(), foundAt].filter((at) => at !== null)
      return known.length === 0 ? null : Math.max(...known)
    },
    runDueWork: () => rounds.round(jobs),
    async close() {
      closed = true
      boss = null
      alarm.off()
      const open = await opening?.catch(() => null)
      await open?.close()
      await rounds.close()
    },
  }
}
