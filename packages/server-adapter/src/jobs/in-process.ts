// Runs background work inside this process: when woken, and every few seconds.
import { RUNNER_IDLE_MS } from '../config/defaults.ts'
import type { Parts } from '../parts.ts'
import { createAlarm } from './alarm.ts'
import type { Jobs } from './jobs.ts'
import { createRounds } from './rounds.ts'
import type { Work } from './work.ts'

/** Wakes within this time are one. */
const COALESCE_MS = 10

export function createInProcessJobs(parts: Pick<Parts, 'config'>, works: readonly Work[]): Jobs {
  const rounds = createRounds(parts)
  const overlapping = works.filter(({ overlaps }) => overlaps)
  const others = works.filter(({ overlaps }) => !overlaps)
  const alarm = createAlarm(tick)
  let started = false
  let busy = false
  let again = false

  /** What the runner does by itself: the host's handlers apart, so that a slow one holds up nothing else. */
  function tick(): void {
    schedule(RUNNER_IDLE_MS)
    for (const work of overlapping) void rounds.exhaust(work)
    if (busy) {
      again = true
      return
    }
    busy = true
    // What failed is reported already, and due again at the next tick.
    void rounds
      .round(others)
      .catch(() => {})
      .then(endRound)
  }

  /** What was woken for meanwhile is done next. */
  function endRound(): void {
    busy = false
    if (again) schedule(COALESCE_MS)
    again = false
  }

  function schedule(ms: number): void {
    if (started) alarm.set(ms)
  }

  return {
    async start() {
      started = true
      schedule(0)
    },
    wake: () => schedule(COALESCE_MS),
    lastRoundAt: rounds.lastRoundAt,
    runDueWork: () => rounds.round(works),
    async close() {
      started = false
      alarm.off()
      await rounds.close()
    },
  }
}
