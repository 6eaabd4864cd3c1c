// Runs background work inside this process: when woken, and every few seconds.
import { RUNNER_IDLE_MS } from '../config/defaults.ts'
import type { Parts } from '../config/parts.ts'
import { hostError } from '../service/host-errors.ts'
import type { Work } from './work.ts'

/** Wakes within this time are one. */
const COALESCE_MS = 10

export interface Jobs {
  /** Begins to look for due work by itself. */
  start(): void
  /** Something may be due. */
  wake(): void
  /**
   * Does all work that is due at `now`, until none is left.
   * @throws the first error of a work, after every other was done
   */
  runDueWork(): Promise<void>
  /** Ends by itself no more, and waits for what is being done. */
  close(): Promise<void>
}

export function createJobs({ config }: Pick<Parts, 'config'>, works: readonly Work[]): Jobs {
  const running = new Set<Promise<unknown>>()
  let timer: NodeJS.Timeout | null = null
  let wait = 0
  let started = false
  let busy = false
  let again = false
  let last: Promise<unknown> = Promise.resolve()

  /** Until nothing is due at this moment any more. */
  async function exhaust(work: Work, now: number): Promise<void> {
    while ((await work.run(now)) > 0);
  }

  /** One after the other with rounds asked for before: the same work is not done twice at once. */
  function runDueWork(): Promise<void> {
    const round = last.then(() => everything(works))
    last = round.catch(() => {})
    return tracked(round)
  }

  /** One work can make another due (a refresh writes an event): rounds go on until one finds nothing. */
  async function everything(all: readonly Work[]): Promise<void> {
    const now = config.now()
    const errors: unknown[] = []
    const healthy = new Set(all)
    for (let done = 1; done > 0; ) {
      done = 0
      for (const work of healthy) {
        try {
          done += await work.run(now)
        } catch (error) {
          report(work, error)
          errors.push(error)
          healthy.delete(work)
        }
      }
    }
    if (errors.length > 0) throw errors[0]
  }

  function report(work: Work, error: unknown): void {
    const { code, reference } = hostError(error)
    config.logger.error({ work: work.name, code, reference }, 'Background work failed; it is tried again.')
  }

  function tracked<T>(work: Promise<T>): Promise<T> {
    running.add(work)
    const forget = () => running.delete(work)
    work.then(forget, forget)
    return work
  }

  /** What the runner does by itself: the host's handlers apart, so that a slow one holds up nothing else. */
  function tick(): void {
    timer = null
    schedule(RUNNER_IDLE_MS)
    const now = config.now()
    for (const work of works.filter(({ overlaps }) => overlaps)) {
      tracked(exhaust(work, now)).catch((error: unknown) => report(work, error))
    }
    if (busy) {
      again = true
      return
    }
    busy = true
    const round = last.then(() => everything(works.filter(({ overlaps }) => !overlaps)))
    last = tracked(round.catch(() => {}).then(endRound))
  }

  /** What was woken for meanwhile is done next. */
  function endRound(): void {
    busy = false
    if (again) schedule(COALESCE_MS)
    again = false
  }

  function schedule(ms: number): void {
    if (!started || (timer !== null && ms >= wait)) return
    if (timer !== null) clearTimeout(timer)
    wait = ms
    timer = setTimeout(tick, ms)
    timer.unref()
  }

  return {
    start() {
      started = true
      schedule(0)
    },
    wake: () => schedule(COALESCE_MS),
    runDueWork,
    async close() {
      started = false
      if (timer !== null) clearTimeout(timer)
      timer = null
      await Promise.allSettled([...running])
    },
  }
}
