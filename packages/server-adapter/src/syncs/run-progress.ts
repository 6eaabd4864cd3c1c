// The reports of a run: the last one is always in memory, and stored at most once a second.

import type { Report } from '../connection/run-changes.ts'
import { SECOND } from '../platform/clock.ts'

const STORE_EVERY_MS = SECOND

export interface RunProgress {
  /** The last report, stored or not. */
  readonly latest: () => Report
  /** Takes a report; resolves when it is stored: at once where one was stored within the last second. */
  report(report: Report): Promise<void>
  /** Waits for what is being stored; later reports stay in memory. */
  end(): Promise<void>
}

/**
 * @param store writes a report; must not reject
 * @param pause resolves after so many ms of real time
 */
export function createRunProgress(
  first: Report,
  store: (report: Report) => Promise<void>,
  pause: (ms: number) => Promise<void>,
): RunProgress {
  let latest = first
  let unstored = false
  let ended = false
  let storing: Promise<void> | null = null
  let cooling = false

  function flush(): Promise<void> {
    unstored = false
    cooling = true
    void pause(STORE_EVERY_MS).then(() => {
      cooling = false
      if (unstored && !ended) void flush()
    })
    storing = store(latest)
    return storing
  }

  return {
    latest: () => latest,
    async report(report) {
      latest = report
      unstored = true
      if (!cooling && !ended) await flush()
    },
    async end() {
      ended = true
      await storing
    },
  }
}
