// After a clock was ahead and has been set back: nothing waits for a moment that it set.
import { ATTEMPT_LIFE_MS, CLOCKS_APART_MS, RETRY_MOST_MS } from '../config/defaults.ts'
import type { Deps } from '../deps.ts'
import { notAhead } from '../failures/grant-incident.ts'
import type { Job } from '../jobs/job.ts'
import type { AttemptRecord, ConnectionRecord } from '../stores/records.ts'
import { ConflictError, type ReadRepositories, type Repositories } from '../stores/store.ts'
import { believed } from '../tokens/believed-row.ts'
import { nextDueAt } from '../tokens/refresh-policy.ts'
import { saveRow } from '../tokens/save-row.ts'

/** Rows read in one go. */
const PAGE = 200
/** Nothing that is tried again waits for longer; the clocks of several machines may be a little apart. */
const WAIT_MOST_MS = RETRY_MOST_MS + CLOCKS_APART_MS

type Finding = 'set_back' | 'waits_too_long' | 'well'

/** Rows from ahead of now: the clock was set back. Without them one moment may still be too far off to be believed. */
async function findingOf({ moments }: Pick<ReadRepositories, 'moments'>, now: number): Promise<Finding> {
  const { written, waiting } = await moments.furthest()
  if (written !== null && written > now + CLOCKS_APART_MS) return 'set_back'
  return waiting !== null && waiting > now + WAIT_MOST_MS ? 'waits_too_long' : 'well'
}

/** An attempt as if it had begun no later than now. */
const believedAttempt = (attempt: AttemptRecord, now: number): AttemptRecord => ({
  ...attempt,
  expiresAt: Math.min(attempt.expiresAt, now + ATTEMPT_LIFE_MS),
  dueAt: attempt.dueAt === null ? null : Math.min(attempt.dueAt, now),
})

async function correctAttempts({ attempts, moments }: Repositories, now: number): Promise<number> {
  const ahead = await moments.attemptsBeyond(now + ATTEMPT_LIFE_MS + CLOCKS_APART_MS, PAGE)
  for (const attempt of ahead) await attempts.update(believedAttempt(attempt, now))
  return ahead.length
}

/** As each other does where two do it at once: the other's is as good. */
async function orConflict<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work
  } catch (error) {
    if (error instanceof ConflictError) return null
    throw error
  }
}

export function createClockCorrections(deps: Deps): Job {
  const { config, store } = deps

  /** @returns null where all of the row can be believed */
  function corrected(record: ConnectionRecord, now: number): ConnectionRecord | null {
    const next = believed(record, now)
    if (next !== record) return next
    const latest = nextDueAt(record, config, now, () => 0)
    return latest !== null && record.dueAt !== null && record.dueAt > Math.max(latest, now) ? record : null
  }

  const correct = (id: string, now: number) =>
    store.write(async (tx) => {
      const record = await tx.connections.get(id)
      const next = record && corrected(record, now)
      if (next !== null) await saveRow(deps, tx, { record: next, events: [], now })
    })

  async function correctConnections(now: number): Promise<void> {
    let cursor: string | undefined
    do {
      const after = cursor === undefined ? {} : { cursor }
      const page = await store.read(({ connections }) => connections.page({ ...after, limit: PAGE }))
      for (const row of page) if (corrected(row, now) !== null) await orConflict(correct(row.id, now))
      cursor = page.length < PAGE ? undefined : page.at(-1)?.id
    } while (cursor !== undefined)
  }

  async function correctIncident({ meta }: Repositories, now: number): Promise<void> {
    const log = await meta.incident()
    const next = log && notAhead(log, now)
    if (next !== null && next !== log) await meta.setIncident(next)
  }

  async function correctQueues(now: number, finding: Finding): Promise<number | null> {
    const isSetBack = finding === 'set_back'
    return orConflict(
      store.write(async (tx) => {
        const attempts = await correctAttempts(tx, now)
        const beyond = now + (isSetBack ? CLOCKS_APART_MS : WAIT_MOST_MS)
        const pulledBack = await tx.moments.pullBack(beyond, now)
        if (isSetBack) await correctIncident(tx, now)
        // Last: until then this is not over. The attempts come a page at a time.
        if (isSetBack && attempts < PAGE) await tx.moments.redate(now + CLOCKS_APART_MS, now)
        return attempts + pulledBack
      }),
    )
  }

  async function run(now: number): Promise<number> {
    const finding = await store.read((tx) => findingOf(tx, now))
    if (finding === 'well') return 0
    if (finding === 'set_back') await correctConnections(now)
    const done = await correctQueues(now, finding)
    config.logger.warn(
      { clock: finding, corrected: done },
      'A clock was ahead and has been set back: what it had put off is done now.',
    )
    return done ?? 0
  }

  return {
    name: 'clock-corrections',
    dueSince: async (tx, now) => ((await findingOf(tx, now)) === 'well' ? null : now),
    run,
  }
}
