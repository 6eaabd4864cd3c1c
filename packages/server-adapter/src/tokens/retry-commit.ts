// Tries to store an answer of Intuit's until the store accepts it.
import { SECOND } from '../platform/clock.ts'
import type { Log } from '../platform/logger.ts'
import { isProgramFault } from '../platform/program-fault.ts'
import { ConflictError, StoreUnavailableError } from '../stores/store.ts'

/** Between two tries to store an answer: first, and most. */
const FIRST_MS = 100
const MOST_MS = 2 * SECOND
/** Tries left once the adapter closes: a store that stays unavailable must not delay the end of the process for ever. */
const TRIES_WHEN_CLOSING = 20
/** Tries for a fault of our own code, some 15 s in all: it may lie in what was around that moment. */
const TRIES_AFTER_FAULT = 12

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** True for a failure of the store's that may pass. */
export const isTransient = (error: unknown): boolean =>
  error instanceof StoreUnavailableError || error instanceof ConflictError

/**
 * Tries `commit` until the store takes it, as long as the process lives. A fault of a program on the way does not lose
 * the answer at once either: it is logged by its name, and tried again some times.
 * @param isClosing once true, only some more tries are made
 */
export async function retryUntilStored<T>(
  logger: Log,
  commit: () => Promise<T>,
  isClosing: () => boolean,
): Promise<T> {
  let wait = FIRST_MS
  let triesLeft = TRIES_WHEN_CLOSING
  let faultsLeft = TRIES_AFTER_FAULT
  for (;;) {
    try {
      return await commit()
    } catch (error) {
      const fault = isProgramFault(error) && --faultsLeft > 0 ? error.name : null
      if (fault === null && !isTransient(error)) throw error
      if (isClosing() && --triesLeft < 0) {
        logger.error({}, 'An answer of Intuit could not be stored before the adapter closed.')
        throw error
      }
      if (fault === null)
        logger.warn(
          { wait },
          'An answer of Intuit could not be stored: it is in memory, and storing it is tried again.',
        )
      else
        logger.error(
          { problem: fault },
          'Code failed on an answer of Intuit: it is in memory, and storing it is tried again.',
        )
    }
    await sleep(isClosing() ? FIRST_MS : wait)
    wait = Math.min(wait * 2, MOST_MS)
  }
}
