// What is true of the month's quota, from what was counted and what Intuit said. Pure.
import { MINUTE } from '../platform/clock.ts'
import type { QuotaNote } from '../stores/reads.ts'
import { monthOf, nextMonthStart } from './months.ts'

/** The option `quota`, with its defaults. */
export interface QuotaConfig {
  /** null: the plan has no limit that is known here. */
  readonly readsPerMonth: number | null
  readonly warnAt: number
  readonly pauseRuns: boolean
}

/** `near`: `warnAt` of the plan is used. `over`: all of it, or Intuit says so. */
export type QuotaState = 'ok' | 'near' | 'over'

/** Runs that wait for a new month are asked to go on so long after its beginning: none that is being paused just then is left out. */
const RESUME_AFTER_MS = MINUTE

/** The note of this month; a new one where the last is another month's. Runs that wait are still asked to go on. */
export function noteOf(stored: QuotaNote | null, now: number): QuotaNote {
  const month = monthOf(now)
  if (stored?.month === month) return stored
  return { month, told: 'ok', isOver: false, spentAt: null, resumeAt: stored?.resumeAt ?? null }
}

export function stateOf(
  { readsPerMonth, warnAt }: QuotaConfig,
  used: number,
  spentAt: number | null,
): QuotaState {
  if (spentAt !== null) return 'over'
  if (readsPerMonth === null || used < readsPerMonth * warnAt) return 'ok'
  return used < readsPerMonth ? 'near' : 'over'
}

/**
 * Until when guarded runs and set-up imports are paused: the next month, once Intuit has said that the plan is spent, or where the
 * host wants it so when our own count says it. null: they are not.
 */
export function pausedUntil(
  stored: QuotaNote | null,
  { pauseRuns }: QuotaConfig,
  now: number,
): number | null {
  const { spentAt, isOver } = noteOf(stored, now)
  return spentAt !== null || (pauseRuns && isOver) ? nextMonthStart(now) : null
}

/** A note after another, with the news in it for the operator: each at most once in a month, and of two at once the worse. */
export interface Noted {
  readonly note: QuotaNote
  readonly news: Exclude<QuotaState, 'ok'> | null
}

const RANK: Readonly<Record<QuotaState, number>> = { ok: 0, near: 1, over: 2 }

function noted(before: QuotaNote, after: QuotaNote, { state, config, now }: Judged): Noted {
  const wasPaused = pausedUntil(before, config, now) !== null
  const until = pausedUntil(after, config, now)
  const resumesFrom = until ?? (wasPaused ? now : null)
  const resumeAt = resumesFrom === null ? after.resumeAt : resumesFrom + RESUME_AFTER_MS
  const isNews = RANK[state] > RANK[before.told]
  return {
    note: {
      ...after,
      told: isNews ? state : before.told,
      resumeAt,
    },
    news: isNews && state !== 'ok' ? state : null,
  }
}

interface Judged {
  readonly state: QuotaState
  readonly config: QuotaConfig
  readonly now: number
}

/** Intuit answers that the plan is spent. */
export function spent(stored: QuotaNote | null, config: QuotaConfig, now: number): Noted {
  const before = noteOf(stored, now)
  return noted(before, { ...before, spentAt: now }, { state: 'over', config, now })
}

/**
 * What a new count makes of the note.
 * @param used reads of the month
 * @param answeredAt when Intuit last answered a read among those that were counted, ms: it answers reads again where that is after it
 *   said that the plan is spent
 */
export function counted(
  stored: QuotaNote | null,
  config: QuotaConfig,
  { used, answeredAt, now }: { used: number; answeredAt: number; now: number },
): Noted {
  const before = noteOf(stored, now)
  const spentAt = before.spentAt !== null && answeredAt > before.spentAt ? null : before.spentAt
  const state = stateOf(config, used, null)
  return noted(before, { ...before, spentAt, isOver: state === 'over' }, { state, config, now })
}

/**
 * What today's options and the month's reads make of a note that was judged by others: the operator has changed the option `quota`.
 * What is news is reported to the operator with the next count.
 * @param used reads of the month
 * @returns null where it says the same
 */
export function judgedAgain(
  stored: QuotaNote | null,
  config: QuotaConfig,
  { used, now }: { used: number; now: number },
): QuotaNote | null {
  const before = noteOf(stored, now)
  const after = { ...before, isOver: stateOf(config, used, null) === 'over' }
  const until = pausedUntil(after, config, now)
  const resumeAt = until === null ? soonest(before.resumeAt, now) : until + RESUME_AFTER_MS
  return after.isOver === before.isOver && resumeAt === before.resumeAt ? null : { ...after, resumeAt }
}

/** Nothing is paused any more: who waits need not wait for the new month. */
const soonest = (resumeAt: number | null, now: number): number | null =>
  resumeAt === null ? null : Math.min(resumeAt, now + RESUME_AFTER_MS)
