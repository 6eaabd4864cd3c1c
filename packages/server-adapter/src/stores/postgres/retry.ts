// Running work again: after a lost race, and while the database is away for a moment.
import { remedyOf } from './postgres-error.ts'

/** Real time and chance: leases and expiry have the adapter's clock, a lost connection has the machine's. */
export interface Waiting {
  /** How long a database that is away is waited for, in milliseconds. */
  readonly patience: number
  /** How long one answer of the database is waited for, in milliseconds. */
  readonly answerMs: number
  /** Milliseconds since some moment; never goes back. */
  elapsed(): number
  /** From 0 to 1. */
  random(): number
  sleep(ms: number): Promise<void>
}

const FIRST_PAUSE = 5
const LONGEST_PAUSE = 250

/** @throws the last failure when the patience is over; what the work itself throws at once */
export async function persistently<T>(waiting: Waiting, attempt: () => Promise<T>): Promise<T> {
  const since = waiting.elapsed()
  let pause = FIRST_PAUSE
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      const remedy = remedyOf(error)
      if (remedy === null || remedy === 'told') throw error
      if (waiting.elapsed() - since > waiting.patience) throw error
    }
    await waiting.sleep(pause * (0.5 + waiting.random()))
    pause = Math.min(pause * 2, LONGEST_PAUSE)
  }
}
