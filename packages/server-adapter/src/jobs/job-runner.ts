// The port of background work: what starts it, wakes it, does it and ends it.

export interface JobRunner {
  /**
   * Begins to poll for due work by itself.
   * @throws MooringError `app_misconfigured` where what it needs is not there
   */
  start(): Promise<void>
  /** Something may be due. */
  wake(): void
  /**
   * Does all work that is due at `now`, until none is left.
   * @throws the first error of a work, after every other was done
   */
  runDueWork(): Promise<void>
  /** When this process last checked all that may be due, ms since the epoch; null for never. */
  lastRoundAt(): number | null
  /** Stops scheduling and waits for the jobs that are running. */
  close(): Promise<void>
}
