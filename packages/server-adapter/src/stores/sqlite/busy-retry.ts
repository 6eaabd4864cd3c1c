// Waiting for a lock that another process has, without blocking this one.
import { type RetryPolicy, type RetryWait, retryWhilePassing } from '../retry.ts'
import { isBusy } from './sqlite-error.ts'

const BUSY: RetryPolicy = { firstMs: 1, longestMs: 10, isPassing: isBusy }

/**
 * Tries until the lock is free. Always once, however long the caller has waited already.
 * @param since `elapsed()` when the caller began to wait
 * @throws SQLite's busy error once the time is over; any other error at once
 */
export const retryWhileBusy = <T>(wait: RetryWait, since: number, work: () => Promise<T>): Promise<T> =>
  retryWhilePassing(wait, BUSY, since, work)
