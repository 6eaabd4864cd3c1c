// Runs background work where several instances share a Postgres: pg-boss gives each call to one of them, the repositories say what is due.
import { RUNNER_IDLE_MS } from '../config/defaults.ts'
import type { Deps } from '../deps.ts'
import { failureFields } from '../errors/failure-fields.ts'
import type { DatabaseServer } from '../stores/store.ts'
import { createCoalescingTimer } from './coalescing-timer.ts'
import { dueJobs } from './due-jobs.ts'
import type { Job } from './job.ts'
import { createRounds } from './job-rounds.ts'
import type { JobRunner } from './job-runner.ts'
import { type Boss, type JobMessage, openBoss } from './pg-boss-queue.ts'

/** Wakes within this time are one. */
const COALESCE_MS = 20
/** Between two polls, however often it is woken: a poll costs the database a handful of queries. */
const PAUSE_MS = 200

/**
 * Each instance polls which jobs have something due, when it wrote something and every few seconds, and queues a call for
 * each; the instance that takes the call runs the job. A call is only a hint: one too many does nothing, and one that was
 * lost with its instance is queued again by the next poll of any other.
 */
export class PgBossRunner implements JobRunner {
  readonly #deps: Pick<Deps, 'config' | 'store' | 'elapsed'>
  readonly #server: DatabaseServer
  readonly #jobs: readonly Job[]
  readonly #byName: ReadonlyMap<string, Job>
  readonly #rounds: ReturnType<typeof createRounds>
  readonly #timer = createCoalescingTimer(() => this.#tick())
  readonly #running = new Set<Job>()
  /** Called while they ran: they run once more. */
  readonly #calledAgain = new Set<Job>()
  #opening: Promise<Boss> | null = null
  /** null before the start, and once it is closed. */
  #boss: Boss | null = null
  #isClosed = false
  #isPolling = false
  #isWoken = false
  /** When the last poll began, by `elapsed`. */
  #polledAt = Number.NEGATIVE_INFINITY
  /** When a poll last found out what is due, ms since the epoch. */
  #foundAt: number | null = null

  constructor(
    deps: Pick<Deps, 'config' | 'store' | 'elapsed'>,
    server: DatabaseServer,
    jobs: readonly Job[],
  ) {
    this.#deps = deps
    this.#server = server
    this.#jobs = jobs
    this.#byName = new Map(jobs.map((job) => [job.name, job]))
    this.#rounds = createRounds(deps)
  }

  async start(): Promise<void> {
    const { logger } = this.#deps.config
    const onJobs = (calls: readonly JobMessage[]) => this.#take(calls)
    this.#opening ??= openBoss(this.#server, { logger, batch: this.#jobs.length, onJobs }).catch((error) => {
      this.#opening = null
      throw error
    })
    const boss = await this.#opening
    if (this.#isClosed) return
    this.#boss = boss
    this.#timer.set(0)
  }

  wake(): void {
    if (this.#boss === null) return
    this.#timer.set(Math.max(COALESCE_MS, this.#polledAt + PAUSE_MS - this.#deps.elapsed()))
  }

  lastRoundAt(): number | null {
    const known = [this.#rounds.lastRoundAt(), this.#foundAt].filter((at) => at !== null)
    return known.length === 0 ? null : Math.max(...known)
  }

  runDueWork(): Promise<void> {
    return this.#rounds.round(this.#jobs)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#boss = null
    this.#timer.off()
    const boss = await this.#opening?.catch(() => null)
    await boss?.close()
    await this.#rounds.close()
  }

  #tick(): void {
    if (this.#boss === null) return
    this.#timer.set(RUNNER_IDLE_MS)
    this.#isWoken = this.#isPolling
    if (this.#isPolling) return
    this.#isPolling = true
    this.#polledAt = this.#deps.elapsed()
    this.#poll(this.#boss)
      .catch((error: unknown) =>
        this.#report(error, 'What is due could not be looked up; it is tried again.'),
      )
      .finally(() => {
        this.#isPolling = false
        if (this.#isWoken) this.wake()
      })
  }

  async #poll(boss: Boss): Promise<void> {
    const due = await dueJobs(this.#deps, this.#jobs, this.#deps.config.now())
    this.#foundAt = this.#deps.config.now()
    if (due.length === 0) return
    try {
      await boss.enqueue(due.map(({ name }) => name))
    } catch (error) {
      this.#report(error, 'Background work could not be queued; this process does it.')
      for (const job of due) this.#run(job)
    }
  }

  #take(calls: readonly JobMessage[]): void {
    for (const message of calls) {
      // A job of another version may be unknown here: its own instances queue it again.
      const job = this.#byName.get(message.work)
      if (job !== undefined) this.#run(job)
    }
  }

  /** A process runs the same job once at a time, except those that may hang on the host. */
  #run(job: Job): void {
    if (this.#running.has(job)) {
      this.#calledAgain.add(job)
      return
    }
    if (!job.overlaps) this.#running.add(job)
    void this.#rounds.exhaust(job).then(() => {
      this.#running.delete(job)
      if (this.#boss !== null && this.#calledAgain.delete(job)) this.#run(job)
    })
  }

  #report(error: unknown, message: string): void {
    this.#deps.config.logger.warn(failureFields(error), message)
  }
}
