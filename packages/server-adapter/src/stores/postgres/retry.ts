// Running work again: after a lost race, and while the database is away for a moment.
import { type RetryPolicy, type RetryWait, retryWhilePassing } from '../retry.ts'
import { remedyOf } from './postgres-error.ts'

export interface PostgresWait extends RetryWait {
  /** How long one answer of the database is waited for, in milliseconds. */
  readonly answerMs: number
}

const PASSING: RetryPolicy = {
  firstMs: 5,
  longestMs: 250,
  isPassing: (error) => ![null, 'report'].includes(remedyOf(error)),
}

/** @throws the last failure once the time is over; what the work itself throws at once */
export const retryOnConflict = <T>(wait: PostgresWait, work: () => Promise<T>): Promise<T> =>
  retryWhilePassing(wait, PASSING, wait.elapsed(), work)
