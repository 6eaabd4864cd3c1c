// Runs background work where several instances share a Postgres: pg-boss hands each call to one of them, the ledgers say what is due.
import { RUNNER_IDLE_MS } from '../config/defaults.ts'
import { hostError } from '../errors/host-errors.ts'
import type { Parts } from '../parts.ts'
import type { DatabaseServer } from '../stores/store.ts'
import { createAlarm } from './alarm.ts'
import type { Jobs } from './jobs.ts'
import { type Boss, type Call, openBoss } from './open-boss.ts'
import { createRounds } from './rounds.ts'
import type { Work } from './work.ts'

/** Wakes within this time are one. */
const COALESCE_MS = 20
/** Between two looks, however often it is woken: a look costs the database a handful of queries. */
const PAUSE_MS = 200

/**
 * Each instance looks, when it wrote something and every few seconds, which works have something due, and queues a call
 * for each; whoever takes the call does the work. A call is no more than a word to look: one too many does nothing, one
 * that got lost with its instance is said again by the next look of any other.
 */
export function createBossJobs(
  { config, store, elapsed }: Pick<Parts, 'config' | 'store' | 'elapsed'>,
  server: DatabaseServer,
  works: readonly Work[],
): Jobs {
  const rounds = createRounds({ config })
  const alarm = createAlarm(tick)
  const byName = new Map(works.map((work) => [work.name, work]))
  const busy = new Set<Work>()
  const again = new Set<Work>()
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
  function begin(work: Work): void {
    if (busy.has(work)) {
      again.add(work)
      return
    }
    if (!work.overlaps) busy.add(work)
    void rounds.exhaust(work).then(() => {
      busy.delete(work)
      if (boss !== null && again.delete(work)) begin(work)
    })
  }

  function taken(calls: readonly Call[]): void {
    for (const call of calls) {
      // One of another version's may be unknown here: that instance says it again.
      const work = byName.get(call.work)
      if (work !== undefined) begin(work)
    }
  }

  const dueWorks = (): Promise<Work[]> =>
    store.read(async (ledgers) => {
      const now = config.now()
      const due: Work[] = []
      for (const work of works) if (await work.isDue(ledgers, now)) due.push(work)
      return due
    })

  async function look(open: Boss): Promise<void> {
    const due = await dueWorks()
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
      opening ??= openBoss(server, { logger: config.logger, batch: works.length, taken }).catch((error) => {
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
    runDueWork: () => rounds.round(works),
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
