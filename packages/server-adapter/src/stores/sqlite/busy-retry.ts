// Waiting for a lock that another process holds, without holding up this one.
import { isBusy } from './sqlite-error.ts'

/** Real time and chance: leases and expiry have the adapter's clock, a lock has the machine's. */
export interface Waiting {
  /** How long a lock is waited for, in milliseconds. */
  readonly patience: number
  /** Milliseconds since some moment; never goes back. */
  elapsed(): number
  /** From 0 to 1. */
  random(): number
  sleep(ms: number): Promise<void>
}

const FIRST_PAUSE = 1
const LONGEST_PAUSE = 10

/**
 * Tries until the lock is free. Always once, however long the caller has waited already.
 * @param since `elapsed()` when the caller began to wait
 * @throws SQLite's busy error when the patience is over; any other error at once
 */
export async function patiently<T>(waiting: Waiting, since: number, attempt: () => Promise<T>): Promise<T> {
  let pause = FIRST_PAUSE
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (!isBusy(error) || waiting.elapsed() - since > waiting.patience) throw error
    }
    await waiting.sleep(pause * (0.5 + waiting.random()))
    pause = Math.min(pause * 2, LONGEST_PAUSE)
  }
}
