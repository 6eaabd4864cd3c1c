// Holds on to an answer of Intuit's until the store takes it.
import { setTimeout as sleep } from 'node:timers/promises'
import { SECOND } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'
import { ConflictError, StoreUnavailableError } from '../stores/store.ts'

/** Between two tries to store an answer: first, and most. */
const FIRST_MS = 100
const MOST_MS = 2 * SECOND
/** Tries left once the adapter closes: a store that stays away must not keep the process alive for ever. */
const TRIES_WHEN_CLOSING = 20

/** True for a failure of the store's that may pass. */
export const isPassing = (error: unknown): boolean =>
  error instanceof StoreUnavailableError || error instanceof ConflictError

/**
 * Tries `commit` until the store takes it, as long as the process lives.
 * @param isClosing once true, only some more tries are made
 */
export async function holdAnswer<T>(
  logger: Logger,
  commit: () => Promise<T>,
  isClosing: () => boolean,
): Promise<T> {
  let wait = FIRST_MS
  let triesLeft = TRIES_WHEN_CLOSING
  for (;;) {
    try {
      return await commit()
    } catch (error) {
      if (!isPassing(error)) throw error
      if (isClosing() && --triesLeft < 0) {
        logger.error({}, 'An answer of Intuit could not be stored before the adapter closed.')
        throw error
      }
      logger.warn({ wait }, 'The store does not take an answer of Intuit: held in memory and tried again.')
    }
    await sleep(isClosing() ? FIRST_MS : wait)
    wait = Math.min(wait * 2, MOST_MS)
  }
}
