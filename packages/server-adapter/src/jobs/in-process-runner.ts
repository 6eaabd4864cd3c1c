// Runs background work inside this process: when woken, and every few seconds.
import { RUNNER_IDLE_MS } from '../config/defaults.ts'
import type { Deps } from '../deps.ts'
import { createCoalescingTimer } from './coalescing-timer.ts'
import type { Job } from './job.ts'
import { createRounds } from './job-rounds.ts'
import type { JobRunner } from './job-runner.ts'

/** Wakes within this time are one. */
const COALESCE_MS = 10
/** Between the beginnings of two rounds, however often it is woken: what becomes due meanwhile is found, and done, together. */
const PAUSE_MS = 50

export function createInProcessRunner(
  deps: Pick<Deps, 'config' | 'store' | 'elapsed'>,
  jobs: readonly Job[],
): JobRunner {
  const rounds = createRounds(deps)
  const overlapping = jobs.filter(({ overlaps }) => overlaps)
  const others = jobs.filter(({ overlaps }) => !overlaps)
  const alarm = createCoalescingTimer(tick)
  let started = false
  let busy = false
  let again = false
  let begunAt = Number.NEGATIVE_INFINITY

  /** What the runner does by itself: the host's handlers apart, so that a slow one delays nothing else. */
  function tick(): void {
    schedule(RUNNER_IDLE_MS)
    for (const job of overlapping) void rounds.exhaust(job)
    if (busy) {
      again = true
      return
    }
    busy = true
    begunAt = deps.elapsed()
    // What failed is reported already, and due again at the next tick.
    void rounds
      .round(others)
      .catch(() => {})
      .then(endRound)
  }

  /** What was woken for meanwhile is done next. */
  function endRound(): void {
    busy = false
    if (again) wake()
    again = false
  }

  function schedule(ms: number): void {
    if (started) alarm.set(ms)
  }

  function wake(): void {
    schedule(Math.max(COALESCE_MS, begunAt + PAUSE_MS - deps.elapsed()))
  }

  return {
    async start() {
      started = true
      schedule(0)
    },
    wake,
    lastRoundAt: rounds.lastRoundAt,
    runDueWork: () => rounds.round(jobs),
    async close() {
      started = false
      alarm.off()
      await rounds.close()
    },
  }
}
