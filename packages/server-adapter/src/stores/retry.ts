// How a store tries work again: after pauses that double, each cut or stretched by chance, until a time is over.

/** Real time and chance: leases and expiry have the adapter's clock, a lock or a lost connection has the machine's. */
export interface RetryWait {
  /** For how long work is tried again, in milliseconds. */
  readonly retryMs: number
  /** Milliseconds since some moment; never goes back. */
  elapsed(): number
  /** From 0 to 1. */
  random(): number
  sleep(ms: number): Promise<void>
}

export interface RetryPolicy {
  /** Milliseconds before the second try, and the longest pause. */
  readonly firstMs: number
  readonly longestMs: number
  /** Whether another try may end otherwise. */
  isPassing(error: unknown): boolean
}

/**
 * Runs `work` until it succeeds. Always once, however long ago `since` was.
 * @param since `elapsed()` when the caller began to wait
 * @throws the last failure once the time is over; one that does not pass at once
 */
export async function retryWhilePassing<T>(
  wait: RetryWait,
  { firstMs, longestMs, isPassing }: RetryPolicy,
  since: number,
  work: () => Promise<T>,
): Promise<T> {
  for (let pause = firstMs; ; pause = Math.min(pause * 2, longestMs)) {
    try {
      return await work()
    } catch (error) {
      if (!isPassing(error) || wait.elapsed() - since > wait.retryMs) throw error
    }
    await wait.sleep(pause * (0.5 + wait.random()))
  }
}
